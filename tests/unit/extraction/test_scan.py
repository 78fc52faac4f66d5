"""Positions found once for each text, and sentences without end cut."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assay.extraction.layout import MAX_SENTENCE, sentence_spans
from assay.extraction.scan import last_end

ITEM = re.compile(r"[;,.]|\s[–-]\s")


@given(st.text(alphabet="ab,. –-;", max_size=60), st.integers(0, 60))
def test_the_last_end_is_that_of_the_last_match_before(text: str, start: int) -> None:
    """The same as looking through the text up to the place."""
    assert last_end(ITEM, text, start) == max((m.end() for m in ITEM.finditer(text, 0, start)), default=0)


@given(st.text(alphabet="abc .", max_size=200).map(lambda t: t * 40))
def test_no_sentence_is_longer_than_the_limit_and_no_letter_is_lost(text: str) -> None:
    """Sentences stay in order, do not overlap, and hold every letter of the text."""
    spans = list(sentence_spans(text))

    assert all(0 < end - start <= MAX_SENTENCE for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).replace(" ", "").replace(".", "") == text.replace(
        " ", ""
    ).replace(".", "")
