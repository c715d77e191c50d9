"""How a service is set up. Nothing is read from the environment behind the caller's back."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from discretion.errors import Problem, UsageError
from discretion.service.keys import Keys


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides.

    Attributes:
        rulesets: folders of rules, the base first; empty: the rules shipped with the package.
        drafts: whether unpublished rulesets may be used.
        decisions: the store of decisions for like cases, a file or ``postgres://…``; empty: none.
        host: the address to listen on.
        port: the port; 0 takes a free one.
        keys: the API keys that may call; empty: no key is asked for, which only the loopback address allows.
        proxy_header: the header by which a trusted proxy in front names the user; it then does the sign-in.
        max_bytes: the largest body of a request, in bytes.
        max_lines: the most cases in one NDJSON request.
        seconds: the longest time for one answer, in seconds.
        reload_seconds: how often the folders are looked at for changes, in seconds; 0: never.
        warm: areas whose rules of today are compiled before they answer; the first case of a violation elsewhere waits for it.
    """

    rulesets: tuple[Path, ...] = ()
    drafts: bool = False
    decisions: str = ""
    host: str = "127.0.0.1"
    port: int = 8765
    keys: Keys = field(default_factory=Keys)
    proxy_header: str | None = None
    max_bytes: int = 1_000_000
    max_lines: int = 10_000
    seconds: float = 30.0
    reload_seconds: float = 0.0
    warm: tuple[str, ...] = ()

    def check(self) -> None:
        """Refuse to be reachable from outside by anybody.

        Raises:
            UsageError: the address is not the loopback and nobody is asked who he is.
        """
        if not loopback(self.host) and not self.keys and self.proxy_header is None:
            remedy = "加 --keys 指定 API 密钥文件，或者加 --proxy-header 说明可信代理的请求头；只在本机使用的，用 --host 127.0.0.1"
            raise UsageError(Problem(f"监听 {self.host} 会让其他机器不经身份验证即可访问", remedy=remedy))


def loopback(host: str) -> bool:
    """Whether an address is reachable from this machine only.

    >>> loopback("127.0.0.1"), loopback("::1"), loopback("localhost"), loopback("0.0.0.0"), loopback("10.0.0.1")
    (True, True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
