"""``discretion sign --key KEY FILE…``: vouch for receipts and for the lock."""

from __future__ import annotations

import json
from pathlib import Path

import click

from discretion.documents import read, write_atomically
from discretion.errors import CaseError, Position, Problem
from discretion.receipt import sign, signable


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--key", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Ed25519 私钥（PEM）"
)
def command(files: tuple[Path, ...], key: Path) -> None:
    """签名：留痕或者完整的处罚建议，签名写入文件；rulesets.lock，签名写入旁边的 rulesets.lock.sig。

    密钥：openssl genpkey -algorithm ed25519 -out KEY.pem；公钥：openssl pkey -in KEY.pem -pubout -out PUBLIC.pem。
    """
    private = key.read_bytes()
    for file in files:
        target, text = _signed(file, private)
        write_atomically(target, text)
        click.echo(f"已签名：{target}")


def _signed(file: Path, private: bytes) -> tuple[Path, str]:
    if file.suffix == ".lock":
        signature = sign(file.read_bytes(), private)
        return file.with_name(f"{file.name}.sig"), signature.model_dump_json(indent=2) + "\n"
    data = read(file.read_bytes(), str(file), kind="json", error=CaseError).data
    for item in data if isinstance(data, list) else [data]:
        _enter(item, file, private)
    return file, json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _enter(item: object, file: Path, private: bytes) -> None:
    """The signature goes into the receipt."""
    receipt = item.get("receipt", item) if isinstance(item, dict) else None
    if not isinstance(receipt, dict) or "decision_digest" not in receipt:
        raise CaseError(Problem("应当是决定依据留痕（receipt）或者完整的处罚建议（JSON 对象）", Position(str(file))))
    receipt["signature"] = sign(signable(receipt), private).model_dump()
