"""A plan as SQL text for any dialect, with a comment that says what the columns hold."""

from __future__ import annotations

from discretion.audit.backend import PURPOSE, compiled
from discretion.audit.columns import outcomes
from discretion.audit.defaults import inputs
from discretion.errors import MissingExtra
from discretion.facts import Fact, FactType, digits
from discretion.plan import Plan


def export_sql(plan: Plan, table: str, dialect: str) -> str:
    """The query that decides every row of ``table``.

    Args:
        plan: the compiled violation.
        table: the name of the table of cases.
        dialect: one that Ibis knows.
    """
    try:
        import ibis
    except ImportError:
        raise MissingExtra("audit", PURPOSE) from None
    names = inputs(plan)
    cases = ibis.table({"id": "string", **dict.fromkeys(names.values(), "int64")}, name=table)
    lines = [
        f"-- {plan.label}（{plan.violation}），{'、'.join(name for name, _ in plan.rulesets)}，{plan.law}",
        f"-- {plan.provision_cite}；金额单位为分；空值为尚未查明",
        *(f"-- {column}: {_meaning(plan.vocabulary[name])}" for name, column in names.items()),
    ]
    safe = [line.replace("\n", " ") for line in lines]
    return "\n".join([*safe, compiled(outcomes(plan, cases, keep=["id"]), dialect)])


def _meaning(fact: Fact) -> str:
    match fact.type:
        case FactType.BOOLEAN:
            return f"{fact.label}（1 是，0 否）"
        case FactType.ENUM:
            values = "，".join(f"{number} {label}" for number, label in enumerate((fact.values or {}).values()))
            return f"{fact.label}（{values}）"
        case FactType.DATE:
            return f"{fact.label}（自公元1年1月1日起的天数）"
    unit = "分" if fact.type is FactType.MONEY else (f"10^-{digits(fact)} " if digits(fact) else "") + (fact.unit or "")
    return f"{fact.label}（{unit or '个'}）"
