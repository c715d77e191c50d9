"""Unary tests of random numbers, here and in feelin (JavaScript): every difference is named. ``make differential``.

python tools/differential.py [COUNT] [SEED]; it needs node and npm, and installs feelin into build/feelin.

What we refuse and feelin computes is no difference (we read a part of FEEL). Known and right: an interval whose ends are the wrong way round (``[5..1]``) is
refused here.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from discretion.conditions import FactTest, FeelError, parse_tests
from discretion.facts import Fact, KindError, Vocabulary
from discretion.plan import Lowering, LoweringError
from discretion.plan import formula as f

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "build" / "feelin"
VERSION = "8.2.0"
FACT = Fact.model_validate({"label": "x", "type": "decimal", "digits": 2, "range": "[-1000..1000]"})
PIECE = 2000


def drawn(chance: random.Random, depth: int = 0) -> str:
    """A unary test as a person may write one."""
    number = str(chance.choice((chance.randint(-20, 20), chance.randint(-2000, 2000) / 100)))
    other, whole = (
        str(chance.randint(-20, 20)),
        str(chance.randint(-20, 20)),
    )  # feelin adds in binary: -14.96 + 9 < -5.96 there
    forms = [
        f"{chance.choice(('<', '<=', '>', '>='))} {number}", number, f"= {number}",
        f"{chance.choice('[(')}{number}..{other}{chance.choice('])')}", f"{number}, {other}", f"< {number}, > {other}",
        f"> {whole} + {other}", f"<= {whole} * 2", f"[{number}..{other} + 10]",
    ]  # fmt: skip
    return f"not({drawn(chance, 1)})" if depth == 0 and chance.random() < 0.2 else chance.choice(forms)


def ours(text: str, value: int) -> bool | str:
    """What we make of a test at a value in hundredths."""
    try:
        formula = Lowering(Vocabulary({"x": FACT})).condition(FactTest("x", parse_tests(text), None, ()))
    except (FeelError, KindError, LoweringError, ValueError) as error:
        return f"refused: {error}"
    return f.holds(formula, [value])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        print("node and npm are needed: apt-get install nodejs npm", file=sys.stderr)
        sys.exit(2)
    if not (HOME / "node_modules" / "feelin").is_dir():
        HOME.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "--prefix", str(HOME), f"feelin@{VERSION}"], check=True)
    script = HOME / "feelin.mjs"
    script.write_text((ROOT / "tools" / "feelin.mjs").read_text(encoding="utf-8"), encoding="utf-8")
    chance, counts, wrong = random.Random(seed), Counter[str](), 0
    with subprocess.Popen([node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        for _ in range(0, count, PIECE):
            asked = [(drawn(chance), chance.randint(-2000, 2000)) for _ in range(min(PIECE, count))]
            other.stdin.write(json.dumps([(text, value / 100) for text, value in asked]) + "\n")
            other.stdin.flush()
            for (text, value), theirs in zip(asked, json.loads(other.stdout.readline()), strict=True):
                mine = ours(text, value)
                kind = "refused here" if isinstance(mine, str) else "same" if mine is theirs else "different"
                counts[kind] += 1
                if kind == "different":
                    wrong += 1
                    if wrong <= 20:
                        print(f"✗ {text} at {value / 100}: {mine} here, {theirs} in feelin")
        other.stdin.close()
    print(f"feelin {VERSION}, seed {seed}: " + ", ".join(f"{number} {kind}" for kind, number in counts.most_common()))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
