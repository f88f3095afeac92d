"""The page in a browser: opens without a network, fits a phone, prints."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample import sample

from dialogkit.report import write_report

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser, where there is one."""
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium; CHROMIUM names the program")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample's page as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(sample(), path)
    return path.as_uri()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_offline_and_fits(browser: Any, address: str, width: int, scheme: str) -> None:
    """Nothing but the file is asked for, nothing is complained about, nothing sticks out."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        offline=True,
        java_script_enabled=True,
    )
    view = context.new_page()
    asked, complaints = [], []
    view.on("request", lambda request: asked.append(request.url))
    view.on("console", lambda message: complaints.append(message.text))
    view.goto(address)
    assert asked == [address]
    assert complaints == []
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_it_prints_on_a4(browser: Any, address: str) -> None:
    """Printed, nothing is wider than the page."""
    view = browser.new_page(viewport={"width": 688, "height": 900})
    view.emulate_media(media="print")
    view.goto(address)
    assert view.evaluate("document.documentElement.scrollWidth") <= 688
    assert view.pdf(format="A4").startswith(b"%PDF")
    view.close()
