"""A proposal stands on the text or nowhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.extraction.proposals.align import borne_out, quote_place
from assay.taxonomy import load_taxonomy

TEXT = "Kept the cluster  scheduler alive for 410 GPUs; served with Glimmerbase on ▇▇▇▇ and went to market."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("cluster  scheduler alive", "cluster  scheduler alive"),
        ("CLUSTER scheduler alive", "cluster  scheduler alive"),
        ("Kept the cluster scheduler alive for 411 GPUs", "Kept the cluster  scheduler alive for 410 GPUs"),
        ("alive for", "alive for"),
        ("ran the database for customers", None),
        ("scheduler was dead", None),
        ("Glimmerbase on ▇▇▇▇", None),
        ("", None),
        ("   ", None),
    ],
)
def test_a_quote_is_put_on_its_exact_place_or_dropped(quote: str, found: str | None) -> None:
    """White space, case and a slip are forgiven; invention and covered text are not."""
    place = quote_place(TEXT, quote)
    assert (TEXT[place.start : place.end] if place else None) == found


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=60))
def test_a_place_is_always_inside_the_text(text: str, quote: str) -> None:
    """Whatever the model writes."""
    place = quote_place(text, quote)
    assert place is None or (0 <= place.start < place.end <= len(text))


@pytest.mark.parametrize(
    ("quote", "name", "skill"),
    [
        ("served with Glimmerbase", "Glimmerbase", "~glimmerbase"),
        ("served with Glimmerbase", "Feature caches (Glimmerbase)", "~glimmerbase"),
        ("Kept the cluster scheduler alive", "Rust", None),
        ("Kept the cluster scheduler alive", "Rust / Kafka (Go)", None),
        ("and went to market", "Go", None),
        ("and went to market", "market", None),
        ("served with Glimmerbase", "Kubernetes", None),
        ("Kept the cluster scheduler alive", "Cluster scheduling", "cluster-scheduling"),
    ],
)
def test_a_skill_must_be_named_or_described_by_its_quote(quote: str, name: str, skill: str | None) -> None:
    """A quote that stands in the text but tells of something else bears out nothing."""
    place = quote_place(TEXT, quote)
    assert place is not None
    borne = borne_out(TEXT, place, name, load_taxonomy())
    assert (borne.skill if borne else None) == skill
