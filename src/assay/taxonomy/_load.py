"""Read the vocabulary's YAML files and report every fault at once, each with file and path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assay.domain.skill import Skill, SkillKind, Speciality
from assay.errors import TaxonomyError
from assay.taxonomy._names import folded, slug, squeeze
from assay.taxonomy._phrased import faults_of
from assay.taxonomy._speciality import Niche, SpecialityProfile

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LANGUAGES = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl"})
_READINGS = ("ambiguous", "unlike", "brand", "person")
_LISTS = ("aliases", "broader", "neighbours", "context", *_READINGS, "phrased", "case")
_FIELDS = frozenset({"id", "label", "kind", "names", "since", "esco", "onet", "general", *_LISTS})
_SPECIALITY_FIELDS = frozenset({"id", "label", "titles", "skills", "signals", "neighbours", "niches"})


class Faults:
    """Collects faults as sentences that begin with the file and the path in it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, file: str, path: str, sentence: str) -> None:
        """Note one fault."""
        self.found.append(f"{file}: {path}: {sentence}")

    def raise_if_any(self) -> None:
        """Raise TaxonomyError with all faults, if there are any."""
        if self.found:
            raise TaxonomyError(self.found)


def read_yaml(path: Path, faults: Faults) -> Mapping[str, Any]:
    """The mapping in a YAML file, empty where it cannot be read (then a fault says so)."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        faults.add(path.name, "file", " ".join(str(error).split()))
        return {}
    if not isinstance(data, dict):
        faults.add(path.name, "file", "must hold a mapping")
        return {}
    return data


def fingerprint(folder: Path) -> str:
    """``sha256:`` and the digest of all files of the vocabulary, names included."""
    digest = hashlib.sha256()
    for path in sorted((*folder.rglob("*.yaml"), *folder.glob("*.json"))):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"


def load_commonness(folder: Path, faults: Faults) -> Mapping[str, float]:
    """Share (0-1) of job posts that name each skill or a narrower one, from ``folder/commonness.json``.

    Made by ``training/fit_commonness.py``; a folder without the file has none, so that every skill tells alike.
    """
    path = folder / "commonness.json"
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        posts, counts = int(data["posts"]), dict(data["counts"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        faults.add(path.name, "file", f"must hold posts and counts ({' '.join(str(error).split())})")
        return {}
    wrong = [s for s, n in counts.items() if not isinstance(n, int) or not 0 <= n <= posts]
    if wrong or posts < 1:
        faults.add(
            path.name, "counts", f"must be whole numbers up to posts, not so for {', '.join(wrong[:3])}"
        )
        return {}
    return {skill: (count + 1) / (posts + 1) for skill, count in counts.items()}


def load_skills(folder: Path, faults: Faults) -> dict[str, Skill]:
    """All skills below ``folder/skills``; faults of fields, ids, names and links are collected."""
    skills: dict[str, Skill] = {}
    origin: dict[str, str] = {}
    for path in sorted((folder / "skills").glob("*.yaml")):
        data = read_yaml(path, faults)
        for where, row in _rows(data, path.name, faults):
            skill = _skill(row, str(data.get("discipline", path.stem)), path.name, where, faults)
            if skill is None:
                continue
            if skill.id in skills:
                faults.add(path.name, where, f"id {skill.id!r} is also in {origin[skill.id]}")
                continue
            skills[skill.id] = skill
            origin[skill.id] = f"{path.name}: {where}"
    _check_links(skills, origin, faults)
    _check_names(skills, origin, faults)
    _check_cycles(skills, origin, faults)
    return skills


def _rows(data: Mapping[str, Any], file: str, faults: Faults) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = data.get("skills")
    if data and not isinstance(rows, list):
        faults.add(file, "skills", "must be a list")
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        where = f"skills[{number}]"
        if isinstance(row, dict):
            yield where, row
        else:
            faults.add(file, where, "must be a mapping")


def _skill(row: Mapping[str, Any], discipline: str, file: str, where: str, faults: Faults) -> Skill | None:
    before = len(faults.found)
    where = f"{where} ({row.get('id', '?')})"
    for key in sorted(set(map(str, row)) - _FIELDS):
        faults.add(file, f"{where}.{key}", f"is not a field; fields are {', '.join(sorted(_FIELDS))}")
    for key in ("id", "label"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            faults.add(file, f"{where}.{key}", "must be a text")
    if row.get("kind") not in set(SkillKind):
        faults.add(file, f"{where}.kind", f"must be one of {', '.join(SkillKind)}, not {row.get('kind')!r}")
    since = row.get("since")
    if since is not None and not (isinstance(since, int) and 1940 <= since <= 2100):
        faults.add(file, f"{where}.since", f"must be a year, not {since!r}")
    if not isinstance(row.get("general", False), bool):
        faults.add(file, f"{where}.general", f"must be true or false, not {row['general']!r}")
    lists = {key: _texts(row.get(key), file, f"{where}.{key}", faults) for key in _LISTS}
    foreign = _foreign_names(row.get("names"), file, where, faults)
    if isinstance(row.get("id"), str) and slug(row["id"]) != row["id"]:
        faults.add(file, f"{where}.id", f"must be a slug such as {slug(row['id'])!r}")
    if len(faults.found) > before:
        return None
    return Skill(
        id=row["id"],
        label=row["label"],
        kind=SkillKind(row["kind"]),
        discipline=discipline,
        names=foreign,
        since=since,
        esco=row.get("esco"),
        onet=row.get("onet"),
        general=bool(row.get("general", False)),
        **lists,
    )


def _texts(value: object, file: str, where: str, faults: Faults) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        faults.add(file, where, "must be a list of texts")
        return ()
    for number, item in enumerate(value):
        if not isinstance(item, str) or not item.strip():
            faults.add(file, f"{where}[{number}]", f"must be a text, not {item!r} (quote it)")
    return tuple(v for v in value if isinstance(v, str))


def _foreign_names(value: object, file: str, where: str, faults: Faults) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        faults.add(file, f"{where}.names", "must map a language to its names")
        return ()
    out: list[tuple[str, str]] = []
    for language, names in value.items():
        if language not in _LANGUAGES:
            faults.add(file, f"{where}.names.{language}", f"must be one of {', '.join(sorted(_LANGUAGES))}")
        out += [(str(language), name) for name in _texts(names, file, f"{where}.names.{language}", faults)]
    return tuple(out)


def _check_links(skills: Mapping[str, Skill], origin: Mapping[str, str], faults: Faults) -> None:
    for skill in skills.values():
        for field in ("broader", "neighbours"):
            for target in getattr(skill, field):
                if target == skill.id:
                    faults.add(origin[skill.id], f"{skill.id}.{field}", "links to itself")
                elif target not in skills:
                    faults.add(origin[skill.id], f"{skill.id}.{field}", f"no skill has the id {target!r}")


def _check_names(skills: Mapping[str, Skill], origin: Mapping[str, str], faults: Faults) -> None:
    """One name may stand for two skills only where both say that it is ambiguous."""
    owners: dict[str, list[tuple[Skill, str]]] = {}
    for skill in skills.values():
        for name in skill.all_names:
            key = name if name in skill.case else squeeze(name).text
            if not key.strip():
                faults.add(origin[skill.id], skill.id, f"name {name!r} holds no letters")
            elif all(other is not skill for other, _ in owners.setdefault(key, [])):
                owners[key].append((skill, name))
        for name in skill.ambiguous:
            if not skill.context:
                faults.add(
                    origin[skill.id], f"{skill.id}.context", f"{name!r} is ambiguous but has no context words"
                )
        _check_readings(skill, origin[skill.id], faults)
    for claims in owners.values():
        if len(claims) > 1 and not all(name in skill.ambiguous for skill, name in claims):
            first, name = claims[0]
            others = ", ".join(f"{s.id} ({origin[s.id]})" for s, _ in claims[1:])
            faults.add(
                origin[first.id],
                first.id,
                f"name {name!r} is also a name of {others}; mark it ambiguous in all",
            )


def _check_readings(skill: Skill, origin: str, faults: Faults) -> None:
    """What is said of an ambiguous name must be said of one that is marked ambiguous."""
    for field in ("brand", "person"):
        for name in getattr(skill, field):
            if name not in skill.ambiguous:
                faults.add(origin, f"{skill.id}.{field}", f"{name!r} is not among the ambiguous names")
    for phrase in skill.phrased:
        if fault := faults_of(phrase):
            faults.add(origin, f"{skill.id}.phrased", fault)
    for phrase in skill.unlike:
        if not any(folded(name) in folded(phrase) for name in skill.ambiguous):
            faults.add(origin, f"{skill.id}.unlike", f"{phrase!r} holds none of the ambiguous names")


def _check_cycles(skills: Mapping[str, Skill], origin: Mapping[str, str], faults: Faults) -> None:
    done: set[str] = set()

    def visit(skill: str, trail: tuple[str, ...]) -> None:
        if skill in trail:
            loop = " -> ".join((*trail[trail.index(skill) :], skill))
            faults.add(origin[skill], f"{skill}.broader", f"goes in a circle: {loop}")
            return
        if skill in done or skill not in skills:
            return
        for wider in skills[skill].broader:
            visit(wider, (*trail, skill))
        done.add(skill)

    for skill in skills:
        visit(skill, ())


def load_specialities(
    folder: Path, skills: Mapping[str, Skill], faults: Faults
) -> dict[Speciality, SpecialityProfile]:
    """All specialities of ``folder/specialities.yaml``, checked against the skills."""
    path = folder / "specialities.yaml"
    rows = read_yaml(path, faults).get("specialities")
    out: dict[Speciality, SpecialityProfile] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        where = f"specialities[{number}] ({row.get('id', '?')})"
        for key in sorted(set(row) - _SPECIALITY_FIELDS):
            faults.add(path.name, f"{where}.{key}", "is not a field")
        if row.get("id") not in set(Speciality):
            faults.add(path.name, f"{where}.id", f"must be one of {', '.join(Speciality)}")
            continue
        for skill in [
            *row.get("skills", {}),
            *(s for n in row.get("niches", []) for s in n.get("skills", [])),
        ]:
            if skill not in skills:
                faults.add(path.name, f"{where}.skills", f"no skill has the id {skill!r}")
        out[Speciality(row["id"])] = _speciality(row)
    for missing in [s for s in Speciality if s not in out]:
        faults.add(path.name, "specialities", f"{missing} is missing")
    return out


def _speciality(row: Mapping[str, Any]) -> SpecialityProfile:
    return SpecialityProfile(
        id=Speciality(row["id"]),
        label=row["label"],
        titles=tuple(row.get("titles", ())),
        skills={k: float(v) for k, v in row.get("skills", {}).items()},
        signals={k: float(v) for k, v in row.get("signals", {}).items()},
        neighbours={Speciality(k): float(v) for k, v in row.get("neighbours", {}).items()},
        niches=tuple(
            Niche(n["label"], tuple(n.get("skills", ())), tuple(n.get("titles", ())))
            for n in row.get("niches", ())
        ),
    )


def _niche(row: Mapping[str, Any]) -> Niche:
    return Niche(row["label"], tuple(row.get("skills", ())), tuple(row.get("titles", ())))
