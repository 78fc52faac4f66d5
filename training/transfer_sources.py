"""Outside data about which skills go together, as baskets of our skill ids; no text of it is kept."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import math
import pathlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from rapidfuzz import fuzz

from assay.domain.skill import Skill, SkillKind
from assay.taxonomy import Taxonomy

SHRINK = 5.0  # baskets of the base rate mixed into every conditional share
LEAST_TOGETHER = 3  # baskets that must hold both
LIKE = 80.0  # likeness of an outside name and our label, so that catch-all aliases are no bridge
NEAR = 25  # characters between two alternatives
CHOICE = re.compile(r"^\W*(?:\bor\b|/|\band/or\b|\bor similar\b|,\s*or\b)\W*$", re.I)
COMMA = re.compile(r"^\s*[,/]\s*$")

Pair = tuple[str, str]
csv.field_size_limit(10**9)


@dataclass
class Counts:
    """How many baskets hold each skill and each pair; `choices`: posts that offer the pair as alternatives."""

    baskets: float = 0
    single: Counter = field(default_factory=Counter)
    both: Counter = field(default_factory=Counter)
    choices: Counter = field(default_factory=Counter)

    def add(self, skills: Iterable[str], choices: Iterable[Pair] = ()) -> None:
        """Count one basket."""
        held = sorted(set(skills))
        self.baskets += 1
        self.single.update(held)
        self.both.update((a, b) for a in held for b in held if a != b)
        self.choices.update(set(choices))

    def lift(self, source: str, target: str) -> float:
        """Log of how much likelier `target` is beside `source` than at large, shrunk; 0 where too few."""
        together = self.both[source, target]
        if together < LEAST_TOGETHER:
            return 0.0
        base = self.single[target] / self.baskets
        share = (together + SHRINK * base) / (self.single[source] + SHRINK)
        return max(0.0, math.log(share / base))

    def choice(self, source: str, target: str) -> float:
        """Share of the posts with both that offer them as alternatives, shrunk to none."""
        return self.choices[source, target] / (self.both[source, target] + 3.0)


def usable(skill: Skill | None) -> bool:
    """Whether the skill tells people apart and is no industry or certificate."""
    return skill is not None and skill.salient and skill.kind is not SkillKind.CREDENTIAL


def mapped(name: str, taxonomy: Taxonomy) -> str | None:
    """Our skill for an outside name: named exactly, and no catch-all alias."""
    name = re.sub(r"\s*\(.*?\)\s*$", "", name).strip()
    for form in (name, re.sub(r"^(Microsoft|Oracle|IBM|Amazon|Apache|Google|SAP)\s+", "", name)):
        skill = taxonomy.lookup(form) if form else None
        if skill and usable(skill):
            initials = "".join(w[0] for w in re.findall(r"[A-Za-z]+", form)).lower()
            if (
                skill.label.lower() == initials
                or fuzz.partial_ratio(form.lower(), skill.label.lower()) >= LIKE
            ):
                return skill.id
    return None


def part(key: str) -> int:
    """0 or 1, by hash: the half of the data that a basket belongs to."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2


def _table(path: pathlib.Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text), delimiter=delimiter)


def esco(data: pathlib.Path, taxonomy: Taxonomy) -> dict[str, set[str]]:
    """Occupation to the skills it needs or may need."""
    folder = data / "taxonomy_esco_1_1_1"
    ours = {s.esco: s.id for s in taxonomy.skills.values() if s.esco and usable(s)}
    for row in _table(folder / "skills_en.csv.gz"):
        for name in (row["preferredLabel"], *row["altLabels"].split("\n")):
            if row["conceptUri"] not in ours and (skill := mapped(name, taxonomy)):
                ours[row["conceptUri"]] = skill
    out: dict[str, set[str]] = {}
    for row in _table(folder / "occupationSkillRelations.csv.gz"):
        if row["skillUri"] in ours:
            out.setdefault(row["occupationUri"], set()).add(ours[row["skillUri"]])
    return out


def onet(data: pathlib.Path, taxonomy: Taxonomy) -> dict[str, set[str]]:
    """Occupation to the software it uses."""
    out: dict[str, set[str]] = {}
    for row in _table(data / "taxonomy_onet" / "Technology Skills.txt.gz", "\t"):
        if skill := mapped(row["Example"], taxonomy):
            out.setdefault(row["O*NET-SOC Code"], set()).add(skill)
    return out


def stack_overflow(data: pathlib.Path, taxonomy: Taxonomy) -> Counts:
    """Tags used together; weights stand for counts, since counts are not given."""
    counts = Counts()
    for row in _table(data / "taxonomy_so_tag_network" / "stack_network_links.csv"):
        pair = mapped(row["source"], taxonomy), mapped(row["target"], taxonomy)
        if all(pair) and pair[0] != pair[1]:
            for a, b in (pair, pair[::-1]):
                counts.both[a, b] += float(row["weight"])
                counts.single[a] += float(row["weight"])
            counts.baskets += float(row["weight"])
    return counts


def posts(data: pathlib.Path, taxonomy: Taxonomy) -> dict[str, list[tuple[set[str], set[Pair]]]]:
    """Company to its different job posts: the skills asked, and the pairs offered as alternatives."""
    out: dict[str, list[tuple[set[str], set[Pair]]]] = {}
    seen: set[str] = set()
    for row in _table(data / "jd_aiml_linkedin_2024" / "ai_ml_jobs.csv.gz"):
        text = row["description"]
        if text not in seen:
            seen.add(text)
            found = [m for m in taxonomy.find(text) if usable(taxonomy.skills[m.skill])]
            out.setdefault(row["companyName"], []).append(
                ({m.skill for m in found}, set(_choices(text, found)))
            )
    return out


def _choices(text: str, found: list) -> Iterator[Pair]:
    """Pairs in a list that ends in "or X", or joined by a slash."""
    run: list[str] = []
    for here, following in zip_longest(found, found[1:]):
        run.append(here.skill)
        between = text[here.end : following.start] if following else "."
        if len(between) <= NEAR and CHOICE.match(between):
            both = [*run, following.skill]
            yield from ((a, b) for a in both for b in both if a != b)
        elif not COMMA.match(between):
            run = []


def counted(baskets: dict[str, set[str]], half: int | None = None) -> Counts:
    """Counts over all occupations, or over one half of them."""
    counts = Counts()
    for key, skills in baskets.items():
        if half is None or part(key) == half:
            counts.add(skills)
    return counts


def counted_posts(companies: dict[str, list[tuple[set[str], set[Pair]]]], half: int | None = None) -> Counts:
    """Counts over all posts, or over those of one half of the companies."""
    counts = Counts()
    for company, rows in companies.items():
        if half is None or part(company) == half:
            for skills, choices in rows:
                counts.add(skills, choices)
    return counts
