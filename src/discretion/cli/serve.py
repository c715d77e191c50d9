"""``discretion serve``: the library over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from discretion.cli.options import DRAFTS, RULESETS
from discretion.errors import MissingExtra
from discretion.service import SCOPES, Keys, Settings, new_key, read_keys


@click.command()
@RULESETS
@DRAFTS
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址；本机以外的须有密钥或者可信代理")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="端口")
@click.option("--keys", "keys_file", type=click.Path(path_type=Path), metavar="FILE", help="API 密钥文件（只存摘要）")
@click.option("--proxy-header", metavar="NAME", help="可信代理写明用户的请求头；身份由代理验证")
@click.option(
    "--reload",
    "reload_seconds",
    default=0.0,
    type=click.FloatRange(0, 3600),
    help="每隔若干秒查看规则库有无改动；新的有误则沿用旧的",
)
@click.option(
    "--warm",
    multiple=True,
    metavar="AREA",
    help="先编译该区域今日的规则再应答，可以重复；没有写的，遇到第一个案件时编译",
)
@click.option(
    "--workbench",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="同时打开工作台，内容存于该文件夹；没有的新建",
)
@click.option("--database", default="", metavar="URL", help="工作台用 PostgreSQL 的地址；没有写的，用文件夹中的 SQLite")
@click.option(
    "--decisions",
    default="",
    metavar="FILE|URL",
    help="处理决定库（文件，或者 postgres://…），供查找类案；没有写的，工作台用文件夹中的 decisions.duckdb",
)
@click.option("--commit", is_flag=True, help="每次发布，在工作台文件夹的 releases 中提交一次（git）")
@click.option(
    "--sign",
    "key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="KEY.pem",
    help="每次发布，用 Ed25519 私钥签名 rulesets.lock",
)
@click.option("--new-key", metavar="NAME", help=f"生成一个密钥后退出；权限：{'、'.join(SCOPES)}")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    help="新密钥的权限，可以重复；默认 recommend、catalogue、verify",
)
def command(
    rulesets: tuple[Path, ...],
    drafts: bool,
    host: str,
    port: int,
    keys_file: Path | None,
    proxy_header: str | None,
    reload_seconds: float,
    warm: tuple[str, ...],
    folder: Path | None,
    database: str,
    decisions: str,
    commit: bool,
    key: Path | None,
    new_key: str | None,
    scopes: tuple[str, ...],
) -> None:
    """以 HTTP 提供处罚建议、目录、类案和复核（/v1，OpenAPI 3.1 见 /v1/openapi.json）。默认只在本机监听。"""
    if new_key is not None:
        _hand_over(new_key, scopes)
        return
    settings = Settings(
        rulesets=rulesets,
        drafts=drafts,
        decisions=decisions,
        host=host,
        port=port,
        keys=Keys() if keys_file is None else read_keys(keys_file),
        proxy_header=proxy_header,
        reload_seconds=reload_seconds,
        warm=warm,
    )
    settings.check()
    try:
        from discretion.service import run
        from discretion.workbench import Setup, create_app

        app = None
        if folder is not None:
            app = create_app(Setup(folder, settings, database, decisions, commit=commit, key=key))
    except ModuleNotFoundError:
        raise MissingExtra("serve", "HTTP 服务") from None
    if app is not None:
        click.echo(f"工作台：http://{host}:{port}/workbench/", err=True)
        if not app.state.bench.has_users():
            click.echo(
                f"还没有用户，先添加管理员：discretion workbench user NAME --role administrator --workbench {folder}",
                err=True,
            )
    click.echo(f"discretion：http://{host}:{port}/v1/openapi.json（Ctrl-C 停止）", err=True)
    run(settings, app)


def _hand_over(name: str, scopes: tuple[str, ...]) -> None:
    secret, line = new_key(name, scopes or ("recommend", "catalogue", "verify"))
    click.echo(f"密钥（只显示这一次）：{secret}", err=True)
    click.echo(line)
