"""A real browser on the running product: what it shows, what it complains of, whether everyone can use it.

A test asks for `open_window` and says how the reader looks at the page; without Chromium or Playwright it is skipped,
with the reason. Playwright's own browsers are never fetched: the system's is used (or the one CHROMIUM names).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(
        None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))
    ),
    None,
)
NARROW, WIDE = 360, 1360
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, begun once for the run."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (install it, or name it in CHROMIUM)")
    try:
        from playwright.sync_api import sync_playwright

        driver = sync_playwright().start()
    except Exception as problem:  # a driver that cannot start says so in many ways
        pytest.skip(f"Playwright does not start here: {problem}")
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()
    driver.stop()


class Window:
    """One window on the product. `page` is Playwright's; `complaints` is what the console said, refusals of the
    content policy included (the status of the page itself is no complaint)."""

    def __init__(self, context: Any, address: str):
        self.context, self.address = context, address
        self.complaints: list[str] = []
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))

    def _heard(self, message: Any) -> None:
        of_the_page_itself = message.location.get("url") == self.page.url and "Failed to load" in message.text
        if message.type == "error" and not of_the_page_itself:
            self.complaints.append(message.text)

    def sign_in(self, client: Client) -> None:
        """Carry over the session of a test client that is signed in."""
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.address}])

    def visit(self, path: str) -> Any:
        """Go to a page and wait for it, its scripts run; Playwright's response."""
        return self.page.goto(self.address + path, wait_until="load")

    def examine(self) -> None:
        """Nothing found by axe-core, nothing refused by the content policy, nothing that scrolls sideways."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        assert self.complaints == [], self.page.url
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} is {width[0]} px wide in a window of {width[1]} px"


@contextmanager
def windows(chromium: Any, address: str) -> Iterator[Callable[..., Window]]:
    """What opens windows on the product that answers at `address`; they are closed at the end."""
    opened = []

    def open_(
        *,
        width: int = WIDE,
        height: int = 900,
        scheme: str = "light",
        javascript: bool = True,
        language: str = "fr-FR",
        finger: bool = False,
    ) -> Window:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale=language,
            has_touch=finger,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return Window(context, address)

    yield open_
    for context in opened:
        context.close()


@pytest.fixture
def open_window(chromium: Any, live_server: Any) -> Iterator[Callable[..., Window]]:
    """open_window(width=360, scheme="dark", javascript=False, language="en-GB") gives a Window."""
    with windows(chromium, live_server.url) as open_:
        yield open_
