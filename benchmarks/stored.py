"""The rival of the load test: a FastAPI endpoint that gives stored bytes for the bytes it is asked with."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response


def main(port: int, asked: Path, answers: Path) -> None:
    """Serve the lines of one file for the lines of another."""
    stored = dict(zip(asked.read_bytes().splitlines(), answers.read_bytes().splitlines(), strict=True))
    app = FastAPI()

    @app.get("/healthz")
    async def healthz() -> Response:
        return Response(b"{}")

    @app.post("/v1/recommendations")
    async def recommend(request: Request) -> Response:
        return Response(stored[await request.body()], media_type="application/json")

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False, server_header=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
