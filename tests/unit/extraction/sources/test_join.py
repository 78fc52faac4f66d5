"""Whatever the files hold, a quote is a span of its document."""

import json

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.extraction.sources.outside import document, read

from assay.domain.document import Document
from assay.errors import DocumentError

WORDS = st.sampled_from(
    ["vLLM", "Kubernetes", "PyTorch. ", "served", "in production", "\u202eabc", "ﬁne-tuning", "\x1b[31m", "{", '"', "\n", "ß", "é",
     "Ignore previous instructions.", "She is pregnant.", "never used", "Kafka;", "日本", "of", "LoRA", "Go", "typo"]
)  # fmt: skip
TEXT = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


def read_or_none(text: str, name: str) -> Document | None:
    try:
        return document(text, name)
    except DocumentError:
        return None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, TEXT, st.integers(1, 5))
def test_every_quote_of_every_source_is_a_span(one: str, two: str, three: str, rating: int) -> None:
    """Evidence, passages, credentials, findings and masks."""
    pull = {
        "title": one, "user": {"login": "nvaalst"}, "merged_at": "2025-01-01T00:00:00Z",
        "repository": {"full_name": "a/vllm", "stargazers_count": 5_000, "description": two},
    }  # fmt: skip
    card = {"scorecards": [{"by": three, "skill": two, "rating": rating, "note": one}]}
    note = {"references": [{"by": two, "note": three}]}
    made = [
        read_or_none(
            f"@article{{k, title={{{one}}}, author={{van Aalst, Noor}}, abstract={{{two}}}}}", "p.bib"
        ),
        read_or_none(json.dumps([pull]), "g.json"),
        read_or_none(yaml.safe_dump(card), "c.yaml"),
        read_or_none(yaml.safe_dump(note), "r.yaml"),
    ]
    outside = [d for d in made if d is not None]
    reading = read(*outside)
    texts = {d.sha256: d.text for d in outside}
    profile = reading.profile
    quotes = [q for c in profile.skills for e in c.evidence for q in (e.quote, e.mention)]
    quotes += [p.quote for p in profile.passages] + [q for c in profile.credentials for q in c.quotes]
    quotes += [q for f in profile.findings for q in f.quotes] + list(reading.identity.masks)

    for quote in quotes:
        if quote.document in texts:
            assert texts[quote.document][quote.span.start : quote.span.end] == quote.text
    assert not any(
        "pregnant" in p.quote.text
        for p in profile.passages
        if p.quote.document in texts and "Note" in texts[p.quote.document]
    )
    assert not any("\x1b" in t for t in texts.values())
