"""Pathways at the command line and in Python: what a recruiter does, and what can go wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

import assay
from assay.documents import read
from assay.workflow.transfer_records import SpecialitiesRecord, TransferRecord
from tests.acceptance.conftest import Run

AS_OF = ("--as-of", "2026-11")
ONE = "02_tobias_rautenberg.txt"
HOSTILE = """<script>alert(1)</script> Vera Holm
vera.holm@example.com

EXPERIENCE
Platform Engineer - <img src=x onerror=alert(2)> Ltd   2019 - present
- Ran Slurm and Docker for {{ 7*7 }} teams <b>in production</b> for 900 users.
- Operated PostgreSQL and Terraform in production.
"""


def _all(record: TransferRecord):  # type: ignore[no-untyped-def]
    for row in record.pathways:
        way = row.pathway
        starts = [s.start for s in way.steps if s.start]
        yield from ((way, part) for part in (*way.carried, *way.gaps, *starts, *way.nearest))


def test_one_pathway_with_exact_quotes(run: Run, cvs: Path, brief: Path) -> None:
    """Everything said of the person stands in the document; the plan covers the gap; months are ranges."""
    done = run("transfer", cvs / ONE, "--to", brief, *AS_OF, "--json", "-")
    record = msgspec.json.decode(done.stdout, type=TransferRecord)
    text = read(cvs / ONE).text

    assert done.returncode == 0
    (row,) = record.pathways
    assert row.group is None
    way = row.pathway
    for _, part in _all(record):
        assert all(text[a:b] == q for (a, b), q in zip(part.spans, part.quotes, strict=True))
    assert all(part.quotes for part in way.carried)
    assert {g for s in way.steps for g in s.closes} == {g.id for g in way.gaps if g.beyond is None}
    assert way.ramp_up.estimate
    assert way.ramp_up.months.low <= way.ramp_up.months.high
    assert record.schema_version
    assert record.rules
    assert record.target.brief is not None


def test_the_score_is_that_of_the_ranking(run: Run, cvs: Path, brief: Path) -> None:
    """The same person has the same score and band in `match` and in `transfer --pool`."""
    ranked = json.loads(run("match", "--brief", brief, cvs, *AS_OF, "--json", "-").stdout)
    pool = json.loads(run("transfer", "--pool", cvs, "--to", brief, *AS_OF, "--json", "-").stdout)
    told = {p["pathway"]["document"]: (p["pathway"]["score"], p["pathway"]["band"]) for p in pool["pathways"]}

    assert told == {m["document"]: (m["score"], m["band"]) for m in ranked["matches"]}


def test_a_pool_in_groups(run: Run, cvs: Path, brief: Path) -> None:
    """Those who fit stand apart; each group has a reason for each; the same input gives the same bytes."""
    args = ("transfer", "--pool", cvs, "--to", brief, *AS_OF, "--json", "-")
    done = run(*args)
    record = msgspec.json.decode(done.stdout, type=TransferRecord)

    assert len(record.pathways) == 14
    assert {r.pathway.band for r in record.pathways if r.group == "fits"} <= {"strong", "good"}
    assert all(r.pathway.line is not None for r in record.pathways if r.group == "could_grow")
    assert all(r.reason for r in record.pathways)
    assert any("age" in sentence for sentence in record.criteria)
    assert done.stdout == run(*args, "--jobs", 1).stdout


def test_a_speciality_as_target(run: Run, cvs: Path) -> None:
    """By id or by name; the areas stand in the output."""
    by_id = run("transfer", cvs / ONE, "--to", "ai_infrastructure", *AS_OF, "--json", "-").stdout
    by_name = run("transfer", cvs / ONE, "--to", "AI infrastructure", *AS_OF, "--json", "-").stdout

    assert by_id == by_name
    record = msgspec.json.decode(by_id, type=TransferRecord)
    assert record.target.kind == "speciality"
    assert "Distributed training" in record.target.asks


def test_everything_people_see_is_blind(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """Neither the terminal nor the page names anybody, until names are asked for."""
    shown = run("transfer", "--pool", cvs, "--to", brief, *AS_OF, "--html", "p.html").stdout
    shown += run("transfer", cvs / ONE, "--to", brief, *AS_OF, "--html", "w.html").stdout
    shown += (tmp_path / "p.html").read_text() + (tmp_path / "w.html").read_text()

    for name in ("Rautenberg", "Tobias", "Etcheverry", "Marisol", "@example"):
        assert name not in shown
    assert "02_tobias" in run("transfer", cvs / ONE, "--to", brief, *AS_OF, "--show-names").stdout


def test_hostile_text_stays_text(run: Run, brief: Path, tmp_path: Path) -> None:
    """Markup and templates in a CV do nothing on the page."""
    (tmp_path / "cv.txt").write_text(HOSTILE)
    done = run("transfer", "cv.txt", "--to", "mlops", *AS_OF, "--html", "w.html", "--show-names")
    page = (tmp_path / "w.html").read_text()

    assert done.returncode == 0
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>in production" not in page
    assert "default-src 'none'" in page


def test_the_map(run: Run, tmp_path: Path) -> None:
    """All specialities and one; the page holds a drawing and the reasons."""
    record = msgspec.json.decode(run("specialities", "--json", "-").stdout, type=SpecialitiesRecord)
    one = msgspec.json.decode(run("specialities", "mlops", "--json", "-").stdout, type=SpecialitiesRecord)

    assert len(record.specialities) == 14
    assert [s.id for s in one.specialities] == ["mlops"]
    assert one.specialities[0] in record.specialities
    assert run("specialities", "--html", "map.html").returncode == 0
    page = (tmp_path / "map.html").read_text()
    assert "<svg" in page
    assert record.specialities[0].into[0].reason.split(",")[0] in page
    assert "Leads to" in run("specialities", "ai governance").stdout


@pytest.mark.parametrize(
    ("args", "sentence", "code"),
    [
        (("--to", "llm"), "give one CV or --pool DIR, not both; neither was given", 2),
        (("x.txt", "--pool", ".", "--to", "llm"), "not both; both were given", 2),
        (("x.txt", "--to", "wizardry"), "neither a brief's file nor a speciality; specialities are ml_engineering, llm", 2),
        (("x.txt", "--to", "llm"), "x.txt", 2),
        (("empty.txt", "--to", "llm"), "no CV could be read", 1),
        (("two", "--to", "llm"), "holds 2 candidates; give one, or --pool two", 2),
        (("empty.txt", "--to", "llm", "--within", "3"), "--within goes with --pool", 2),
        (("--pool", "bare", "--to", "llm"), "bare: no CV could be read", 1),
    ],
)  # fmt: skip
def test_wrong_use_is_one_sentence(
    run: Run, tmp_path: Path, args: tuple[str, ...], sentence: str, code: int
) -> None:
    """What happened, and how to mend it; never a traceback."""
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "bare").mkdir()
    for person in ("two/one", "two/other"):
        (tmp_path / person).mkdir(parents=True)
        (tmp_path / person / "cv.txt").write_text(f"{HOSTILE} {person}")
    done = run("transfer", *args)
    told = re.sub(r"\s+", " ", done.stderr)

    assert sentence in told
    assert done.returncode == code
    assert "Traceback" not in told


def test_an_unknown_speciality_lists_the_known(run: Run) -> None:
    """The ids are in the sentence."""
    done = run("specialities", "alchemy")

    assert done.returncode == 2
    assert "ai_governance" in re.sub(r"\s+", "", done.stderr)


def test_swapping_identity_changes_nothing(tmp_path: Path, brief: Path) -> None:
    """Another name, nation, pronoun and year of graduation: the same way to the last bit."""
    from tests.acceptance.test_fairness import PERSON, SWAPS

    as_of = assay.Month(2026, 11)
    to = assay.find_target(brief, as_of=as_of)
    told = []
    for number, swap in enumerate(SWAPS):
        path = tmp_path / f"{number}.txt"
        path.write_text(PERSON.format(**swap))
        way = assay.pathway(assay.read_pool([path], as_of=as_of).candidates[0], to, as_of=as_of).pathway
        told.append(
            (
                way.match.bits,
                way.carries,
                [(c.requirement, c.credit, c.label) for c in way.carried],
                [(g.id, g.level, g.beyond) for g in way.gaps],
                [(s.label, s.months, s.bits, s.score) for s in way.steps],
                way.ramp,
                [(n.label, n.fit, n.reason) for n in way.nearest],
            )
        )

    assert told[0] == told[1] == told[2]
