"""``make workbench``: a workbench with invented people and simulated decisions. For trying it, not for use."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from discretion import Library
from discretion.audit import connect, read_mapping, take_in
from discretion.cli import main
from discretion.decisions import Decided, Store
from discretion.documents import dump
from discretion.simulation import Noise, decisions, mapping_of, world
from discretion.workbench import Setup, add_user

PASSWORD = "zuo-yi-zuo-kan-kan"  # noqa: S105 - printed below; everything here is invented
PEOPLE = {
    "officer": ("办案人员甲", "officer"),
    "reviewer": ("法制审核乙", "reviewer"),
    "approver": ("批准人丙", "approver"),
    "supervisor": ("监督人员丁", "supervisor"),
    "admin": ("管理员", "administrator"),
}
COUNT = 600
VIOLATIONS = ("highway.overload.mass", "highway.spillage", "ride-hailing.vehicle.unlicensed")


def demo(folder: Path) -> None:
    """Fill an empty folder; leave a filled one as it is."""
    if (folder / "workbench.sqlite3").exists():
        return
    for name, (label, role) in PEOPLE.items():
        add_user(Setup(folder), name, label=label, unit="演示支队", place="330106", roles=[role], password=PASSWORD)
    sample(folder)


def sample(folder: Path) -> None:
    """Simulated decisions of the last year in the store of decisions, some of them at fault."""
    import pyarrow.parquet as pq

    library, today = Library.default(), date.today()  # noqa: DTZ011 - the day of whoever tries it
    found = world(library, ("zhejiang",), VIOLATIONS, today - timedelta(days=420), today - timedelta(days=1), 1)
    (table, _), *_ = decisions(found, COUNT, Noise(), 1)
    path, mapping = folder / "sample.parquet", folder / "sample.yaml"
    pq.write_table(table, path)
    mapping.write_text(dump(mapping_of(found)), encoding="utf-8")
    with closing(connect()) as backend:
        rows = take_in(library, backend, str(path), read_mapping(str(mapping), library.rulebook.vocabulary))
        Store(Setup(folder).store).add(row for row in rows if isinstance(row, Decided))
    path.unlink()
    mapping.unlink()


if __name__ == "__main__":
    where = Path(sys.argv[1])
    demo(where)
    print(f"演示用户：{'、'.join(PEOPLE)}；密码都是 {PASSWORD}")
    print("处理决定库中有模拟的决定；监督人员也可以上传 examples/audit/decisions.csv 试行核查")
    sys.argv = ["discretion", "serve", "--workbench", str(where)]
    main()
