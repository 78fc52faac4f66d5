"""The file of a fitted model: comments stay, provenance is added, the same fit gives the same bytes."""

import copy

import pytest
import yaml
from tests.unit.learning.cast import START, TEMPLATE, moved

from assay.errors import ModelError
from assay.learning import model_text
from assay.matching.model import model_from

FIT = {"date": "2026-11-27", "parent": {"version": "1", "sha256": "0" * 64}, "counts": {"pairs": 40}}


def test_a_model_that_did_not_change_is_the_same_text() -> None:
    """To the letter."""
    without = {k: v for k, v in START.items() if k != "fit"}
    expected = TEMPLATE.split("\n# How this model was fitted")[0].rstrip() + "\n"
    assert model_text(without, TEMPLATE) == expected


def test_comments_and_layout_stay_and_provenance_comes_last() -> None:
    """Every comment of the template stands in the result, which loads and holds what it was given."""
    data = {**moved(levels_deep=0.8, prior_base=2.0), "version": 'a "quoted" one', "fit": FIT}
    data["source"] = "Fitted: to # judged pairs, " + "and so on " * 30 + "until the end."
    text = model_text(data, TEMPLATE)

    model = TEMPLATE.split("\n# How this model was fitted")[0]
    comments = [line for line in model.splitlines() if line.lstrip().startswith("#")]
    assert [c for c in comments if c not in text.splitlines()] == []
    assert "   # weaker evidence of a related skill counts nothing" in text
    assert yaml.safe_load(text) == data
    assert model_from(text.encode()).version == 'a "quoted" one'
    assert max(len(line) for line in text.splitlines()) <= max(150, *(len(x) for x in TEMPLATE.splitlines()))


def test_a_second_fit_replaces_the_first_ones_provenance() -> None:
    """One section `fit`, and writing the file again changes nothing."""
    first = {**copy.deepcopy(START), "fit": FIT}
    once = model_text(first, TEMPLATE)
    assert model_text(first, once) == once
    again = model_text({**first, "fit": {"date": "2027-01-01"}}, once)
    assert again.count("\nfit:") == again.count("# How this model was fitted") == 1


def test_a_model_in_another_layout_is_written_plainly() -> None:
    """JSON is YAML too; there are no sections to keep."""
    import json

    text = model_text({**START, "fit": FIT}, json.dumps(START))
    assert yaml.safe_load(text) == {**START, "fit": FIT}


def test_what_is_no_model_is_never_written() -> None:
    """Levels that fall are refused."""
    data = copy.deepcopy(START)
    data["levels"]["deep"] = -3.0
    with pytest.raises(ModelError, match="rise strictly"):
        model_text(data, TEMPLATE)
