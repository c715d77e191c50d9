"""Where the rulesets that come with the package are."""

from __future__ import annotations

from pathlib import Path

from discretion.errors import Problem, UsageError

SHIPPED = "shipped"  # what commands call them
_PACKAGE = Path(__file__).resolve().parents[1]


def installed_rulesets() -> Path:
    """Where an installed package has them (in a checkout there is no such folder)."""
    return _PACKAGE / "_rulesets"


def shipped_rulesets() -> Path:
    """Return the folder of the shipped rulesets: inside an installed package, or at the top of a checkout."""
    if installed_rulesets().is_dir():
        return installed_rulesets()
    # src/discretion → the checkout. The name alone is no proof: site-packages may have a "rulesets" two levels up.
    checkout = _PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / "rulesets").is_dir():
        return checkout / "rulesets"
    raise UsageError(
        Problem("找不到随包发布的裁量基准", remedy="重新安装 discretion，或者用 --rulesets 指定文件夹"),
    )
