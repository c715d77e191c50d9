"""The mapping file: which column of the decisions means what, in which unit, by which codes.

id: 案号
violation: {column: 案由, values: {超限运输: highway.overload.mass}}
occurred: 违法日期
decided: 决定日期
place: 行政区划代码
unit: 执法机构
party: {column: 当事人, values: {单位: organisation, 个人: person}}
fine: {column: 罚款, unit: 万元}
facts:
gross_mass_kg: {column: 总质量吨, unit: t}
divisible_load: {column: 可分载, values: {是: true, 否: false}}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from os import PathLike
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from discretion.documents import read_file, validate
from discretion.errors import Problem, UsageError, nearest
from discretion.facts import Fact, FactType, Strict, Vocabulary, encode, factor, units_like


class MappedColumn(Strict):
    """A column, or a value that all rows have.

    Attributes:
        column: its name; without it, ``constant`` is the value of every row.
        unit: the unit its numbers are in, where it is not the fact's own.
        values: codes of the column and what they mean.
    """

    column: str | None = Field(None, min_length=1)
    constant: bool | int | str | None = None
    unit: str | None = None
    values: dict[str, bool | int | str] | None = Field(None, description="代码表：列中的写法 → 含义")

    @model_validator(mode="after")
    def _one(self) -> MappedColumn:
        if (self.column is None) == (self.constant is None):
            raise ValueError("必须且只能写 column 或 constant 之一")
        return self


class Mapping(Strict):
    """A mapping file. Every entry is the name of a column, or ``{column, unit, values}``."""

    id: MappedColumn | None = None
    violation: MappedColumn
    occurred: MappedColumn
    decided: MappedColumn
    discovered: MappedColumn | None = None
    place: MappedColumn | None = None
    unit: MappedColumn | None = Field(None, description="执法机构")
    party: MappedColumn | None = None
    age: MappedColumn | None = None
    fine: MappedColumn
    disposition: MappedColumn | None = None
    reason: MappedColumn | None = Field(None, description="偏离基准的理由")
    law: MappedColumn | None = Field(
        None, description="处罚所依据的法律版本，例如 road-transport-regulations@2022-03-29"
    )
    approved_by: MappedColumn | None = Field(None, description="偏离由谁批准；只用于处理决定库")
    procedure: MappedColumn | None = Field(None, description="偏离经过的程序；只用于处理决定库")
    measures: MappedColumn | None = Field(None, description="罚款以外的处罚，以分号分隔；只用于处理决定库")
    receipt: MappedColumn | None = Field(None, description="决定依据留痕的摘要；只用于处理决定库")
    ruleset: MappedColumn | None = Field(None, description="引用的裁量基准版本，例如 zhejiang@2026.1")
    facts: dict[str, MappedColumn]
    encoding: Literal["utf-8", "gb18030"] = Field("utf-8", description="CSV 文件的编码；GBK、GB2312 写 gb18030")

    @field_validator(
        "id", "violation", "occurred", "decided", "discovered", "place", "unit", "party", "age", "fine",
        "disposition", "reason", "law", "ruleset", "approved_by", "procedure", "measures", "receipt", mode="before",
    )  # fmt: skip
    @classmethod
    def _name(cls, raw: Any) -> Any:
        return {"column": raw} if isinstance(raw, str) else raw

    @field_validator("facts", mode="before")
    @classmethod
    def _names(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        return {name: {"column": value} if isinstance(value, str) else value for name, value in raw.items()}

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the mapping names."""
        own = [value for _, value in self if isinstance(value, MappedColumn)]
        named = [item.column for item in (*own, *self.facts.values()) if item.column is not None]
        return tuple(dict.fromkeys(named))


def read_mapping(path: str | PathLike[str], vocabulary: Vocabulary) -> Mapping:
    """Read a mapping file and check it against the vocabulary.

    Raises:
        UsageError: an unknown fact, unit or code; with file, line and column.
    """
    document = read_file(path, error=UsageError)
    mapping = validate(Mapping, document, error=UsageError)
    problems = []
    for place, name, column in _stated(mapping, vocabulary):
        where = document.position(place, key=True)
        problems += [replace(problem, where=where) for problem in _problems(name, column, vocabulary)]
    where = document.position(("fine",), key=True)
    problems += [replace(problem, where=where) for problem in _unit_problems(mapping.fine, "元")]
    if problems:
        raise UsageError(*problems)
    return mapping


def _stated(mapping: Mapping, vocabulary: Vocabulary) -> Iterator[tuple[tuple[str, ...], str, MappedColumn]]:
    """Every column that states a fact: where the mapping says so, and the fact."""
    for name, column in mapping.facts.items():
        yield ("facts", name), name, column
    for name in vocabulary:
        rule = vocabulary[name].finding
        if rule is not None and rule.party is not None:
            key = "party" if rule.party == "kind" else rule.party
            own: MappedColumn | None = getattr(mapping, key)
            if own is not None:
                yield (key,), name, own


def scale(column: MappedColumn, unit: str | None) -> Decimal:
    """The factor from a column's unit to another."""
    found = Decimal(1) if column.unit is None else factor(column.unit, unit or "")
    assert found is not None, "refused when the mapping was read"
    return found


def unit_of(fact: Fact) -> str | None:
    """The unit that a fact counts in: 元 for money."""
    return "元" if fact.type is FactType.MONEY else fact.unit


def _problems(name: str, column: MappedColumn, vocabulary: Vocabulary) -> list[Problem]:
    if name not in vocabulary:
        return [Problem(f"没有名为 {name} 的事实", nearest=nearest(name, list(vocabulary)))]
    fact = vocabulary[name]
    if fact.derived:
        return [Problem(f"{name}由其他事实推导，不能映射", allowed=tuple(sorted(vocabulary.stated(name))))]
    found = _unit_problems(column, unit_of(fact))
    values = list((column.values or {}).values()) + ([column.constant] if column.constant is not None else [])
    for value in values:
        try:
            encode(fact, value)
        except ValueError as error:
            found.append(Problem(f"{name} 的值 {value}：{error}"))
    return found


def _unit_problems(column: MappedColumn, to: str | None) -> list[Problem]:
    if column.unit is None or factor(column.unit, to or "") is not None:
        return []
    allowed = units_like(to or "")
    return [Problem(f"不能从 {column.unit} 换算为 {to or '无单位'}", allowed=allowed)]


__all__ = ["MappedColumn", "Mapping", "read_mapping", "scale", "unit_of"]
