"""The blind view covers what a mask touches and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from assay.domain.document import Document, Page, Span
from assay.domain.identity import Identity
from assay.workflow.blind import COVER, Cover, cover

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda p: Span(p[0], min(50, p[0] + p[1])))


def document(text: str) -> Document:
    """A one-page text."""
    return Document(
        name="ada.txt", sha256="s", format="text", text=text, pages=(Page(1, Span(0, len(text))),)
    )


@given(SPANS, st.lists(SPANS, max_size=6))
def test_no_masked_letter_is_shown(span: Span, masks: list[Span]) -> None:
    """Every letter outside the masks stays, none inside does."""
    text = "".join(chr(0x4E00 + i) for i in range(50))
    shown = cover(text, span, masks)

    inside = {i for m in masks for i in range(m.start, m.end)}
    assert shown.replace(COVER, "") == "".join(
        text[i] for i in range(span.start, span.end) if i not in inside
    )


def test_names_are_covered_in_quotes_and_around_them() -> None:
    """The excerpt's surroundings are masked too."""
    text = "Ada Byron led the team. Ada shipped it."
    doc = document(text)
    masks = tuple(doc.quote(Span(a, b)) for a, b in ((0, 9), (24, 27)))
    blind = Cover([doc], Identity(masks=masks), blind=True)

    shown = blind.excerpt(doc.quote(Span(24, 39)))

    assert shown.text == f"{COVER} shipped it."
    assert shown.before == f"{COVER} led the team. "
    assert "Ada" in Cover([doc], Identity(masks=masks), blind=False).text(doc.quote(Span(0, 9)))
