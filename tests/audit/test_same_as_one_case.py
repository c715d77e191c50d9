"""What an audit says of a decision is what ``recommend`` says of its case: across areas and changes of rules."""

import json
from decimal import Decimal
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

import pyarrow.parquet as pq

from discretion import Library
from discretion.cli.audit import command as audit
from discretion.cli.simulate import command as simulate
from discretion.documents import read_file
from discretion.errors import UsageError
from discretion.facts import FactType

# The rules of the first two changed on 2023-07-20; those of the third did not.
VIOLATIONS = ("road.freight.unlicensed", "road.hazmat.unlicensed", "highway.overload.mass")
COUNT = 600


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Any:
    made = tmp_path_factory.mktemp("simulated")
    (made / "noise.yaml").write_text("faults: {facts_missing: 0.1}\n", encoding="utf-8")
    options = [option for name in VIOLATIONS for option in ("--violation", name)]
    options += ["--area", "national", "--area", "zhejiang", "--since", "2023-06-01", "--until", "2023-09-30"]
    options += ["--noise", str(made / "noise.yaml"), "--count", str(COUNT)]
    CliRunner().invoke(simulate, [str(made), *options], catch_exceptions=False)
    arguments = ["--mapping", str(made / "mapping.yaml"), "--truth", str(made / "truth.parquet"), "--format", "json"]
    arguments += ["--out", str(made / "out")]
    result = CliRunner().invoke(audit, [str(made / "decisions.parquet"), *arguments], catch_exceptions=False)
    (made / "summary.json").write_text(result.stdout, encoding="utf-8")
    return made


def test_every_decision(folder: Any) -> None:
    library = Library.default()
    vocabulary = library.rulebook.vocabulary
    mapped = read_file(folder / "mapping.yaml", error=UsageError).data["facts"]
    findings = pq.read_table(folder / "out" / "decisions.parquet").to_pylist()
    decisions = pq.read_table(folder / "decisions.parquet").to_pylist()
    assert len(findings) == len(decisions) == COUNT
    for row, finding in zip(decisions, findings, strict=True):
        case = library.recommend(case_of(row, mapped, vocabulary))
        expected = case.status.value, case.disposition and case.disposition.value, case.tier
        if finding["status"] == "undetermined":
            continue  # the columns are less patient: they do not try what missing facts could be
        assert (finding["status"], finding["disposition"], finding["tier"]) == expected, row["案号"]
        if expected[1] != "exempt" and case.penalty is not None and case.penalty.fine is not None:
            band = [int(Decimal(end) * 100) for end in (case.penalty.fine.low, case.penalty.fine.high)]
            assert [finding["low_fen"], finding["high_fen"]] == band


def case_of(row: Any, mapped: Any, vocabulary: Any) -> Any:
    facts = {name: value(vocabulary[name], row[column]) for name, column in mapped.items() if row[column] is not None}
    return {
        "violation": row["案由"],
        "place": row["行政区划"],
        "occurred": row["违法日期"],
        "decided": row["决定日期"],
        "party": {"kind": row["当事人"], "age": int(row["年龄"])},
        "facts": facts,
    }


def value(fact: Any, text: str) -> Any:
    match fact.type:
        case FactType.BOOLEAN:
            return text == "true"
        case FactType.INTEGER:
            return int(text)
    return text


def test_the_engine_weighed_old_and_new_rules(folder: Any) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["one_by_one"] > 30
    assert summary["measured"]["false_alarms"] == 0
    assert summary["measured"]["faults"]["facts_missing"]["found"] > 30
