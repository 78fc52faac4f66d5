"""Read what is judged about transfer (``transfer.yaml``) and what is learned (``transfer_learned.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assay.domain.skill import Skill, Speciality
from assay.domain.transfer import EdgeSource, SpecialityEdge
from assay.taxonomy._judged import JUDGED, MOST, JudgedReader, Judgement, Narrower, Pair, is_share, reason_of
from assay.taxonomy._load import Faults, read_yaml
from assay.taxonomy._speciality import SpecialityProfile

LEARNED = "transfer_learned.json"
OUTSIDE = (EdgeSource.POSTS, EdgeSource.STACK_OVERFLOW, EdgeSource.ONET, EdgeSource.ESCO)
"""Sources of learned edges, the most telling first: the order in which provenance names them."""

_Learned = Mapping[Pair, Mapping[EdgeSource, float]]
_Backed = Mapping[Pair, Sequence[EdgeSource]]

_SECTIONS = frozenset({"links", "groups", "edges", "none", "specialities"})
_LINKS = frozenset({"broader", "neighbour", "lifted"})


@dataclass(frozen=True, slots=True)
class LinkCredits:
    """Credit of the vocabulary's own links.

    Attributes:
        broader: the wider skill held for the narrower asked, by steps; further up counts nothing.
        neighbour: a related skill, either way.
        lifted: share of a judged credit for a skill that also goes to the skill one step wider.
    """

    broader: tuple[float, ...] = (0.3, 0.15)
    neighbour: float = 0.4
    lifted: float = 0.8


@dataclass(frozen=True, slots=True)
class TransferData:
    """What the two files say, expanded to pairs (source, target) but not yet merged with the links.

    `learned` are credits by outside source, `corroborated` the sources that speak for edges which others
    set. `refused` are pairs that we judge to carry nothing over, whatever a link or outside data says.
    """

    links: LinkCredits = field(default_factory=LinkCredits)
    judged: Mapping[Pair, Judgement] = field(default_factory=dict)
    refused: frozenset[Pair] = frozenset()
    learned: _Learned = field(default_factory=dict)
    corroborated: _Backed = field(default_factory=dict)
    specialities: tuple[SpecialityEdge, ...] = ()


def load_transfer(
    folder: Path,
    skills: Mapping[str, Skill],
    narrower: Narrower,
    specialities: Mapping[Speciality, SpecialityProfile],
    faults: Faults,
) -> TransferData:
    """Both files of `folder`; either may be missing. `narrower` lists every skill's narrower ones."""
    learned, backed = _learned(folder / LEARNED, skills, faults)
    path = folder / JUDGED
    if not path.exists():
        return TransferData(learned=learned, corroborated=backed, specialities=_fallback(specialities, ()))
    data = read_yaml(path, faults)
    for key in sorted(set(map(str, data)) - _SECTIONS):
        faults.add(JUDGED, key, f"is not a section; sections are {', '.join(sorted(_SECTIONS))}")
    reader = JudgedReader(narrower, skills, faults)
    for where, row in _rows(data, "groups", faults):
        reader.group(row, where)
    for where, row in _rows(data, "edges", faults):
        reader.edge(row, where)
    refused = [pair for where, row in _rows(data, "none", faults) for pair in reader.refusal(row, where)]
    judged = {**reader.spread, **reader.grouped, **reader.sure}
    for source, target in sorted(set(refused) & set(reader.sure)):
        faults.add(JUDGED, "none", f"{source!r} to {target!r} is also an edge")
    rows = [
        _speciality_edge(row, where, specialities, faults)
        for where, row in _rows(data, "specialities", faults)
    ]
    return TransferData(
        links=_link_credits(data.get("links", {}), faults),
        judged={pair: row for pair, row in judged.items() if pair not in set(refused)},
        refused=frozenset(refused),
        learned=learned,
        corroborated=backed,
        specialities=_fallback(specialities, _unique([row for row in rows if row], faults)),
    )


def _rows(data: Mapping[str, Any], section: str, faults: Faults) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = data.get(section, [])
    if not isinstance(rows, list):
        faults.add(JUDGED, section, "must be a list")
        return
    for number, row in enumerate(rows):
        where = f"{section}[{number}]"
        if isinstance(row, dict):
            yield where, row
        else:
            faults.add(JUDGED, where, "must be a mapping")


def _link_credits(row: object, faults: Faults) -> LinkCredits:
    default = LinkCredits()
    if not isinstance(row, dict):
        faults.add(JUDGED, "links", "must be a mapping")
        return default
    for key in sorted(set(map(str, row)) - _LINKS):
        faults.add(JUDGED, f"links.{key}", f"is not a field; fields are {', '.join(sorted(_LINKS))}")
    broader = row.get("broader", list(default.broader))
    if not isinstance(broader, list) or not all(map(is_share, broader)):
        faults.add(JUDGED, "links.broader", f"must list credits between 0 and 1, not {broader!r}")
        broader = list(default.broader)
    shares = {}
    for key in ("neighbour", "lifted"):
        shares[key] = row.get(key, getattr(default, key))
        if not is_share(shares[key]):
            faults.add(JUDGED, f"links.{key}", f"must lie between 0 and 1, not {shares[key]!r}")
            shares[key] = getattr(default, key)
    return LinkCredits(tuple(map(float, broader)), float(shares["neighbour"]), float(shares["lifted"]))


def _speciality_edge(
    row: Mapping[str, Any], where: str, specialities: Mapping[Speciality, SpecialityProfile], faults: Faults
) -> SpecialityEdge | None:
    before = len(faults.found)
    for key in sorted(set(map(str, row)) - {"from", "niche", "to", "credit", "reason"}):
        faults.add(JUDGED, f"{where}.{key}", "is not a field")
    for key in ("from", "to"):
        if row.get(key) not in set(Speciality):
            faults.add(JUDGED, f"{where}.{key}", f"must be one of {', '.join(Speciality)}")
    reason = reason_of(row, "reason", where, faults)
    if not is_share(row.get("credit")) or row["credit"] > MOST:
        faults.add(JUDGED, f"{where}.credit", f"must lie between 0 and {MOST}, not {row.get('credit')!r}")
    if len(faults.found) > before:
        return None
    source, target, niche = Speciality(row["from"]), Speciality(row["to"]), row.get("niche")
    niches = [n.label for n in specialities[source].niches] if source in specialities else []
    if niche is not None and niche not in niches:
        faults.add(
            JUDGED, f"{where}.niche", f"{source} has no niche {niche!r}; it has {', '.join(niches) or 'none'}"
        )
    if source is target:
        faults.add(JUDGED, where, f"{source} leads to itself")
    return SpecialityEdge(
        source=source,
        niche=niche,
        target=target,
        credit=float(row["credit"]),
        reason=reason,
        provenance=(EdgeSource.JUDGEMENT,),
    )


def _unique(edges: Sequence[SpecialityEdge], faults: Faults) -> tuple[SpecialityEdge, ...]:
    out: dict[tuple[Speciality, str | None, Speciality], SpecialityEdge] = {}
    for edge in edges:
        key = (edge.source, edge.niche, edge.target)
        if key in out:
            niche = f" ({edge.niche})" if edge.niche else ""
            faults.add(JUDGED, "specialities", f"{edge.source}{niche} to {edge.target} is given twice")
        out[key] = edge
    return tuple(out.values())


def _fallback(
    specialities: Mapping[Speciality, SpecialityProfile], judged: Sequence[SpecialityEdge]
) -> tuple[SpecialityEdge, ...]:
    """The judged edges, and for pairs without one the credit that the specialities' own file gives."""
    known = {(e.source, e.target) for e in judged if e.niche is None}
    rest = [
        SpecialityEdge(
            source=source,
            niche=None,
            target=target.id,
            credit=credit,
            reason=f"Part of the work in {specialities[source].label} is also done in {target.label}.",
            provenance=(EdgeSource.NEIGHBOUR,),
        )
        for target in specialities.values()
        for source, credit in target.neighbours.items()
        if source in specialities and (source, target.id) not in known and 0 < credit < 1
    ]
    return (*judged, *rest)


def _learned(path: Path, skills: Mapping[str, Skill], faults: Faults) -> tuple[_Learned, _Backed]:
    """Edges with credits by source, and further edges that sources only corroborate."""
    if not path.exists():
        return {}, {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        faults.add(LEARNED, "file", f"cannot be read: {' '.join(str(error).split())}")
        return {}, {}
    rows = data.get("edges") if isinstance(data, dict) else None
    backing = data.get("corroborates", []) if isinstance(data, dict) else None
    if not isinstance(rows, list) or not isinstance(backing, list):
        faults.add(LEARNED, "file", "must hold a list `edges`, and `corroborates` as a list where it has any")
        return {}, {}
    learned: dict[Pair, dict[EdgeSource, float]] = {}
    for where, pair, said in _pairs(rows, "edges", skills, faults):
        if (
            not isinstance(said, dict)
            or not said
            or any(s not in OUTSIDE or not is_share(c) for s, c in said.items())
        ):
            faults.add(LEARNED, where, f"must give credits between 0 and 1 by source, not {said!r}")
        elif pair in learned:
            faults.add(LEARNED, where, f"{pair[0]!r} to {pair[1]!r} is given twice")
        else:
            learned[pair] = {s: float(said[s]) for s in OUTSIDE if s in said}
    backed: dict[Pair, tuple[EdgeSource, ...]] = {}
    for where, pair, named in _pairs(backing, "corroborates", skills, faults):
        if not isinstance(named, list) or not named or any(s not in OUTSIDE for s in named):
            faults.add(LEARNED, where, f"must list sources among {', '.join(OUTSIDE)}, not {named!r}")
        else:
            backed[pair] = tuple(s for s in OUTSIDE if s in named)
    return learned, backed


def _pairs(
    rows: Sequence[object], section: str, skills: Mapping[str, Skill], faults: Faults
) -> Iterator[tuple[str, Pair, object]]:
    for number, row in enumerate(rows):
        where = f"{section}[{number}]"
        match row:
            case [str(source), str(target), said] if source != target:
                unknown = [s for s in (source, target) if s not in skills]
                for skill in unknown:
                    faults.add(LEARNED, where, f"no skill has the id {skill!r}")
                if not unknown:
                    yield where, (source, target), said
            case _:
                faults.add(LEARNED, where, "must be a list of two different skills and what is said of them")
