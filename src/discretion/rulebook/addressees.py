"""Addressees (受罚对象): whom a provision punishes, as the statute names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from discretion.facts import Strict

AddresseeId = Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]


class Addressee(Strict):
    """One addressee. ``kind``: only natural persons (船长), only organisations (聘用单位), or any (所有人、经营人)."""

    label: str = Field(min_length=1)
    kind: Literal["person", "organisation", "any"] = "any"


# What most laws call them; a provision that names them otherwise writes its own ``addressees``.
USUAL: Mapping[str, Addressee] = {
    "party": Addressee(label="当事人"),
    "owner": Addressee(label="船舶所有人、经营人或者管理人"),
    "operator": Addressee(label="经营者"),
    "shipper": Addressee(label="托运人"),
    "carrier": Addressee(label="承运人"),
    "employer": Addressee(label="聘用单位"),
    "captain": Addressee(label="船长", kind="person"),
    "responsible_crew": Addressee(label="责任船员", kind="person"),
    "crew": Addressee(label="船员", kind="person"),
    "driver": Addressee(label="驾驶人", kind="person"),
    "coach": Addressee(label="教练员", kind="person"),
    "responsible_person": Addressee(label="直接负责的主管人员和其他直接责任人员", kind="person"),
    "responsible_persons": Addressee(label="直接负责的主管人员和其他直接责任人员", kind="person"),
    "individual": Addressee(label="个人", kind="person"),
    "unit": Addressee(label="单位", kind="organisation"),
}
