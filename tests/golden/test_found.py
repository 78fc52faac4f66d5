"""The pages of a search, of similar candidates and of roles, kept as files; ASSAY_GOLDEN=write renews them."""

from __future__ import annotations

import pytest
from tests.golden.test_golden import AS_OF, same

from assay.interfaces.report.found import show_roles, show_search, show_similar
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.intake import Pool, read_pool
from assay.workflow.likeness import similar_candidates
from assay.workflow.role_ranking import rank_roles, read_briefs
from assay.workflow.searching import search_pool


@pytest.fixture(scope="module")
def pool() -> Pool:
    """The example's pool."""
    return read_pool([example_cvs()], as_of=AS_OF)


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 100 columns without colours."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def test_the_page_of_a_search(pool: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    """Reading, counts, terms met with their quotes, blind."""
    asked = '(kubernetes>=3 production or "speculative decoding") and years>=4 and not zorblax'
    show_search(search_pool(asked, pool, as_of=AS_OF), top=3, blind=True)

    same("search.txt", capsys.readouterr().out)


def test_the_page_of_similar_candidates(pool: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    """What both show and where they differ, blind."""
    show_similar(similar_candidates(pool.candidates[0], pool, as_of=AS_OF, most=2), blind=True)

    same("similar.txt", capsys.readouterr().out)


def test_the_page_of_roles(pool: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    """Both briefs for one candidate, with musts and questions."""
    briefs, _ = read_briefs(example_briefs(), as_of=AS_OF)
    show_roles(rank_roles(pool.candidates[0], briefs, as_of=AS_OF), top=10, blind=True)

    same("roles.txt", capsys.readouterr().out)
