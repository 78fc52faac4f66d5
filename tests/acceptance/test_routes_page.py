"""The pages of routes in a real browser: on a desk, on a phone, by keyboard, on paper, without a network."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from assay.interfaces.report.routes_page import render_plan, render_routes
from tests.acceptance.conftest import Run
from tests.unit.interfaces.route_views import EMPTY, FULL, stuffed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
VIEWS = {"full": FULL, "sparse": EMPTY, "stuffed": stuffed(FULL, times=2)}

# Each text against the colour that is painted behind it, not the page alone.
CONTRAST = """() => {
  const parts = c => c.match(/[\\d.]+/g).map(Number);
  const lum = c => { const v = parts(c).slice(0, 3).map(x => x / 255).map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor, v = parts(c); if (v.length < 4 || v[3] > 0) return lum(c); } return 1; };
  const seen = [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  return seen.map(e => [lum(getComputedStyle(e).color), behind(e)]).map(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
}"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both pages of every view."""
    folder = tmp_path_factory.mktemp("pages")
    for name, view in VIEWS.items():
        (folder / f"routes_{name}.html").write_bytes(render_routes(view))
        (folder / f"plan_{name}.html").write_bytes(render_plan(view))
    return folder


@pytest.fixture
def tab() -> Iterator[object]:
    """A browser page that notes what it asks of the network."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.asked = []
        page.on("request", lambda r: page.asked.append(r.url))
        page.on("console", lambda m: page.asked.append(f"console: {m.text}") if m.type == "error" else None)
        yield page
        browser.close()


@pytest.mark.parametrize("name", [f"{kind}_{view}" for kind in ("routes", "plan") for view in VIEWS])
def test_a_page_is_whole_ordered_legible_and_fits_a_phone(tab, pages: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    """Nothing fetched, no script, headings in order, tables named, contrast 4.5 to 1, no sideways scrolling."""
    tab.goto((pages / f"{name}.html").as_uri())
    levels = [int(n) for n in tab.eval_on_selector_all("h1,h2,h3,h4", "els => els.map(e => e.tagName[1])")]

    assert [url for url in tab.asked if not url.endswith(f"{name}.html")] == []
    assert tab.locator("script").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert tab.locator("h1").count() == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert tab.locator("table").count() == tab.locator("table > caption").count()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert min(tab.evaluate(CONTRAST)) >= 4.5


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_plan_prints_on_one_page(tab, pages: Path, view: str, paper: str) -> None:  # type: ignore[no-untyped-def]
    """Whatever was found, with the sentence that it is no advice on it."""
    import pypdfium2

    tab.goto((pages / f"plan_{view}.html").as_uri())
    with pypdfium2.PdfDocument(io.BytesIO(tab.pdf(format=paper))) as pdf:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_bounded()

    assert "not legal advice" in text


def test_ways_side_by_side_keep_their_names_in_sight(tab, pages: Path) -> None:  # type: ignore[no-untyped-def]
    """On a phone the table scrolls in its frame, and its first column stays."""
    tab.goto((pages / "routes_full.html").as_uri())
    frame = tab.locator(".wide").first
    head = tab.locator(".route-ways tbody th").first
    before = head.bounding_box()["x"]
    frame.evaluate("e => { e.scrollLeft = 400; }")

    assert frame.evaluate("e => e.scrollLeft") > 0
    assert head.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_a_way_opens_by_keyboard(tab, pages: Path) -> None:  # type: ignore[no-untyped-def]
    """The first stop skips the head; a closed way opens with Enter."""
    tab.goto((pages / "routes_full.html").as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.locator("details:not([open]) > summary").first.focus()
    tab.keyboard.press("Enter")

    assert tab.evaluate("document.activeElement.parentElement.open") is True


def test_the_full_page_prints_its_closed_parts(tab, pages: Path) -> None:  # type: ignore[no-untyped-def]
    """On paper nothing can be opened."""
    import pypdfium2

    tab.goto((pages / "routes_full.html").as_uri())
    with pypdfium2.PdfDocument(io.BytesIO(tab.pdf(format="A4"))) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)

    assert "Austria, France and 25 more" in text


def test_the_section_of_a_shortlist_fits_a_phone(
    tab, run: Run, cvs: Path, brief: Path, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    """The report with its section: nothing fetched, no sideways scrolling, legible in both schemes."""
    asked = ("--as-of", "2026-11", "--on", "2026-11-23", "--routes", "--html", "r.html", "--top", 3)
    done = run("match", "--brief", brief, cvs, *asked)
    assert done.returncode == 0, done.stderr
    tab.goto((tmp_path / "r.html").as_uri())

    assert [url for url in tab.asked if not url.endswith("/r.html")] == []
    assert tab.locator(".route-section").count() == 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert tab.locator("table").count() == tab.locator("table > caption").count()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert min(tab.evaluate(CONTRAST.replace("body *", ".route-section *"))) >= 4.5
