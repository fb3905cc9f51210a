# SPDX-License-Identifier: EUPL-1.2
"""A real browser (Debian's Chromium) in front of the real server."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.walker import Walker

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--disable-quic",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    # Our server stands on this machine, which pages of a made-up site may otherwise not frame.
    "--disable-features=LocalNetworkAccessChecks",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    # Playwright's loop runs in this thread; Django's own guard would take that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def new_walker(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Walker]]:
    """Makes a visitor with a browser of her own: `width`, `script`, and what Playwright knows."""
    contexts: list[BrowserContext] = []

    def make(width: int = 820, script: bool = True, **given: Any) -> Walker:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            base_url=live_server.url,
            **given,
        )
        contexts.append(context)
        return Walker(context.new_page(), live_server.url)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def walker(new_walker: Callable[..., Walker]) -> Walker:
    """Astrid at her tablet."""
    return new_walker()
