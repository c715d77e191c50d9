"""Which machine, which versions, how busy."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

SHOWN = ("pydantic", "pyyaml", "zen-engine", "duckdb", "ibis-framework", "polars", "numpy", "pyspark")


def machine() -> str:
    """One line about the machine, one about the software."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    cores = len(os.sched_getaffinity(0))
    packages = ", ".join(f"{name} {found}" for name in SHOWN if (found := _version(name)))
    return (
        f"{_processor()}, {cores} cores, {_memory()} GiB, {platform.system()} {platform.release()}; "
        f"load average {load} while this ran (the machine is not quiet: read the ratios).\n\n"
        f"Python {platform.python_version()}; {packages}."
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
