"""The pages of pathways and of the map in a real browser."""

from __future__ import annotations

import shutil
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

CONTRAST = """() => {
  const lum = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => x / 255).map(x => x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const page = lum(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('p, td, th, a, li, span, .band, .soft')].map(e => lum(getComputedStyle(e).color)).map(t => (Math.max(t, page) + 0.05) / (Math.min(t, page) + 0.05));
}"""


def test_the_pages_are_whole_ordered_legible_and_fit_a_phone(
    run: Run, cvs: Path, brief: Path, tmp_path: Path
) -> None:
    """Nothing fetched, headings in order, tables named, contrast 4.5 to 1, no sideways scrolling."""
    from playwright.sync_api import sync_playwright

    one = cvs / "08_grzegorz_wolny.txt"
    assert run("transfer", one, "--to", brief, "--as-of", "2026-11", "--html", "way.html").returncode == 0
    assert (
        run("transfer", "--pool", cvs, "--to", brief, "--as-of", "2026-11", "--html", "pool.html").returncode
        == 0
    )
    assert run("specialities", "--html", "map.html").returncode == 0
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        for name in ("way.html", "pool.html", "map.html"):
            page = browser.new_page(viewport={"width": 360, "height": 740})
            asked: list[str] = []
            page.on("request", lambda r, asked=asked: asked.append(r.url))
            page.goto((tmp_path / name).as_uri())
            levels = [
                int(n) for n in page.eval_on_selector_all("h1,h2,h3,h4", "els => els.map(e => e.tagName[1])")
            ]

            assert [u for u in asked if not u.endswith(name)] == []
            assert page.locator("script").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert all(b - a <= 1 for a, b in pairwise(levels))
            assert page.locator("table").count() == page.locator("table > caption").count()
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert min(page.evaluate(CONTRAST)) >= 4.5
        browser.close()


def test_the_map_is_drawn_inside_its_frame(run: Run, tmp_path: Path) -> None:
    """No label or number leaves the drawing, and each number lies in its cell."""
    from playwright.sync_api import sync_playwright

    assert run("specialities", "--html", "map.html").returncode == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto((tmp_path / "map.html").as_uri())
        outside = page.evaluate("""() => {
          const frame = document.querySelector('svg').getBoundingClientRect();
          return [...document.querySelectorAll('svg text')].filter(t => { const b = t.getBoundingClientRect();
            return b.left < frame.left || b.right > frame.right || b.top < frame.top || b.bottom > frame.bottom; }).length; }""")
        spilled = page.evaluate("""() => [...document.querySelectorAll('svg g')].filter(g => g.querySelector('text')).filter(g => {
            const t = g.querySelector('text').getBoundingClientRect(), r = g.querySelector('rect').getBoundingClientRect();
            return t.left < r.left || t.right > r.right; }).length""")
        browser.close()

    assert outside == 0
    assert spilled == 0
