"""The DMN TCK's cases near our part of FEEL (DMN 1.5), through our own conditions: ``make tck [TCK=…/cases.csv]``.

A FEEL literal becomes a fact of its kind (text an enum, true a boolean), an expression a derived fact, a comparison a test.
What FEEL makes null for its types must be refused here: a number that comes out of it is a computed type error.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from discretion.conditions import Expression, FactTest, FeelError, parse_expression, parse_tests
from discretion.facts import Fact, KindError, Vocabulary, check_derived
from discretion.plan import Lowering, LoweringError
from discretion.plan import formula as f
from discretion.plan import terms as t

TEXT, DATE = re.compile(r'(?<!@)"([^"]*)"'), re.compile(r'date\("(\d{4}-\d\d-\d\d)"\)')
BOOLEAN, NULL = re.compile(r"\b(true|false)\b"), re.compile(r"\bnull\b")
COMPARE = re.compile(r"^(.+?)\s*(<=|>=|!=|<|>|=)\s*(.+)$")
IN, BETWEEN = re.compile(r"^(.+?)\s+in\s+(.+)$"), re.compile(r"^(.+?)\s+between\s+(.+)\s+and\s+(.+)$")
LOGIC = re.compile(r"\b(and|or)\b|^not\(")


class _Case:
    """One expression, its literals as facts."""

    def __init__(self, text: str) -> None:
        self.facts: dict[str, Fact] = {}
        text = DATE.sub(r'@"\1"', text)
        values = {value: f"v{n}" for n, value in enumerate(sorted(set(TEXT.findall(text))))} or {"": "v0"}
        codes = {code: code for code in values.values()}

        def word(match: re.Match[str]) -> str:
            return values[match[1]]

        self.codes, self.values = codes, values
        text = TEXT.sub(word, text)
        text = BOOLEAN.sub(lambda _: self._fact({"type": "boolean"}), text)
        self.missing = bool(NULL.search(text))
        self.text = NULL.sub(lambda _: self._fact({"type": "integer", "range": "[0..9]"}), text)

    def _fact(self, keys: Mapping[str, object]) -> str:
        name = f"x{len(self.facts)}"
        self.facts[name] = Fact.model_validate({"label": name, **keys})
        return name

    def side(self, text: str) -> str:
        """A side of a comparison as the name of a fact of its kind."""
        text = text.strip()
        if text in self.codes:
            return self._fact({"type": "enum", "values": self.codes, "severity": "aggravating"})
        if text.startswith('@"') or (text in self.facts):
            return text if text in self.facts else self._fact({"type": "date", "derive": text})
        return self._fact({"type": "decimal", "derive": self.named(text)})

    def named(self, text: str) -> str:
        """Arithmetic over codes: each becomes an enum fact, which arithmetic refuses."""
        enum = {"type": "enum", "values": self.codes}
        return re.sub(r"\bv\d+\b", lambda _: self._fact(enum), text)


def verdict(text: str) -> str:
    """What becomes of an expression: a value, ``undetermined``, or ``refused: …``."""
    case = _Case(text)
    try:
        return _value(case)
    except KeyError as error:
        return f"refused: 没有名为 {error.args[0]} 的事实"
    except (FeelError, KindError, LoweringError, ValueError) as error:
        return f"refused: {str(error).splitlines()[0]}"


def _value(case: _Case) -> str:
    text = case.text.strip()
    if LOGIC.search(text) and not BETWEEN.match(text):
        return "YAML: and, or, not join conditions (all, any, not)"
    if match := BETWEEN.match(text):
        return _test(case, match[1], f"[{match[2]}..{match[3]}]")
    if match := IN.match(text):
        members = match[2].strip()
        inner = members[1:-1] if members.startswith("(") and ".." not in members else members
        return _test(case, match[1], inner)
    if match := COMPARE.match(text):
        return _test(case, match[1], f"{match[2]} {match[3]}")
    name = case._fact({"type": "decimal", "derive": case.named(text)})  # noqa: SLF001 - of this module
    words = Vocabulary(case.facts)
    check_derived(case.facts[name], parse_expression(case.named(text)), words)
    found = Lowering(words).value(name)
    if case.missing:
        return "undetermined"
    return str(Fraction(t.evaluate(found.num, []), t.evaluate(found.den, [])))


def _test(case: _Case, left: str, test: str) -> str:
    name = case.side(left)
    fact = case.facts[name]
    if isinstance(fact.derive, Expression):
        check_derived(fact, fact.derive, Vocabulary(case.facts))
    if fact.values is None and re.search(r"\bv\d+\b", test):
        test = case.named(test)
    lowering = Lowering(Vocabulary(case.facts))
    formula = lowering.condition(FactTest(name, parse_tests(test), None, ()))
    if case.missing:
        return "undetermined"
    values = [list(case.codes).index(left.strip()) if left.strip() in case.codes else low for low, _ in lowering.box]
    return str(f.holds(formula, values))


def main(path: str) -> int:
    """Run the cases of a table; 1 when a type error is computed or a value is wrong."""
    with Path(path).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["expression"]]
    groups: Counter[str] = Counter()
    faults: list[str] = []
    for row in rows:
        said = row["verdict"]
        mixed = said == "mixed" or said.startswith("type error")
        found = verdict(row["expression"])
        settled = (
            "refused"
            if found.startswith(("refused", "YAML"))
            else "undetermined"
            if found == "undetermined"
            else "value"
        )
        kind = "type error" if mixed else "value in FEEL"
        expected = re.search(r"expected (\S+)", row["detail"] or "")
        if mixed and settled == "value":
            faults.append(f"computed type error: {row['suite']} {row['case']}: {row['expression']} → {found}")
        if (
            said == "pass"
            and settled == "value"
            and expected
            and expected[1] not in (found, "None")
            and "/" not in found
        ):
            faults.append(
                f"wrong value: {row['suite']} {row['case']}: {row['expression']} → {found}, not {expected[1]}"
            )
        groups[f"{kind:<14} {settled}"] += 1
    print(f"DMN 1.5 · {len(rows)} nodes of {path}")
    for group, count in sorted(groups.items()):
        print(f"  {group:<30} {count}")
    print("\n".join(faults) or "computed type errors: 0 · wrong values: 0")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "shared/tck/cases.csv"))
