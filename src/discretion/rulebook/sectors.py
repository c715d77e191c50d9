"""Sectors (行业领域) of transport: their order, their titles, and the words officers use for them. A ruleset may name further ones (``sectors``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectorName:
    """What a sector is called.

    Attributes:
        label: its title in tables.
        aliases: other words people search by.
    """

    label: str
    aliases: tuple[str, ...] = ()


SECTORS: dict[str, SectorName] = {
    "road-freight": SectorName("道路货物运输", ("货运", "货车")),
    "road-passenger": SectorName("道路旅客运输", ("客运", "大巴", "班车", "包车")),
    "hazardous": SectorName("危险货物运输", ("危货", "危化品", "危险品")),
    "taxi": SectorName("出租汽车与网约车", ("出租车", "的士", "网约车", "巡游车")),
    "public-transport": SectorName("城市公共交通", ("公交", "地铁", "轨道交通")),
    "maintenance": SectorName("机动车维修", ("维修", "汽修", "修车")),
    "training": SectorName("机动车驾驶员培训", ("驾培", "驾校", "教练")),
    "highway": SectorName("公路路政与治超", ("路政", "治超", "公路", "超限超载")),
    "waterway": SectorName("水路运输与航道", ("水运", "航道", "水路")),
    "maritime": SectorName("水上交通安全", ("海事", "船舶", "船员")),
    "port": SectorName("港口", ("港口", "码头")),
    "construction": SectorName("交通建设工程", ("工程质量", "质监", "施工", "监理")),
    "safety": SectorName("安全生产", ("安全生产", "安全员", "隐患", "重大危险源")),
}
