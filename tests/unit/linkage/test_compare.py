"""Records compared: what speaks for one person, what for two."""

from __future__ import annotations

import random
from typing import Any

import pytest

from assay.domain.dates import Month
from assay.errors import ModelError, UsageError
from assay.linkage import compare as comparing
from assay.linkage.compare import Pair, compare
from assay.linkage.groups import group
from assay.linkage.levels import COMPARISONS
from assay.linkage.model import load_linkage_model, model_from
from assay.linkage.names import name_parts
from assay.linkage.record import Record
from assay.linkage.shared import MOST_SHARING, keys_of, shared_values, without_shared_contacts

for _name in ("anyascii", "duckdb", "pyarrow", "splink"):
    pytest.importorskip(_name, reason="the extra linkage is not installed")


def record(document: str, name: str = "", **given: Any) -> Record:
    """A record that states nothing but what is given."""
    lists = (
        "emails phones links stations employers periods starts schools degrees marks bands figures skills"
    ).split()
    values: dict[str, Any] = dict.fromkeys(lists, ()) | {"dated": None} | given
    return Record(document=document, name=name_parts(name) if name else None, **values)


MIRA = {
    "emails": ("mira@example.com",),
    "stations": ("copperline|2019", "veldt|2015"),
    "employers": ("copperline", "veldt"),
    "periods": ("2015-02/2018-12", "2019-01/2022-03"),
}


def test_name_address_and_career_make_one_person() -> None:
    """All speaks for it, the sum of the reasons and the prior is the pair's bits, and those give the chance."""
    (pair,) = compare([record("a", "Mira Halvorsen", **MIRA), record("b", "M. Halvorsen", **MIRA)])

    assert pair.probability > 0.99
    assert not pair.contra
    assert pair.bits == pytest.approx(pair.prior + sum(r.bits for r in pair.reasons))
    assert pair.probability == pytest.approx(1 / (1 + 2**-pair.bits))
    assert {r.comparison for r in pair.pro} == {"name", "email", "career"}


def test_a_namesake_with_another_career_is_another_person() -> None:
    """One name, other address, other employers: told as evidence against."""
    other = record(
        "b", "Mira Halvorsen", emails=("mh@example.org",), stations=("ostra|2020",), employers=("ostra",),
        periods=("2020-01/2024-01",),
    )  # fmt: skip
    (pair,) = compare([record("a", "Mira Halvorsen", **MIRA), other])

    assert pair.probability < 0.5
    assert {r.comparison for r in pair.contra} == {"email", "career"}


def test_what_one_side_lacks_is_no_evidence() -> None:
    """A missing name, telephone or school has no reason."""
    pairs = compare([record("a", "Mira Halvorsen", **MIRA), record("b", "", stations=MIRA["stations"])])

    assert [r.comparison for r in pairs[0].reasons] == ["career"]


def test_an_agencys_address_joins_nobody() -> None:
    """One address on the CVs of three differently named people is dropped."""
    people = [
        record(n, n, emails=("desk@agency.example",)) for n in ("Mira Vogt", "Jonas Sato", "Elif Duarte")
    ]

    assert not compare(people)
    assert all(not r.emails for r in without_shared_contacts(people))


def test_a_key_of_too_many_is_not_looked_under() -> None:
    """Work stays in bounds where everybody names one employer."""
    many = [record(str(n), stations=("giant|2020",)) for n in range(MOST_SHARING + 1)]

    assert not any(keys_of(many))
    assert all(keys_of(many[:-1]))


def test_the_order_of_records_changes_no_result() -> None:
    """Pairs named by documents are the same whichever way the pool is given."""
    pool = [record(f"{n}", "Mira Halvorsen" if n % 3 else "Jonas Sato", **MIRA) for n in range(8)]

    def told(records: list[Record]) -> set[tuple[frozenset[str], float]]:
        ends = [(records[p.first].document, records[p.second].document, p.bits) for p in compare(records)]
        return {(frozenset((a, b)), round(bits, 9)) for a, b, bits in ends}

    shuffled = random.Random(4).sample(pool, len(pool))
    assert told(pool) == told(shuffled)
    assert len(told(pool)) == 28


def test_a_record_alone_has_no_pair() -> None:
    """Nor has an empty pool."""
    assert compare([]) == compare([record("a", "Mira Vogt")]) == []


def test_a_missing_extra_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setattr(comparing, "find_spec", lambda name: None if name == "splink" else object())

    with pytest.raises(UsageError, match=r"splink missing.*pip install 'assay\[linkage\]'"):
        compare([record("a"), record("b")])


def test_the_newest_by_its_own_date_comes_first() -> None:
    """A group hangs together by its strongest ties and is as likely as the weakest needed."""
    records = [record("a", dated=Month(2021, 1)), record("b", dated=Month(2024, 5)), record("c")]
    strong = Pair(first=0, second=1, probability=0.99, bits=6.6, prior=-3, reasons=())
    weak = Pair(first=1, second=2, probability=0.6, bits=0.6, prior=-3, reasons=())
    weakest = Pair(first=0, second=2, probability=0.5, bits=0.0, prior=-3, reasons=())

    (found,) = group(records, [weakest, strong, weak])
    assert found.members == (1, 0, 2)
    assert found.probability == 0.6
    assert found.pairs == (strong, weak, weakest)


def test_values_in_common_are_told() -> None:
    """In words, without the year of a degree."""
    one = record("a", **MIRA, schools=("ulm",), degrees=("master|2014",))

    assert shared_values(one, one) == {
        "email": ("mira@example.com",),
        "career": ("copperline 2019", "veldt 2015"),
        "education": ("ulm",),
    }


def test_the_model_holds_a_chance_for_every_level() -> None:
    """The shares of each comparison add up to about 1; the closest level speaks for one person, the last against."""
    model = load_linkage_model()

    for c in COMPARISONS:
        for table in (model.m, model.u):
            assert sum(table[c.id, x.id] for x in c.levels) == pytest.approx(1, abs=0.01)
        assert model.m[c.id, c.levels[0].id] > model.u[c.id, c.levels[0].id]
        assert model.m[c.id, c.levels[-1].id] < model.u[c.id, c.levels[-1].id]


def test_a_damaged_model_names_every_fault() -> None:
    """Each with its place."""
    with pytest.raises(ModelError) as error:
        model_from({"comparisons": {"name": {"same": {"m": 2}}}})

    assert len(error.value.faults) == 2 * sum(len(c.levels) for c in COMPARISONS)
    assert any("comparisons/name/same/m" in fault for fault in error.value.faults)
