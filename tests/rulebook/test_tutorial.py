"""The tutorial in docs/writing-rulesets.md: its files, taken as they stand there, give what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from discretion import Library
from discretion.rulebook.shipped import shipped_rulesets

PAGE = Path(__file__).resolve().parents[2] / "docs" / "writing-rulesets.md"
AREA = Path("jing-jin-ji") / "example-city" / "2026.1"


def blocks() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("tutorial") / "rulesets"
    shutil.copytree(shipped_rulesets(), folder)
    header = next(block for block in blocks() if "area: example-city" in block)
    violation = next(block for block in blocks() if block.startswith("violation: highway.occupy\n"))
    (folder / AREA / "violations").mkdir(parents=True)
    (folder / AREA / "ruleset.yaml").write_text(header, encoding="utf-8")
    (folder / AREA / "violations" / "highway.occupy.yaml").write_text(violation, encoding="utf-8")
    return Library.load(folder, drafts=True)


@pytest.mark.parametrize(
    ("area_m2", "tier", "fine"),
    [
        ("10", "first", "可以处500元以下罚款"),
        ("10.01", "second", "可以处500元以上5000元以下罚款"),
        ("50", "second", "可以处500元以上5000元以下罚款"),
        ("50.01", "third", "可以处5000元以上10000元以下罚款"),
        ("200", "third", "可以处5000元以上10000元以下罚款"),
        ("200.01", "fourth", "可以处1万元以上3万元以下罚款"),
    ],
)
def test_the_finished_ruleset_reads_the_table(finished: Library, area_m2: str, tier: str, fine: str) -> None:
    result = finished.recommend(
        {
            "violation": "highway.occupy",
            "place": "139901",
            "occurred": "2026-03-02",
            "decided": "2026-03-20",
            "party": {"kind": "organisation"},
            "facts": {"occupies_highway": True, "occupied_area_m2": area_m2, "harm": "none"},
        }
    )
    assert (result.area, result.tier) == ("example-city", tier)
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert result.penalty.fine.text == fine
