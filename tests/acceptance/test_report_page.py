"""The HTML report in a real browser: on a desk, on a phone, by keyboard, on paper, without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.acceptance.conftest import Run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def report(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> Path:
    """The example's report."""
    assert (
        run("match", "--brief", brief, cvs, "--as-of", "2026-11", "--html", "r.html", "--top", 8).returncode
        == 0
    )
    return tmp_path / "r.html"


@pytest.fixture
def page(report: Path) -> Iterator[object]:
    """A browser page with the report, and a list of what it asked the network for."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        tab = browser.new_page(viewport={"width": 1200, "height": 900})
        tab.asked = []
        tab.on("request", lambda r: tab.asked.append(r.url))
        tab.on("console", lambda m: tab.asked.append(f"console: {m.text}") if m.type == "error" else None)
        tab.goto(report.as_uri())
        yield tab
        browser.close()


def test_the_page_is_whole_without_a_network(page) -> None:  # type: ignore[no-untyped-def]
    """One file, nothing fetched, no error, no script in it."""
    assert [u for u in page.asked if not u.endswith("/r.html")] == []
    assert page.locator("script").count() == 0
    assert page.locator("article").count() == 8


def test_headings_and_names_are_in_order(page) -> None:  # type: ignore[no-untyped-def]
    """One h1, sections as h2, candidates as h3; every table has a caption and header cells."""
    assert page.locator("h1").count() == 1
    levels = [int(n) for n in page.eval_on_selector_all("h1,h2,h3,h4", "els => els.map(e => e.tagName[1])")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.locator("table").count() == page.locator("table > caption").count()
    assert page.locator("html").get_attribute("lang") == "en"


def test_it_fits_a_phone(page) -> None:  # type: ignore[no-untyped-def]
    """No sideways scrolling of the page at 360 pixels."""
    page.set_viewport_size({"width": 360, "height": 740})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_it_works_by_keyboard(page) -> None:  # type: ignore[no-untyped-def]
    """The first stop skips to the list; the next links lead to candidates; quotes open with Enter."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    closed = page.locator("details:not([open]) > summary").first
    closed.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True


def test_the_waterfall_adds_up_on_the_page(page) -> None:  # type: ignore[no-untyped-def]
    """The bits that are shown sum to the total that is shown, to the rounding."""
    first = page.locator("article").first
    shown = [float(re.sub(r"[^\d.+-]", "", t)) for t in first.locator(".bits").all_inner_texts()]

    assert sum(shown[:-1]) == pytest.approx(shown[-1], abs=0.01 * len(shown))


def test_text_has_contrast(page) -> None:  # type: ignore[no-untyped-def]
    """Text colours reach 4.5 to 1 on their page, light and dark (WCAG 2.2 AA)."""
    script = """() => {
      const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255).map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
      const page = lum(getComputedStyle(document.body).backgroundColor);
      return [...document.querySelectorAll('p, td, th, a, li, .band, .soft')].map(e => lum(getComputedStyle(e).color)).map(t => (Math.max(t, page) + 0.05) / (Math.min(t, page) + 0.05));
    }"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert min(page.evaluate(script)) >= 4.5


def test_it_prints(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A PDF of the page holds the candidates."""
    from assay.documents import read

    (tmp_path / "r.pdf").write_bytes(page.pdf(format="A4"))

    assert "Candidate 1" in read(tmp_path / "r.pdf").text
