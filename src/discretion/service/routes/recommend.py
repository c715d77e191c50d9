"""``POST /v1/recommendations`` (and ``/brief``), ``/v1/compare``, ``/v1/next-question``: one case, a stream of cases, several areas."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from discretion.case import Case
from discretion.catalogue import Question
from discretion.decide import Recommendation
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.service import problems
from discretion.service.documents import BRIEF, CONCLUSION, answers, body, many, ref
from discretion.service.entry import guarded
from discretion.service.examples import CASE as EXAMPLE
from discretion.service.plain import dumps

router: APIRouter = APIRouter(route_class=guarded("recommend"), tags=["recommendations"])
NDJSON = "application/x-ndjson"
JSON = "application/json"
SMALL = 2048  # bytes: some thirty violations at most, answered within milliseconds
LINE = {"type": "string", "description": "每行一个 Recommendation；出错的一行是 ProblemDetails，line 写明是第几个案件"}
T = TypeVar("T")
Area = Annotated[str | None, Query(description="按此区域的规则；未写的按案件地点", max_length=64)]


@router.post(
    "/v1/recommendations",
    summary="对案件给出处罚建议",
    description="一个案件（application/json），或者每行一个案件（application/x-ndjson，逐行回答，出错的一行是 problem）。",
    responses=answers(ref(Recommendation), (NDJSON, LINE)),
    openapi_extra=body((JSON, ref(Case), EXAMPLE), (NDJSON, {"type": "string"}, json.dumps(EXAMPLE))),
    response_class=Response,
)
async def recommend(request: Request, area: Area = None) -> Response:
    """One case, or one a line."""
    return await _answered(request, area, lambda result: result.to_json(indent=None))


@router.post(
    "/v1/recommendations/brief",
    summary="只要结论：结果、阶次、处罚",
    description="与 /v1/recommendations 相同，但是不写理由、相邻结果、程序和留痕，因而快得多；用于批量计算和列表。",
    responses=answers(BRIEF, (NDJSON, LINE)),
    openapi_extra=body((JSON, ref(Case), EXAMPLE), (NDJSON, {"type": "string"}, json.dumps(EXAMPLE))),
    response_class=Response,
)
async def brief(request: Request, area: Area = None) -> Response:
    """The conclusion of one case, or of one a line."""
    return await _answered(request, area, _concluded)


async def _answered(request: Request, area: str | None, write: Callable[[Recommendation], str]) -> Response:
    library: Library = request.app.state.rules.now.library
    kind = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    data = await request.body()

    def answered(case: bytes) -> str:
        return _counted(request, library.recommend(case, area=area), write)

    if kind == NDJSON:
        lines = [line for line in data.split(b"\n") if line.strip()]
        most = request.app.state.settings.max_lines
        if len(lines) > most:
            raise problems.HttpProblem(413, f"一次最多{most}个案件")
        return StreamingResponse(_lines(request, answered, lines), media_type=NDJSON)
    if kind != JSON:
        raise problems.HttpProblem(415, f"内容类型应当是 {JSON} 或者 {NDJSON}")
    # A thread of its own costs more than a small case: each waits for the interpreter that the other holds.
    text = answered(data) if len(data) <= SMALL else await timed(request, lambda: answered(data))
    return Response(text, media_type=JSON)


@router.post(
    "/v1/compare",
    summary="同一案件按几个区域的规则并列",
    responses=answers(many(Recommendation)),
    openapi_extra=body((JSON, ref(Case), EXAMPLE)),
    response_class=Response,
)
async def compare(
    request: Request, area: Annotated[list[str], Query(description="区域，可以重复", max_length=40)]
) -> Response:
    """One case under several areas."""
    library: Library = request.app.state.rules.now.library
    data = await request.body()

    def work() -> str:
        case = library.case(data)
        return f"[{','.join(library.recommend(case, area=name).to_json(indent=None) for name in dict.fromkeys(area))}]"

    return Response(await timed(request, work), media_type=JSON)


@router.post(
    "/v1/next-question",
    summary="下一个应当查明的事实",
    description="事实已经足够的，回答 null。",
    responses=answers({"anyOf": [ref(Question), {"type": "null"}]}),
    openapi_extra=body((JSON, ref(Case), EXAMPLE)),
    response_class=Response,
)
async def next_question(request: Request) -> Response:
    """What to ask next."""
    library: Library = request.app.state.rules.now.library
    data = await request.body()
    found = await timed(request, lambda: library.next_question(data))
    return Response(dumps(found), media_type=JSON)


async def timed(request: Request, work: Callable[[], T], executor: Executor | None = None) -> T:
    """Do work beside the loop, within the time limit.

    Args:
        request: whose limit counts.
        work: what to do.
        executor: whose threads do it; None: those that all share.

    Raises:
        HttpProblem: 504, when it takes too long; the thread then ends by itself.
    """
    seconds = request.app.state.settings.seconds
    try:
        return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(executor, work), seconds)
    except TimeoutError:
        raise problems.HttpProblem(
            504, f"超过{seconds:g}秒没有完成；请减少一个案件中的违法行为或者待查明的事实"
        ) from None


def _counted(request: Request, result: Recommendation, write: Callable[[Recommendation], str]) -> str:
    text = write(result)
    request.app.state.metrics.cases.labels(str(result.status)).inc()
    return text


def _concluded(result: Recommendation) -> str:
    """The conclusion, and the ranks of the rules it rests on: no amount is shown without them."""
    ranks = {str(reason.source) for part in result.by_violation for reason in part.reasons if reason.source is not None}
    return f'{result.to_json(indent=None, parts=CONCLUSION)[:-1]},"sources":{json.dumps(sorted(ranks))}}}'


async def _lines(request: Request, answered: Callable[[bytes], str], lines: list[bytes]) -> AsyncIterator[bytes]:
    """An answer a line, in the order asked; one that fails takes its own line only."""
    for number, line in enumerate(lines, 1):
        try:
            text = await timed(request, lambda line=line: answered(line))  # type: ignore[misc]
        except DiscretionError as error:
            status, detail, items = problems.of_error(error)
            text = problems.written(status, detail, items, line=number)
        except problems.HttpProblem as error:
            text = problems.written(error.status, error.detail, None, line=number)
        yield text.encode() + b"\n"
