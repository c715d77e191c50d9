"""From documents to models, and from pydantic's errors to ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from discretion.documents.branches import ModelFailure, allowed_values, data_path, kinds_of, one_per_union
from discretion.documents.document import Document, Path
from discretion.documents.messages import phrase, show
from discretion.documents.plain_data import from_data
from discretion.documents.shape import allowed_keys
from discretion.errors import DiscretionError, Problem, RulebookError, field_name, nearest

Model = TypeVar("Model", bound=BaseModel)
MAX_FAILURES = 1000


def validate(
    model_type: type[Model],
    document: object,
    *,
    error: type[DiscretionError] = RulebookError,
    context: object = None,
) -> Model:
    """Check a document (or a caller's plain data) against a strict model.

    A validator of the model may raise any ValueError with a Chinese message. If the exception has the attributes
    ``path`` (relative to the field), ``offset`` (in its text), ``allowed``, ``nearest`` or ``remedy``, they are told.

    Raises:
        DiscretionError: of the given kind, one problem per mistake, each with its position.
    """
    if not isinstance(document, Document):
        document = from_data(document, error=error)
    try:
        return model_type.model_validate(document.data, context=context)
    except ValidationError as failure:
        raise error(*problems(model_type, document, failure)) from None


def problems(model_type: type[BaseModel], document: Document, failure: ValidationError) -> tuple[Problem, ...]:
    """Translate a ValidationError, with the positions of the document."""
    failures = [_failure(item, document.data) for item in failure.errors(include_url=False)[:MAX_FAILURES]]
    one_each = one_per_union(failures, document.data)
    found = [_problem(model_type, document, item) for item in one_each]
    return tuple(sorted(_without_echoes(one_each, found), key=_in_file))


def _failure(item: ErrorDetails, data: object) -> ModelFailure:
    kind, location, found, context = item["type"], item["loc"], item["input"], item.get("ctx", {})
    path, _ = data_path(location, data, kind == "missing")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        # Pydantic blames the whole mapping; the reader looks for the one key that tells its kind.
        path = (*path, str(context["discriminator"]).strip("'"))
        found = context.get("tag")
        kind = "missing" if kind == "union_tag_not_found" else kind
    return ModelFailure(kind, location, path, found, item["msg"], context)


def _problem(model_type: type[BaseModel], document: Document, failure: ModelFailure) -> Problem:
    path = failure.path
    is_key = failure.location[-1:] == ("[key]",)
    if failure.type == "missing":
        return Problem(f"缺少“{path[-1]}”", replace(document.position(path[:-1]), field=path))
    if failure.type == "extra_forbidden":
        allowed = allowed_keys(model_type, failure.location[:-1])
        guess = nearest(str(path[-1]), allowed)
        return Problem(f"不认识的键“{path[-1]}”", document.position(path, key=True), None, allowed, guess)
    cause = failure.context.get("error")
    if isinstance(cause, ValueError):
        path = (*path, *getattr(cause, "path", ()))
    allowed = allowed_values(failure) or tuple(getattr(cause, "allowed", ()))
    kinds = kinds_of(failure)
    what = _what(failure, kinds, allowed)
    guess = getattr(cause, "nearest", None)
    if guess is None and isinstance(failure.found, str):
        guess = nearest(failure.found, allowed)
    # A rule about a whole mapping says itself what is wrong: quoting the mapping would only hide it.
    whole = isinstance(cause, ValueError) and isinstance(failure.found, dict)
    return Problem(
        what if whole and not path else f"{'键' if is_key else ''}{_subject(path)}{'：' if whole else ''}{what}",
        document.position(path, key=is_key, offset=getattr(cause, "offset", 0)),
        None if whole else show(path[-1] if is_key else failure.found),
        allowed,
        guess,
        getattr(cause, "remedy", None) or _remedy(kinds, failure.found),
    )


def _what(failure: ModelFailure, kinds: tuple[str, ...], allowed: tuple[str, ...]) -> str:
    if kinds:
        return f"应当是{'或'.join(kinds)}{'，或者允许的值之一' if allowed else ''}"
    return phrase(failure.type, failure.context, failure.message)


def _subject(path: Path) -> str:
    if not path:
        return "最上层"
    # An index alone says nothing: name the list too.
    names = path[-1:] if isinstance(path[-1], str) else path[-2:]
    return f"“{field_name(names)}”"


def _remedy(kinds: tuple[str, ...], found: object) -> str | None:
    match found:
        case bool():
            return None
        case int() if kinds == ("文本",):
            return f'加引号："{found}"'
        case str() if kinds in (("整数",), ("数",)):
            return "去掉引号，只写数字"
        case str() | int() if kinds == ("列表",):
            return "只有一项也要写成列表：[…]"
        case _:
            return None


def _in_file(problem: Problem) -> tuple[int, int]:
    where = problem.where
    return (where.line or 0, where.column or 0) if where else (0, 0)


def _without_echoes(failures: list[ModelFailure], found: list[Problem]) -> list[Problem]:
    """One misspelt key is one mistake: drop the "missing" that the "unknown" beside it explains."""
    explained = {
        (*failure.path[:-1], problem.nearest)
        for failure, problem in zip(failures, found, strict=True)
        if failure.type == "extra_forbidden"
    }
    pairs = zip(failures, found, strict=True)
    return [problem for failure, problem in pairs if not (failure.type == "missing" and failure.path in explained)]
