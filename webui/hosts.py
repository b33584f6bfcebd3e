"""Which names this server answers to.

A page elsewhere can have its own name lead to this machine, and then read in a visitor's browser
what is served here (DNS rebinding). So only names that were meant are answered; addresses in
figures cannot be rebound and always are.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from webui.settings import Settings

REFUSAL = (
    "这里不用这个网址对外服务。请用本机地址访问；如果确实要用这个域名，"
    "请在启动时用 --base-url 写明，例如 --base-url https://xunjian.example。\n"
)


def names_of(settings: Settings) -> frozenset[str]:
    """The host names that are meant: this machine's, the one listened on, the public one."""
    public = urlsplit(settings.base_url).hostname
    return frozenset(filter(None, ("localhost", settings.host.lower(), public)))


def is_meant(host: bytes | None, names: frozenset[str]) -> bool:
    """Whether the Host header, with its port or without, is one of the names or in figures."""
    if not host:
        return False
    try:
        name = urlsplit(f"//{host.decode('ascii')}").hostname or ""
    except ValueError:  # not ASCII, or brackets that do not close
        return False
    return name in names or _is_in_figures(name)


def _is_in_figures(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
