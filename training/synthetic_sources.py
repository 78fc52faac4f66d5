"""Sets of skills in outside documents, and profiles of CVs, for the synthetic pool. No text is kept."""

from __future__ import annotations

import ast
import csv
import gzip
import io
import json
import pathlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass

import openpyxl

from assay.domain.dates import Month
from assay.domain.profile import Profile
from assay.domain.skill import Speciality
from assay.taxonomy import Taxonomy
from assay.workflow.intake import read_pool

AS_OF = Month(2026, 11)
LABELLED = pathlib.Path(__file__).parent / "labelled"
AD_SKILLS = 6
"""Fewest skills of a data-job ad that is counted: shorter lists say little of what goes together."""


@dataclass(frozen=True)
class Bag:
    """The skills of one document; documents of one `group` (an employer's posts) stay on one side of a split."""

    source: str
    group: str
    skills: frozenset[str]
    speciality: Speciality


def cv_profiles(data: pathlib.Path) -> dict[str, list[Profile]]:
    """Profiles, as Assay reads them, of our labelled CVs and of three sets of real, masked resumes."""
    turks = (data / "resume_ner_dataturks" / "Resumes.json").read_text(encoding="utf-8").splitlines()
    corpus = (
        (data / "resume_ner_corpus36" / "resume_ner_36labels.jsonl").read_text(encoding="utf-8").splitlines()
    )
    career = data / "resumes_livecareer_pdf"
    with (career / "index.csv").open(encoding="utf-8") as rows:
        pdfs = [career / r["path"] for r in csv.DictReader(rows) if r["category"] == "INFORMATION-TECHNOLOGY"]
    return {
        "labelled": _read(sorted((LABELLED / "cvs").glob("*/cvs/*.txt"))),
        "dataturks": _read_texts(json.loads(row)["content"] for row in turks),
        "corpus36": _read_texts(json.loads(row)["text"] for row in corpus),
        "livecareer": _read(pdfs),
    }


def _read_texts(texts: Iterable[str]) -> list[Profile]:
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(dict.fromkeys(texts)):
            files.append(pathlib.Path(folder) / f"{number:04}.txt")
            files[-1].write_text(text, encoding="utf-8")
        return _read(files)


def _read(files: list[pathlib.Path]) -> list[Profile]:
    return [c.profile for c in read_pool(files, as_of=AS_OF).candidates]


def cv_bags(profiles: dict[str, list[Profile]]) -> list[Bag]:
    """What each CV shows, denials left out."""
    return [
        Bag(source, profile.id, skills, profile.speciality)
        for source, found in profiles.items()
        for profile in found
        if len(skills := frozenset(c.skill for c in profile.skills if c.linked and c.depth > 0)) > 2
    ]


def post_bags(data: pathlib.Path, taxonomy: Taxonomy) -> list[Bag]:
    """What each AI job post names."""
    csv.field_size_limit(10**9)
    with gzip.open(data / "jd_aiml_linkedin_2024" / "ai_ml_jobs.csv.gz") as raw:
        rows = list(csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8")))
    texts = {f"{r['title']}\n{r['description']}": r["companyName"] for r in rows}
    found = [(company, frozenset(m.skill for m in taxonomy.find(text))) for text, company in texts.items()]
    return [Bag("posts", company, s, speciality_of(s, taxonomy)) for company, s in found if len(s) > 2]


def ad_bags(data: pathlib.Path, taxonomy: Taxonomy, most: int) -> list[Bag]:
    """Skill lists of data-job ads: every so-manieth of those with `AD_SKILLS` known skills, different ones."""
    book = openpyxl.load_workbook(data / "pay_datajobs_2023" / "data_jobs_salary_all.xlsx", read_only=True)
    rows = book.active.iter_rows(values_only=True)
    head = next(rows)
    skills, company = head.index("job_skills"), head.index("company_name")
    names: dict[str, str | None] = {}
    out: dict[tuple[str, frozenset[str]], None] = {}
    for row in rows:
        terms = ast.literal_eval(row[skills]) if row[skills] else []
        for term in terms:
            if term not in names:
                names[term] = s.id if (s := taxonomy.lookup(term)) else None
        known = frozenset(n for t in terms if (n := names[t]))
        if len(known) >= AD_SKILLS:
            out[str(row[company]), known] = None
    kept = list(out)[:: max(1, len(out) // most)][:most]
    return [Bag("ads", company, s, speciality_of(s, taxonomy)) for company, s in kept]


def speciality_of(skills: frozenset[str], taxonomy: Taxonomy) -> Speciality:
    """The speciality whose skills, weighed by what they tell, the document names most."""
    scores = {
        speciality: sum(profile.skills.get(s, 0.0) * taxonomy.information(s) for s in skills)
        for speciality, profile in taxonomy.specialities.items()
    }
    best = max(scores, key=lambda s: (scores[s], s))
    return best if scores[best] else Speciality.SOFTWARE_OTHER
