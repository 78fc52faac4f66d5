"""Domain values as bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.documents import read
from assay.domain.dates import Month
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Profile
from assay.errors import StoreVersionError
from assay.extraction import profile_from
from assay.store.codec import decode, encode
from assay.taxonomy import load_taxonomy

CVS = sorted((Path(__file__).parents[3] / "examples" / "cvs").glob("*.*"))


@pytest.mark.parametrize("path", CVS[:4], ids=lambda p: p.name)
def test_what_is_read_of_a_cv_comes_back_equal(path: Path) -> None:
    """Profile, identity and mobility, to the last field."""
    found = profile_from([read(path)], as_of=Month(2026, 11), taxonomy=load_taxonomy())

    assert decode(Profile, encode(found.profile), "it") == found.profile
    assert decode(Identity, encode(found.identity), "it") == found.identity
    assert decode(Mobility, encode(found.mobility), "it") == found.mobility


def test_another_shape_is_told_with_the_way_to_mend_it() -> None:
    """A profile written by a version that knew other fields."""
    with pytest.raises(StoreVersionError, match=r"profile 1 was written by another version.*reextract"):
        decode(Profile, b'{"id": 3}', "profile 1")
