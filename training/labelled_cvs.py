"""Labelled CVs and fragments, with what stands around each labelled mention."""

from __future__ import annotations

import json
import pathlib
import re
from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

import assay.documents as documents
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.evaluation.pairing import pair_skills, places
from assay.extraction import judging
from assay.extraction.layout import CvLayout, read_layout

AS_OF = Month(2026, 11)
KINDS = [k.value for k in EvidenceKind]


@dataclass
class Labelled:
    """A labelled CV with what stands around its mentions."""

    id: str
    truth: dict
    layout: CvLayout
    placed: list
    plain: np.ndarray
    """The features that no fitted model touches."""
    tokens: list[frozenset[str]]
    rows: np.ndarray | None = None
    fold: int = 0


def labelled(name: str, truth: dict, layout: CvLayout, taxonomy) -> Labelled:
    placed = judging._placed(layout, taxonomy)
    contexts = judging.contexts_of(layout)
    mentioned = [m for m, _, _ in placed]
    return Labelled(
        name, truth, layout, placed, contexts.rows(mentioned), [contexts.tokens(m) for m in mentioned]
    )


@dataclass
class Claim:
    """A labelled skill with the mentions that may carry its label."""

    cv: Labelled
    skill: str
    kind: int
    depth: int
    mentions: list[int]
    near: list[bool] = field(default_factory=list)


def read(folders: list[pathlib.Path], taxonomy) -> list[Labelled]:
    out = []
    for folder in folders:
        locked = _locked(folder)
        for path in sorted((folder / "truth").glob("*.json")):
            if path.stem in locked:
                continue
            truth = json.loads(path.read_text(encoding="utf-8"))
            truth["signals"].update(_signals_beside(folder).get(path.stem, {}))
            layout = read_layout(documents.read(folder / "cvs" / f"{truth['id']}.txt"), AS_OF)
            out.append(labelled(f"{folder.name}/{truth['id']}", truth, layout, taxonomy))
    return out


MARK = re.compile(r"\{([^{}|]+)\|([parelno])\}")
LETTERS = {
    "p": "production",
    "a": "applied",
    "r": "research",
    "e": "education",
    "l": "listed",
    "n": "negative",
}


def fragments(path: pathlib.Path, taxonomy) -> list[tuple[Labelled, list[Claim]]]:
    """Fragments of CVs in which each labelled mention is marked ``{name|letter}``."""
    text = "\n".join(r for r in path.read_text(encoding="utf-8").split("\n") if not r.startswith("#"))
    return [
        _fragment(f"{path.stem}/{n}", part.strip("\n"), taxonomy)
        for n, part in enumerate(text.split("\n====\n"))
    ]


def _fragment(name: str, marked: str, taxonomy) -> tuple[Labelled, list[Claim]]:
    text, marks, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), KINDS.index(LETTERS[match[2]])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    layout = read_layout(documents.read_bytes(text.encode(), f"{name.replace('/', '_')}.txt"), AS_OF)
    cv = labelled(name, {"skills": [], "signals": {}}, layout, taxonomy)
    placed = cv.placed
    claims = []
    for start, end, kind in marks:
        hits = [n for n, (_, _, m) in enumerate(placed) if m.start < end and start < m.end]
        if hits:
            claims.append(Claim(cv, placed[hits[0]][0].skill, kind, -1, hits[:1], [True]))
    return cv, claims


def _signals_beside(folder: pathlib.Path) -> dict[str, dict[str, int]]:
    """Levels of `production_ml` that we labelled for CVs whose own labels lack it."""
    file = pathlib.Path(__file__).parent / "labelled" / f"production_ml_{folder.name}.tsv"
    rows = (
        [r.split("\t") for r in file.read_text().splitlines() if r and r[0] != "#"] if file.exists() else []
    )
    return {cv: {"production_ml": int(level)} for cv, level, *_ in rows}


def _locked(folder: pathlib.Path) -> set[str]:
    file = folder / "locked.txt"
    if not file.exists():
        return set()
    return {w for row in file.read_text().splitlines() if row and row[0] != "#" for w in row.split()[1:]}


def claims_of(cv: Labelled, taxonomy) -> list[Claim]:
    """The labelled skills found in the CV, each with its mentions."""
    predicted, by_skill = [], defaultdict(list)
    for number, (mention, _, _) in enumerate(cv.placed):
        by_skill[mention.skill].append(number)
    for skill, numbers in by_skill.items():
        entry = taxonomy.skills.get(skill)
        quotes = [cv.layout.quote(*_stretch(cv, n)).text for n in numbers][:8]
        written = [
            " ".join(cv.layout.mended.text[cv.placed[n][2].start : cv.placed[n][2].end].split())
            for n in numbers
        ]
        aliases = list(dict.fromkeys([*written, *(entry.all_names if entry else ())]))[:12]
        predicted.append(
            {"id": skill, "skill": entry.label if entry else written[0], "aliases": aliases, "quotes": quotes}
        )
    pairs, _, _ = pair_skills(cv.truth["skills"], predicted, cv.layout.document.text)
    return [_claim(cv, truth, by_skill[p["id"]], p["id"]) for truth, p in pairs]


def _stretch(cv: Labelled, number: int) -> tuple[int, int]:
    statement = cv.layout.statements[cv.placed[number][0].index]
    return statement.place(0), statement.place(len(statement.text) - 1) + 1


def _claim(cv: Labelled, truth: dict, mentions: list[int], skill: str) -> Claim:
    where = places(cv.layout.document.text, [truth["quote"]])
    spans = [cv.layout.statements[cv.placed[n][0].index].span for n in mentions]
    near = [any(a < s.end and s.start < b for a, b in where) for s in spans]
    return Claim(
        cv,
        skill,
        KINDS.index(truth["evidence"]),
        int(truth["depth"]),
        mentions,
        near if any(near) else [True] * len(near),
    )
