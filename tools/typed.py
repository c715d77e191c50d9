"""``make typed``: pyright's completeness of the public surface; fails below the floor, and says what is not known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

FLOOR = 98.0


def main() -> int:
    """Ask pyright, and hold its figure against the floor."""
    command = [
        str(Path(sys.executable).with_name("pyright")),
        "--verifytypes",
        "discretion",
        "--ignoreexternal",
        "--outputjson",
    ]
    found_by = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    }  # the interpreter whose packages count
    done = subprocess.run(command, env=found_by, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["typeCompleteness"]
    score, counts = 100 * found["completenessScore"], found["exportedSymbolCounts"]
    for symbol in found["symbols"]:
        if symbol["isExported"] and not symbol["isTypeKnown"]:
            print(symbol["name"], *(item["message"].replace("\n", " ") for item in symbol["diagnostics"]), sep="  ")
    print(f"pyright: {score:.1f} % of {sum(counts.values())} public names ({counts}); floor {FLOOR} %")
    return 0 if score >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
