"""A real Chromium, and the whole site served to it by the command that people start."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address at which this archive is served."""
    command = [sys.executable, "-m", "webui.cli", "serve", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().strip().rstrip("/")
        server.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; skips where there is none, but never in CI."""
    if CHROMIUM is None:
        missing = "Chromium is not on this machine"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


def opened(browser: Browser, address: str, complaints: list[str], **options: object) -> Page:
    """A new page that notes what it should not have done: errors, requests that leave the site."""
    context = browser.new_context(**{"viewport": DESK, "base_url": address, **options})
    page = context.new_page()
    page.on("console", lambda one: one.type == "error" and complaints.append(one.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda one: one.url.startswith((address, "data:")) or complaints.append(one.url),
    )
    return page
