"""From what an officer typed to a case, and back from a problem to the field it is about.

A form is flat: ``acts.0.facts.gross_mass_kg`` → ``"60000"``. What was typed is kept as it is; reading it is a pure function.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from discretion.facts import FactType, Vocabulary
from discretion.rulebook import PROVINCES

Form = Mapping[str, str]
KEY = re.compile(r"[a-z_]+(?:\.[A-Za-z0-9_]+){0,4}")
MOST_KEYS, MOST_TEXT = 2000, 4000
_GENERAL = ("case", "place", "decided", "discovered", "filed", "authority")
_ACT = ("violation", "act")
_RECORD = ("kind", "date", "violation", "subject", "who", "occurred", "fine", "until", "id", "area", "evidence")
_DEPARTURE = ("reason", "approved_by", "procedure", "fine", "disposition")
_YES_NO = {"yes": True, "no": False}
_SHORT = re.compile(r"(?:壮族|回族|维吾尔)?(?:省|市|自治区|特别行政区)$")
_PLACES = {name: code.ljust(6, "0") for code, label in PROVINCES.items() for name in (label, _SHORT.sub("", label))}
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class FormReading:
    """A case as data, and where each part of it was typed."""

    case: dict[str, Any]
    keys: dict[tuple[str | int, ...], str]

    def key(self, path: tuple[str | int, ...]) -> str:
        """The field that a path of the case was typed in, or of what is nearest above it; empty: none."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.keys:
                return self.keys[path[:end]]
        return ""


def clean(typed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields of a form that are any of ours, without empty ones; the last of a name counts. A province may be named.

    >>> clean([("place", "浙江"), ("occurred", ""), ("?", "x")])
    {'place': '330000'}
    """
    found = {name: value.strip()[:MOST_TEXT] for name, value in typed if KEY.fullmatch(name)}
    if "place" in found:
        found["place"] = _PLACES.get(found["place"], found["place"])
    return {name: found[name] for name in sorted(found)[:MOST_KEYS] if found[name]}


def rows(form: Form, of: str) -> list[int]:
    """The numbers of the rows of a group that say anything."""
    numbers = {name.split(".")[1] for name in form if name.startswith(f"{of}.")}
    return sorted(int(number) for number in numbers if number.isdecimal())


def read(form: Form, vocabulary: Vocabulary) -> FormReading:
    """Read a form. Whatever cannot be read is handed on as it was typed, for the library to say what is wrong with it."""
    reader = _Reader(form, vocabulary)
    reader.general()
    reader.acts()
    reader.records()
    return FormReading(reader.case, reader.keys)


class _Reader:
    def __init__(self, form: Form, vocabulary: Vocabulary) -> None:
        self.form, self.vocabulary = form, vocabulary
        self.case: dict[str, Any] = {}
        self.keys: dict[tuple[str | int, ...], str] = {}

    def put(self, key: str, *path: str | int, value: object = None) -> None:
        """Take a field into the case, if it was filled in."""
        if key not in self.form:
            return
        where: Any = self.case
        for step in path[:-1]:
            where = where[step] if isinstance(step, int) else where.setdefault(step, {})
        where[path[-1]] = self.form[key] if value is None else value
        self.keys[path] = key

    def general(self) -> None:
        for name in _GENERAL:
            self.put(name, name)
        self.when("occurred", "occurred")
        self.case["party"] = {}
        self.keys["party",] = "party.kind"
        for name in ("kind", "name", "as"):
            self.put(f"party.{name}", "party", name)
        self.put("party.age", "party", "age", value=_number(self.form.get("party.age", "")))
        for name in self.group("co_parties"):
            self.case.setdefault("co_parties", []).append(name)
            self.keys["co_parties", len(self.case["co_parties"]) - 1] = f"co_parties.{name}"
        for group in ("subjects", "reasons", "evidence"):
            for name in self.group(group):
                self.put(f"{group}.{name}", group, name)
        for name in self.group("searched"):
            key = f"searched.{name}"
            self.put(key, "searched", name, value=_YES_NO.get(self.form[key], self.form[key]))
        for name in ("holidays", "workdays"):
            if name in self.form:
                self.case[name] = [] if self.form[name] == "无" else re.split(r"[\s,，、;；]+", self.form[name])
                self.keys[name,] = name

    def acts(self) -> None:
        numbers = rows(self.form, "acts")
        if len(numbers) == 1:
            self.act(f"acts.{numbers[0]}")
            return
        self.case["violations"] = []
        for index, number in enumerate(numbers):
            self.case["violations"].append({})
            self.keys["violations", index] = f"acts.{number}.violation"
            for name in _ACT:
                self.put(f"acts.{number}.{name}", "violations", index, name)
            self.act(f"acts.{number}", "violations", index)

    def act(self, prefix: str, *path: str | int) -> None:
        self.put(f"{prefix}.violation", *path, "violation")
        if path:
            self.when(f"{prefix}.occurred", *path, "occurred")
        for name in self.group(f"{prefix}.facts"):
            key = f"{prefix}.facts.{name}"
            self.put(key, *path, "facts", name, value=self.fact(name, self.form[key]))
        given = [name for name in _DEPARTURE if f"{prefix}.departure.{name}" in self.form]
        for name in given:
            self.put(f"{prefix}.departure.{name}", *path, "departure", name)
        if given:
            self.keys[*path, "departure"] = f"{prefix}.departure.reason"
            self.put(f"{prefix}.departure.because_of_defence", *path, "departure", "because_of_defence", value=True)

    def records(self) -> None:
        for number in rows(self.form, "records"):
            prefix = f"records.{number}"
            index = len(self.case.setdefault("records", []))
            self.case["records"].append({})
            self.keys["records", index] = f"{prefix}.kind"
            for name in _RECORD:
                self.put(f"{prefix}.{name}", "records", index, name)
            self.put(f"{prefix}.days", "records", index, "days", value=_number(self.form.get(f"{prefix}.days", "")))
            self.put(f"{prefix}.working", "records", index, "working", value=True)

    def when(self, key: str, *path: str | int) -> None:
        """A day, or the first and the last of a continuing act."""
        self.put(key, *path)
        if f"{key}_to" in self.form:
            self.put(f"{key}_to", *path, value={"from": self.form.get(key, ""), "to": self.form[f"{key}_to"]})
            self.keys[*path, "from"] = key

    def fact(self, name: str, typed: str) -> object:
        fact = self.vocabulary.facts.get(name)
        if fact is not None and fact.type is FactType.BOOLEAN:
            return _YES_NO.get(typed, typed)
        if fact is not None and fact.type.numeric:
            return _number(typed)
        return typed

    def group(self, prefix: str) -> list[str]:
        start = len(prefix) + 1
        return [name[start:] for name in self.form if name.startswith(f"{prefix}.") and "." not in name[start:]]


def _number(typed: str) -> int | str:
    """Full-width digits and grouped thousands are meant as a number; anything else is for the library to refuse.

    >>> _number("６０，０００"), _number("60,000.5"), _number("6,00"), _number("六万")
    (60000, '60000.5', '6,00', '六万')
    """
    text = unicodedata.normalize("NFKC", typed)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    return text if text.isascii() else typed
