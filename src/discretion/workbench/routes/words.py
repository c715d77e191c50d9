"""Words of the pages for what cases write in English."""

from __future__ import annotations

from discretion.rulebook import PROVINCES

SUBJECTS = {"party": "当事人", "vehicle": "车辆", "driver": "驾驶人", "vessel": "船舶"}
AREAS = {code.ljust(6, "0"): label for code, label in PROVINCES.items()}
