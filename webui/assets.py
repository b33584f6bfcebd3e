"""The addresses of static files, which change when the files do, so that browsers may keep them."""

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


@cache
def asset(name: str) -> str:
    """The address of a file in ``static/``, with a part of its digest."""
    digest = sha256((FOLDER / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:10]}"
