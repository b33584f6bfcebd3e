"""Addresses as others reach them, for feeds, exports and citations."""

from typing import Any

from flask import url_for

from webui.served import served


def outside(endpoint: str, **values: Any) -> str:
    """The whole address of a page: under the public address where one is set."""
    public = served().settings.base_url.rstrip("/")
    if public:
        return public + url_for(endpoint, **values)
    return url_for(endpoint, _external=True, **values)
