"""The slips of tools/core_slips.yaml still fit the code they slip in: one that fits nowhere would never be tried."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SLIPS = yaml.safe_load((ROOT / "tools" / "core_slips.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["slip"])
def test_a_slip_fits_exactly_one_place_and_names_its_tests(slip: dict[str, object]) -> None:
    text = (ROOT / "src" / "discretion" / str(slip["file"])).read_text(encoding="utf-8")
    assert text.count(str(slip["find"])) == 1
    assert str(slip["write"]) != str(slip["find"])
    tests = slip["tests"]
    assert isinstance(tests, list)
    assert tests and all((ROOT / str(name)).is_file() for name in tests)
