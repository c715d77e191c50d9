"""The examples of the OpenAPI document: a case, and what was decided in cases like it. A test makes them again."""

from __future__ import annotations

from typing import Any

CASE: dict[str, Any] = {
    "case": "2026-0001",
    "violation": "highway.overload.mass",
    "place": "330106",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
    "records": [{"kind": "correction", "date": "2026-03-03"}],
}
LIKE: dict[str, Any] = {
    "case": "2026-0001",
    "violation": "highway.overload.mass",
    "label": "违法超限运输（车货总质量）",
    "area": "hangzhou",
    "rulesets": ["hangzhou@2026.1", "zhejiang@2026.1", "yangtze-delta@2026.1", "national@2026.1"],
    "law": "zhejiang-highway-regulations@2020-05-15",
    "standing": 15,
    "unclear": 0,
    "elsewhere": 0,
    "groups": [
        {
            "same": True,
            "label": "“一般”阶次",
            "least": 10,
            "n": 12,
            "outcomes": [
                {"outcome": "exempt", "label": "不予处罚", "n": 2},
                {"outcome": "fined", "label": "罚款（没有写明从轻、从重）", "n": 10},
            ],
            "places": None,
            "outside": 0,
            "lowest": "120",
            "highest": "390",
            "nearest": [
                {"case": "轻10", "decided": "2026-03-20", "differences": [], "fine": "360"},
                {
                    "case": "轻11",
                    "decided": "2026-03-20",
                    "differences": [
                        {
                            "fact": "excess_mass_kg",
                            "label": "超限质量",
                            "here": "11000千克",
                            "there": "11100千克",
                            "text": "超限质量少100千克",
                        },
                        {
                            "fact": "excess_percent",
                            "label": "超限比例",
                            "here": "22.45%",
                            "there": "22.65%",
                            "text": "超限比例少0.2%",
                        },
                    ],
                    "fine": "390",
                },
                {
                    "case": "轻9",
                    "decided": "2026-03-20",
                    "differences": [
                        {
                            "fact": "excess_mass_kg",
                            "label": "超限质量",
                            "here": "11000千克",
                            "there": "10900千克",
                            "text": "超限质量多100千克",
                        },
                        {
                            "fact": "excess_percent",
                            "label": "超限比例",
                            "here": "22.45%",
                            "there": "22.24%",
                            "text": "超限比例多0.2%",
                        },
                    ],
                    "fine": "330",
                },
            ],
        },
        {
            "same": False,
            "label": "“严重”阶次",
            "least": 10,
            "n": None,
            "outcomes": [],
            "places": None,
            "outside": 0,
            "lowest": None,
            "highest": None,
            "nearest": [],
        },
    ],
    "proposed": {
        "fine": "360",
        "band": "360元",
        "place": None,
        "below": 10,
        "equal": 1,
        "above": 1,
        "text": "拟处罚款360元，即本案裁量基准确定的数额",
    },
    "sentences": [
        "处理决定库中与本案适用相同规则（“一般”阶次）的决定有12件：不予处罚2件、罚款（没有写明从轻、从重）10件；罚款数额为120元至390元。",
        "拟处罚款360元，即本案裁量基准确定的数额；与最接近的决定（轻10）相比，本案规则所依据的事实相同，该案罚款360元。",
    ],
}
LIKE["text"] = "".join(LIKE["sentences"])
