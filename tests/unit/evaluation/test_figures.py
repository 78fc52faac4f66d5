"""The figures agree with those of the published scoring script on the same outputs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assay.errors import GoldError
from assay.evaluation.briefings import brief_reading_figures
from assay.evaluation.gold import load_gold
from assay.evaluation.rankings import brief_figures, mean_figures
from assay.evaluation.readings import profile_figures

SHARED = Path(__file__).parents[4] / "shared" / "gold"


def make_gold(folder: Path) -> Path:
    """A tiny invented folder: two CVs, one brief."""
    for name in ("cvs", "truth", "briefs", "brief_truth"):
        (folder / name).mkdir(parents=True)
    for cv, skill in (("x1", "vLLM"), ("x2", "Airflow")):
        (folder / "cvs" / f"{cv}.txt").write_text(f"Ran {skill} in production for years.")
        truth = {
            "id": cv, "family": "llm", "seniority": "senior", "years_relevant": 5,
            "experience": [{"title": "Engineer", "employer": "Acme", "start": "2020-01", "end": "present"}],
            "education": [{"degree": "BSc", "field": "CS", "institution": "Uni", "year": "2015"}],
            "skills": [{"skill": skill, "evidence": "production", "depth": 4, "quote": f"Ran {skill} in production"}],
            "signals": {"production": 3},
        }  # fmt: skip
        (folder / "truth" / f"{cv}.json").write_text(json.dumps(truth))
    (folder / "briefs" / "y1.txt").write_text("We need vLLM. Hybrid.")
    brief = {
        "speciality": "llm", "boilerplate": [],
        "requirements": [{"importance": "must", "skills": ["vLLM"], "years": None, "quote": "We need vLLM"}],
        "constraints": {"remote": "hybrid", "sponsorship": "unspecified", "pay": None},
    }  # fmt: skip
    (folder / "brief_truth" / "y1.json").write_text(json.dumps(brief))
    (folder / "qrels.tsv").write_text("y1\tx1\t3\ny1\tx2\t0\n")
    return folder


def reading(cv: str, skill: str, depth: int) -> dict[str, object]:
    """A prediction for one CV."""
    quote = f"Ran {skill} in production"
    return {
        "document": f"{cv}.txt", "speciality": "llm", "seniority": "mid", "years_relevant": 4,
        "skills": [{"skill": skill, "aliases": [], "evidence": "production", "depth": depth, "quotes": [quote],
                    "spans": [[0, len(quote)]]}],
        "experience": [{"title": "Engineer", "employer": "Acme", "start": "2020-02", "end": "present"}],
        "education": [], "signals": {"production": 2},
    }  # fmt: skip


def test_profile_figures_of_a_known_case(tmp_path: Path) -> None:
    """One skill found with the right kind, one CV missing: each figure by hand."""
    gold = load_gold(make_gold(tmp_path))

    figures = profile_figures(gold, {"x1": reading("x1", "vLLM", 3)}, "all")

    assert figures["cvs_missing"] == 1
    assert figures["skill_recall"] == 0.5
    assert figures["evidence_accuracy"] == 1.0
    assert figures["experience_recall"] == figures["experience_dates"] == 0.5
    assert figures["years_mae"] == 3.0
    assert (figures["quotes"], figures["quotes_not_in_text"], figures["spans_wrong"]) == (1, 0, 0)


def test_an_invented_quote_is_counted(tmp_path: Path) -> None:
    """A quote that is not in the text shows up."""
    gold = load_gold(make_gold(tmp_path))
    bad = reading("x1", "vLLM", 3)
    bad["skills"][0]["quotes"] = ["Ran everything"]  # type: ignore[index]

    assert profile_figures(gold, {"x1": bad}, "all")["quotes_not_in_text"] == 1


def test_ties_count_against_the_ranking() -> None:
    """All scores equal: the worst order of the tie is taken."""
    row = brief_figures({"a": 3.0, "b": 0.0}, {"a": 1.0, "b": 1.0}, frozenset({"b"}))

    assert (row["ndcg@10"] or 1.0) < 1.0
    assert row["pair_accuracy"] == 0.5
    assert row["adversarial_in_top_10"] == 1.0


@pytest.mark.parametrize("lost", ["cvs", "truth"])
def test_a_folder_that_lacks_a_part_is_refused(tmp_path: Path, lost: str) -> None:
    """The error names the missing part."""
    folder = make_gold(tmp_path)
    (folder / lost).rename(folder / "elsewhere")

    with pytest.raises(GoldError, match=lost):
        load_gold(folder)


def test_a_judgement_line_without_tabs_is_refused(tmp_path: Path) -> None:
    """The error names the file and the line."""
    folder = make_gold(tmp_path)
    (folder / "qrels.tsv").write_text("y1 x1 3\n")

    with pytest.raises(GoldError, match=r"qrels\.tsv: line 1"):
        load_gold(folder)


@pytest.mark.gold
@pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="needs the published scoring script beside the project"
)
def test_figures_equal_those_of_the_published_script(tmp_path: Path) -> None:
    """Same outputs, same figures, to the last digit."""
    folder = make_gold(tmp_path / "gold")
    gold = load_gold(folder)
    profiles = {"x1": reading("x1", "vLLM", 3), "x2": reading("x2", "Spark", 4)}
    requirement = {"importance": "should", "skills": ["vLLM"], "quotes": ["We need vLLM"]}
    brief = {"document": "y1.txt", "speciality": "llm", "requirements": [requirement]}
    briefs = {"y1": {**brief, "constraints": {"remote": "onsite"}}}
    scores = {"x1": 0.2, "x2": 0.7}
    (tmp_path / "p.jsonl").write_text("\n".join(json.dumps(p) for p in profiles.values()))
    (tmp_path / "b.jsonl").write_text("\n".join(json.dumps(b) for b in briefs.values()))
    (tmp_path / "runs").mkdir()
    rows = [{"document": f"{c}.txt", "score": s} for c, s in scores.items()]
    (tmp_path / "runs" / "y1.json").write_text(json.dumps({"matches": rows}))

    outputs = {"--profiles": "p.jsonl", "--briefs": "b.jsonl", "--runs": "runs", "--json": "o"}
    options = [part for name, file in outputs.items() for part in (name, str(tmp_path / file))]
    command = [sys.executable, str(SHARED / "score.py"), str(folder), *options]
    subprocess.run(command, check=True, capture_output=True)
    published = json.loads((tmp_path / "o").read_text())

    ours = {
        "profiles": profile_figures(gold, profiles, "all"),
        "briefs": brief_reading_figures(gold, briefs, "all"),
        "ranking": mean_figures({"y1": brief_figures(gold.grades["y1"], scores, gold.adversarial)}),
    }
    flat = {k: v for k, v in ours["profiles"].items() if k != "evidence_f1"}
    expected = {k: v for k, v in published["profiles"].items() if k != "evidence_f1"}
    assert flat == pytest.approx(expected, nan_ok=True)
    assert ours["profiles"]["evidence_f1"] == published["profiles"]["evidence_f1"]
    assert ours["briefs"] == pytest.approx(published["briefs"])
    assert ours["ranking"] == pytest.approx(published["ranking"]["mean"])
