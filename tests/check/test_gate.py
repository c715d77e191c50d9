"""The gate: what a rulebook's CI sees. Each was once a way to get a green run that meant nothing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from discretion.check import Cache, Finding, Reach, Verdict, runner, workers
from discretion.cli.schema import text_of
from discretion.library import Library

DAY = date(2026, 6, 1)
FACTS = """
kg: {label: 质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
harm: {label: 后果, type: enum, values: {none: 没有, grave: 严重}, severity: aggravating}
other: {label: 其他, type: boolean}"""
HOLES = """
- {tier: slight, label: 轻微, when: {kg: "< 1000"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: general, label: 一般, when: {kg: "(1000..5000)"}, penalty: {fine: {share: [0.3, 0.7]}}}
- {tier: serious, label: 严重, when: {kg: "(5000..6000)"}, penalty: {fine: {share: [0.7, 0.8]}}}
- {tier: grave, label: 特别严重, when: {any: [{kg: ">= 6000", harm: grave}, {kg: "> 7000", harm: none}]}, penalty: {fine: {share: [0.8, 1]}}}"""


def gaps(folder: Path) -> list[tuple[str, Reach | None]]:
    found = runner.run(Library.load(folder), DAY, codes=["gap"], jobs=1).findings
    return [(item.id, item.region) for item in found if item.verdict is Verdict.REFUTED]


def test_every_hole_of_the_tiers_is_a_finding_with_how_far_it_reaches(tiny: Callable[..., Any]) -> None:
    assert gaps(tiny(FACTS, tiers=HOLES).folder) == [
        ("gap/national@1/test.act", Reach("kg: 1000", "质量1000千克")),
        ("gap/national@1/test.act/#2", Reach("kg: 5000", "质量5000千克")),
        ("gap/national@1/test.act/#3", Reach("kg: [6000..7000]; harm: none", "质量6000千克至7000千克；后果没有")),
    ]


def waive(folder: Path, *regions: str) -> None:
    bound = f", regions: {json.dumps(regions, ensure_ascii=False)}" if regions else ""
    text = (
        f'waivers: [{{finding: "gap/national/test.act*", reason: 测试, approver: 测试, expires: "2026-12-31"{bound}}}]'
    )
    (folder / "waivers.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("regions", "code"),
    [(("kg: 1000", "kg: 5000", "kg: [6000..7000]; harm: none"), 0), (("kg: 1000",), 1)],
)
def test_a_waiver_covers_the_regions_it_names_and_no_other(
    tiny: Callable[..., Any], discretion: Callable[..., tuple[int, str, str]], regions: tuple[str, ...], code: int
) -> None:
    folder = tiny(FACTS.replace("label: 质量", "label: 总质量"), tiers=HOLES).folder  # no label is part of the bond
    waive(folder, *regions)
    assert discretion("check", folder, "--only", "gap", "--as-of", "2026-06-01", "--no-cache", "--jobs", 1)[0] == code


def test_a_defect_that_grows_is_not_waived(tiny: Callable[..., Any], discretion: Callable[..., Any]) -> None:
    folder = tiny(FACTS, tiers=HOLES.replace("(1000..5000)", "(3000..5000)")).folder
    waive(folder, "kg: 1000", "kg: 5000", "kg: [6000..7000]; harm: none")
    code, out, _ = discretion("check", folder, "--only", "gap", "--as-of", "2026-06-01", "--no-cache", "--jobs", 1)
    assert code == 1
    assert "  范围：质量1000千克至3000千克\n  豁免范围：kg: [1000..3000]\n" in out


def test_a_waiver_without_regions_fails_itself(tiny: Callable[..., Any], discretion: Callable[..., Any]) -> None:
    folder = tiny(FACTS, tiers=HOLES).folder
    waive(folder)
    code, out, _ = discretion("check", folder, "--only", "gap", "--as-of", "2026-06-01", "--no-cache", "--jobs", 1)
    assert code == 1
    assert "豁免 gap/national/test.act* 没有写 regions，缺陷移动或者扩大也会被豁免\n" in out
    assert "改法：写明现在的范围 regions：“kg: 1000”、“kg: 5000”、“kg: [6000..7000]; harm: none”\n" in out


@pytest.mark.parametrize("command", ["check", "test"])
def test_without_a_rulebook_here_a_gate_is_an_error(
    command: str, discretion: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert discretion(command) == (
        2, "", "错误：这里没有规则库（没有 rulesets 文件夹，也没有 ruleset.yaml）（改法：写明规则库文件夹；检查随包发布的规则库，写 shipped）\n"
    )  # fmt: skip


def test_a_broken_rulebook_here_is_the_one_that_is_checked(
    tiny: Callable[..., Any], discretion: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny(FACTS).folder
    (folder / "national/1/ruleset.yaml").write_text("area: [", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert discretion("check")[0] == 2
    assert discretion("test")[0] == 2


def git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", "-C", folder, *name, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(tiny: Callable[..., Any], discretion: Callable[..., Any], tmp_path: Path) -> Path:
    """A rulebook with a gap, registered and committed."""
    book = tiny(FACTS, tiers=HOLES).folder
    book.rename(tmp_path / "rulesets")
    discretion("lock", tmp_path / "rulesets")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path / "rulesets"


def since(discretion: Callable[..., Any], folder: Path) -> tuple[int, list[str]]:
    arguments = (
        "--only",
        "gap,locked",
        "--as-of",
        "2026-06-01",
        "--since",
        "HEAD",
        "--no-cache",
        "--jobs",
        1,
        "--format",
        "json",
    )
    code, out, _ = discretion("check", folder, *arguments)
    return code, [item["id"] for item in json.loads(out)["findings"] if item["failing"]]


def test_since_a_revision_only_what_is_new_fails(committed: Path, discretion: Callable[..., Any]) -> None:
    discretion("check", committed)
    assert since(discretion, committed) == (0, [])


def test_since_a_revision_a_lock_written_anew_hides_nothing(committed: Path, discretion: Callable[..., Any]) -> None:
    path = committed / "laws/test-law@2021.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("to: 5000", "to: 50000"), encoding="utf-8")
    (committed / "rulesets.lock").unlink()
    discretion("lock", committed)
    assert since(discretion, committed) == (1, ["locked/since/laws/test-law@2021.yaml"])


def noting(asked: list[str]) -> Callable[..., list[Finding]]:
    """A stand-in for the proofs that notes what it was asked to prove."""

    def run(_plans: Any, _chain: Any, name: str, _day: date, _codes: Any) -> list[Finding]:
        asked.append(name)
        return []

    return run


def test_only_the_violation_that_is_asked_for_is_proven(
    tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, discretion: Callable[..., Any]
) -> None:
    folder = tiny(FACTS).folder
    text = (folder / "national/1/violations/test.act.yaml").read_text(encoding="utf-8")
    (folder / "national/1/violations/test.two.yaml").write_text(text.replace("test.act", "test.two"), encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(workers, "run_checks", noting(asked))
    discretion("check", folder, "--violation", "test.two", "--jobs", 1, "--no-cache")
    assert asked == ["test.two"]
    code, _, err = discretion("check", folder, "--violation", "test.tow", "--jobs", 1, "--no-cache")
    assert (code, err) == (2, "错误：没有违法行为 test.tow（是否想写：test.two）\n")


def test_an_area_finds_what_the_whole_run_has_proven(
    tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tiny(FACTS).folder
    child = folder / "national/child/1"
    child.mkdir(parents=True)
    header = 'area: child\nlabel: 下级\nversion: "1"\nstatus: published\nextends: national\neffective: "2021-01-01"\n'
    (child / "ruleset.yaml").write_text(f"{header}source: {{kind: proposed, method: 测试}}\n", encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(workers, "run_checks", noting(asked))
    monkeypatch.setattr(workers, "run_ruleset_checks", lambda *_: [])
    runner.run(Library.load(folder), DAY, jobs=1, cache=Cache(tmp_path))
    assert asked == ["test.act"]
    runner.run(Library.load(folder), DAY, jobs=1, cache=Cache(tmp_path), area="child")
    assert asked == ["test.act"]


def test_what_a_violation_does_not_name_is_not_in_its_key(
    tiny: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tiny(FACTS, tiers=HOLES).folder
    asked: list[str] = []
    monkeypatch.setattr(workers, "run_checks", noting(asked))
    monkeypatch.setattr(workers, "run_ruleset_checks", lambda *_: [])

    def changed(old: str, new: str) -> bool:
        path = folder / "facts.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        asked.clear()
        runner.run(Library.load(folder), DAY, jobs=1, cache=Cache(tmp_path))
        return bool(asked)

    assert changed("", "")
    assert not changed("其他", "另外")
    assert changed("质量", "总质量")


# --- machine-readable results --------------------------------------------------------------------------------------


def test_the_json_keeps_to_its_schema(tiny: Callable[..., Any], discretion: Callable[..., Any]) -> None:
    folder = tiny(FACTS, tiers=HOLES).folder
    waive(folder, "质量1000千克")
    _, out, _ = discretion(
        "check", folder, "--only", "gap,files", "--as-of", "2026-06-01", "--no-cache", "--format", "json", "--jobs", 1
    )
    schema = json.loads(text_of("check"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(out))
    ids = [item["id"] for item in json.loads(out)["findings"]]
    assert len(ids) == len(set(ids))


def test_waivers_have_a_schema() -> None:
    schema = json.loads(text_of("waivers"))
    Draft202012Validator.check_schema(schema)
    waiver = {
        "finding": "gap/a/b",
        "reason": "x",
        "approver": "x",
        "expires": "2026-12-31",
        "regions": ["kg: 1000"],
    }
    Draft202012Validator(schema).validate({"waivers": [waiver]})
    assert not Draft202012Validator(schema).is_valid({"waivers": [{"finding": "gap/a/b"}]})


CASES = """
cases:
  - name: 轻微
    case: {violation: test.act, occurred: "2026-03-02", decided: "2026-03-20", party: {kind: organisation}, facts: {kg: 5, harm: none}}
    expect: {tier: TIER}
"""


@pytest.mark.parametrize(("tier", "code"), [("slight", 0), ("serious", 1)])
def test_golden_cases_are_told_in_every_format(
    tiny: Callable[..., Any], discretion: Callable[..., Any], tier: str, code: int
) -> None:
    folder = tiny(FACTS, tiers=HOLES).folder
    none, out, _ = discretion("test", folder)
    assert (none, out[-15:]) == (1, "\n范例案件0件，没有范例案件\n")
    (folder / "national/1/cases").mkdir()
    (folder / "national/1/cases/test.act.yaml").write_text(CASES.replace("TIER", tier), encoding="utf-8")
    assert discretion("test", folder)[0] == code
    status, out, _ = discretion("test", folder, "--format", "json")
    assert (status, [item["passed"] for item in json.loads(out)["cases"]]) == (code, [not code])
    assert [item["rule"] for item in json.loads(out)["unused"]] == (["tier:general", "tier:serious", "tier:grave"])
    status, out, _ = discretion("test", folder, "--format", "junit")
    suite = ElementTree.fromstring(out)[0]  # noqa: S314 - our own
    assert (status, suite.get("tests"), suite.get("failures")) == (code, "1", str(code))
    if not code:
        assert discretion("test", folder, "--fail-under", 25)[0] == 0
        assert discretion("test", folder, "--fail-under", 26)[0] == 1
    assert discretion("test", folder, "--area", "nationale")[0] == 2


def test_a_proposal_does_not_command(tiny: Callable[..., Any]) -> None:
    lists = {
        "heavier": "- {id: again, label: 再次违法, force: shall, when: {other: true}, source: {kind: proposed, method: 测试}}"
    }
    found = runner.run(Library.load(tiny(FACTS, lists=lists).folder), DAY, codes=["force"], jobs=1).findings
    assert [(item.id, item.message) for item in found] == [
        ("force/national@1/heavier/again", "“再次违法”是建议（proposed），却写“应当”")
    ]


def test_an_area_after_a_run_of_everything_parses_no_file(
    tiny: Callable[..., Any], discretion: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tiny(FACTS, tiers=HOLES).folder
    arguments = ("check", folder, "--as-of", "2026-06-01", "--jobs", 1, "--format", "json")
    alone = discretion(*arguments, "--area", "national", "--no-cache")
    discretion(*arguments)
    with monkeypatch.context() as patch:
        patch.setattr("discretion.cli.check.library", None)  # whoever loads the rules fails
        assert discretion(*arguments, "--area", "national") == alone
    path = folder / "national/1/violations/test.act.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("> 7000", ">= 7000"), encoding="utf-8")
    assert discretion(*arguments, "--area", "national") != alone
