"""Fit the synthetic pool of the benchmarks to labelled CVs and outside data.

    python -m training.fit_synthetic DATA [--write]

DATA holds the folders named in `SOURCES` (see the SOURCE.txt of each). Prints how well pairs of skills in
documents held out are foretold, against independent draws and one topic a speciality, chooses the number
of topics on a part of the rest, and writes whole numbers only to ``benchmarks/synthetic/fitted.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product, starmap

import numpy as np
from benchmarks.synthetic.fitted import FILE, FINE, Fitted

from assay.domain.profile import Profile
from assay.index.numbers import SPECIALITIES
from assay.taxonomy import Taxonomy, load_taxonomy
from training import synthetic_briefs, synthetic_tables, synthetic_topics
from training.synthetic_sources import Bag, ad_bags, cv_bags, cv_profiles, post_bags

SOURCES = {
    "training/labelled": "our labelled CVs and briefs, invented people (Apache-2.0)",
    "jd_aiml_linkedin_2024": "AI job posts, GitHub jasonli35/AI-Job-Market-Trend, no licence stated: counts only",
    "pay_datajobs_2023": "data-job ads, GitHub lukebarousse/Excel_Data_Analytics_Course, no licence stated: counts only",
    "resume_ner_dataturks": "masked resumes, GitHub singhsourabh/Resume-NER (MIT): counts only",
    "resume_ner_corpus36": "masked resumes, GitHub vrundag91/Resume-Corpus-Dataset (research use): counts only",
    "resumes_livecareer_pdf": "anonymised resumes, GitHub Sbhawal/resumeScraper, no licence stated: counts only",
}
ADS = 1500
CLAIMS = 22.5
"""Mean linked skills a person: with open phrases and second kinds of evidence, 25 skills and 28 postings."""
PHRASE_RANKS = 600
TOPICS = (8, 16, 24)
OWN = (0.0, 0.3, 0.5, 0.7)
"""Share of a person's draws that the one topic of their speciality gets; the rest goes to the free topics."""
CONCENTRATIONS = (1.0, 2.5, 6.0)


def main() -> None:
    """Read, choose, print, and write on demand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="replace benchmarks/synthetic/fitted.json")
    asked = parser.parse_args()
    taxonomy = load_taxonomy()
    profiles = cv_profiles(asked.data)
    bags = cv_bags(profiles) + post_bags(asked.data, taxonomy) + ad_bags(asked.data, taxonomy, ADS)
    print("documents:", dict(Counter(b.source for b in bags)))
    skills = sorted(taxonomy.skills)
    fit = Fit(bags, taxonomy, skills)
    way = fit.choose()
    fit.compare(way)
    if asked.write:
        everybody = [p for found in profiles.values() for p in found]
        data = _data(fit, everybody, way)
        FILE.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"wrote {FILE.stat().st_size / 1e3:.0f} kB")


@dataclass(frozen=True)
class Way:
    """How skills are drawn: free topics, the share of draws from the speciality's own topic, concentration."""

    topics: int
    own: float
    concentration: float


@dataclass(frozen=True)
class Model:
    """A generator of skills and its topics: weights of skills, and of topics for each speciality."""

    fit: Fitted
    topics: np.ndarray
    table: np.ndarray


class Fit:
    """Topics of skills, fitted on some of the documents and tried on others."""

    def __init__(self, bags: Sequence[Bag], taxonomy: Taxonomy, skills: Sequence[str]) -> None:
        self.bags, self.skills, self.taxonomy = bags, skills, taxonomy
        rare = np.array([taxonomy.commonness.get(s, 0.0) + 0.002 for s in skills])
        self.prior = 0.02 * rare / rare.sum()
        self.parts = np.array([hashlib.sha256(b.group.encode()).digest()[0] % 5 for b in bags])
        place = {s: n for n, s in enumerate(skills)}
        self.near = [
            [place[n] for n in (*taxonomy.neighbours(s), *taxonomy.skills[s].broader)] for s in skills
        ]

    def counts(self, parts: Sequence[int]) -> synthetic_topics.Counts:
        """The documents of some fifths."""
        kept = [b for b, part in zip(self.bags, self.parts, strict=True) if part in parts]
        numbers = [SPECIALITIES.index(b.speciality) for b in kept]
        return synthetic_topics.matrix([b.skills for b in kept], numbers, self.skills)

    def model(self, counts: synthetic_topics.Counts, way: Way) -> Model:
        """The generator fitted to `counts`: without free topics and own share, independent draws."""
        parts = []
        if way.own:
            theta, phi = synthetic_topics.by_group(counts, self.prior, len(SPECIALITIES))
            parts.append((way.own * theta, phi))
        if way.topics:
            theta, phi = synthetic_topics.fit_topics(counts, way.topics, self.prior)
            parts.append(((1 - way.own) * theta, 0.95 * phi + 0.05 * self._spread(phi)))
        if not parts:
            parts.append(synthetic_topics.by_group(counts, self.prior, 1))
        theta, phi = np.hstack([t for t, _ in parts]), np.vstack([p for _, p in parts])
        table = synthetic_topics.topic_table(theta, counts.speciality, len(SPECIALITIES))
        fit, phi = synthetic_topics.corrected(_bare(len(self.skills), way.concentration), phi, table, counts)
        return Model(fit, phi, table)

    def choose(self) -> Way:
        """The way with the fewest bits on the fourth fifth, fitted on the first three."""
        seen, held = self.counts([0, 1, 2]), self.counts([3])
        tried = {}
        for way in starmap(Way, product(TOPICS, OWN, CONCENTRATIONS)):
            tried[way] = q = synthetic_topics.quality(self.model(seen, way).fit, held)
            print(f"{way}: {q.bits:.3f} bits, lift {q.lift:.2f}, error {q.error:.2f}", flush=True)
        return min(tried, key=lambda k: tried[k].bits)

    def compare(self, way: Way) -> None:
        """The last fifth, which chose nothing, foretold in four ways."""
        seen, held = self.counts([0, 1, 2, 3]), self.counts([4])
        ways = {
            "independent draws": replace(way, topics=0, own=0.0),
            "one topic a speciality": replace(way, topics=0, own=1.0),
            "free topics alone": replace(way, own=0.0),
            f"chosen, {way}": way,
        }
        print(f"held out: {held.shown.shape[0]} documents")
        for name, tried in ways.items():
            q = synthetic_topics.quality(self.model(seen, tried).fit, held)
            print(
                f"{name}: {q.bits:.3f} bits a pair; of the {q.pairs:,} pairs seen {synthetic_topics.OFTEN} times or "
                f"more: correlation of log lift {q.lift:.2f}, mean error of the count {100 * q.error:.0f} % "
                f"(chance alone gives {100 * q.floor:.0f} %)"
            )

    def _spread(self, phi: np.ndarray) -> np.ndarray:
        """Each skill's weight handed to its neighbours and wider skills in the vocabulary, in equal parts."""
        out = np.zeros_like(phi)
        for skill, near in enumerate(self.near):
            for other in near or [skill]:
                out[:, other] += phi[:, skill] / len(near or [skill])
        return out


def _bare(skills: int, concentration: float) -> Fitted:
    """A generator with nothing but the shares of topics."""
    none = np.zeros((1, 1), dtype=np.uint16)
    kinds = np.zeros(skills, dtype=np.int8)
    return Fitted((), skills, kinds, none, none, synthetic_topics.sticks(concentration), {}, ())


def _data(fit: Fit, profiles: Sequence[Profile], way: Way) -> dict:
    """The contents of fitted.json, from all documents."""
    counts = fit.counts(range(5))
    model = fit.model(counts, way)
    rows = [Counter(fit.skills[n] for n in row.tolist()) for row in model.fit.topics]
    codes, spoken = synthetic_tables.languages(profiles)
    tables = synthetic_tables.tables(profiles, fit.taxonomy, CLAIMS) | spoken
    tables["topics"] = {"values": list(range(len(rows))), "weights": model.table.tolist()}
    tables["speciality"] = {"values": list(range(len(SPECIALITIES))), "weights": _specialities(fit.bags)}
    named = sorted({s for row in rows for s in row})
    assert all(sum(row.values()) == FINE for row in rows)
    return {
        "sources": SOURCES,
        "skills": {s: fit.taxonomy.skills[s].kind.value for s in named},
        "topics": [dict(sorted(row.items())) for row in rows],
        "phrases": [round(1e6 / (rank + 2.7) ** 1.0) for rank in range(PHRASE_RANKS)],
        "sticks": model.fit.sticks.tolist(),
        "codes": codes,
        "tables": tables,
        "briefs": synthetic_briefs.counts(),
    }


def _specialities(bags: Sequence[Bag]) -> list[int]:
    """Specialities of labelled CVs and of AI posts, half and half: outside resumes are of other trades."""
    out = np.zeros(len(SPECIALITIES))
    for source in ("labelled", "posts"):
        found = Counter(b.speciality for b in bags if b.source == source)
        out += np.array([1000 * (found[s] + 0.5) / (found.total() + 7) for s in SPECIALITIES])
    return np.round(out).astype(int).tolist()


if __name__ == "__main__":
    main()
