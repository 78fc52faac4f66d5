"""Scoring rows: what scoring needs of one profile, in a few hundred bytes beside it in the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
import numpy as np

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Education, Profile, SkillClaim
from assay.errors import IndexDamaged
from assay.index.numbers import DEPTHS, KIND_NUMBER, KINDS, SIGNALS, SPECIALITIES, STUDIES
from assay.taxonomy import Study, studies_in

FORMAT: Final = 1
"""Number of the layout; a row of another layout is made anew from its profile."""

_LISTED = KIND_NUMBER[EvidenceKind.LISTED]
_NEGATIVE = KIND_NUMBER[EvidenceKind.NEGATIVE]
_SPECIALITY_NUMBER = {speciality: n for n, speciality in enumerate(SPECIALITIES)}
_MOST_MONTHS = 65_535  # what two bytes hold
_LAST_MONTH = 32_767


class ScoringRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What scoring needs of one profile. Posting by posting, little-endian: `claim` (uint16, a place in
    `skills`), `code` (uint8, kind * 6 + depth), `last` (int16, month of last use, -1 unknown), `months`
    (uint16). `signals` are five bytes of 0-4; `degree_in`: the highest degree by sort of field, a byte each;
    `shares` pairs of speciality number and share, 0-1."""

    format: int
    skills: tuple[str, ...]
    claim: bytes
    code: bytes
    last: bytes
    months: bytes
    signals: bytes
    seniority: int
    seniority_shown: bool
    years: float
    roles_shown: bool
    shares: tuple[tuple[int, float], ...]
    degree: int
    degree_in: bytes
    languages: tuple[str, ...]
    written: str | None


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(ScoringRow)


def row_of(profile: Profile) -> ScoringRow:
    """What scoring needs of `profile`. A claim has one posting for each kind of its evidence."""
    postings = [p for n, claim in enumerate(profile.skills) for p in _postings(n, claim)]
    columns = list(zip(*postings, strict=True)) or [()] * 4
    return ScoringRow(
        format=FORMAT,
        skills=tuple(claim.skill for claim in profile.skills),
        claim=_packed(columns[0], "<u2"),
        code=_packed(columns[1], "u1"),
        last=_packed(columns[2], "<i2"),
        months=_packed(columns[3], "<u2"),
        signals=_signals(profile),
        seniority=profile.seniority.rank,
        seniority_shown=bool(seniority_quotes(profile)),
        years=max(0.0, profile.years_relevant),
        roles_shown=bool(role_quotes(profile)),
        shares=_shares(profile),
        degree=max((e.level for e in profile.education if e.quotes), default=0),
        degree_in=_degrees_in(profile),
        languages=tuple(dict.fromkeys(code for code, _ in profile.languages)),
        written=profile.language if profile.language and profile.passages else None,
    )


def encode(row: ScoringRow) -> bytes:
    """`row` as MessagePack."""
    return _ENCODER.encode(row)


def decode(data: bytes) -> ScoringRow:
    """The row in `data`. Raises `IndexDamaged` where it is none of this layout."""
    try:
        row = _DECODER.decode(data)
    except msgspec.MsgspecError as fault:
        raise IndexDamaged(
            f"a scoring row cannot be read ({fault}); rebuild it with assay pool reextract"
        ) from fault
    if row.format != FORMAT:
        raise IndexDamaged(
            f"a scoring row has layout {row.format}, this program reads {FORMAT}; rebuild with assay pool reextract"
        )
    return row


def role_quotes(profile: Profile) -> tuple[Quote, ...]:
    """The words of the roles held: title, employer and dates."""
    return tuple(quote for role in profile.experience for quote in role.quotes)


def seniority_quotes(profile: Profile) -> tuple[Quote, ...]:
    """The words that gave the seniority, else those of the roles held."""
    return profile.seniority_evidence or role_quotes(profile)


def speciality_quotes(profile: Profile) -> tuple[Quote, ...]:
    """The words that gave the speciality."""
    return profile.speciality_evidence


def evidence_kinds(claim: SkillClaim) -> tuple[int, ...]:
    """Kinds of the claim's evidence, strongest first; flagged evidence is listed, whatever it says."""
    return tuple(sorted({k for e in claim.evidence if (k := _kind(e.kind, e.flagged)) is not None}))


def evidence_quotes(claim: SkillClaim, kind: int) -> tuple[Quote, ...]:
    """The quotes of the claim's evidence of one kind, in the claim's order."""
    wanted = KINDS[kind]
    if wanted is EvidenceKind.LISTED:
        return tuple(e.quote for e in claim.evidence if _kind(e.kind, e.flagged) == kind)
    return tuple([e.quote for e in claim.evidence if e.kind is wanted and not e.flagged])


def is_in(entry: Education, study: Study) -> bool:
    """Whether a degree is in a field of that sort, or in one whose sort cannot be told."""
    found = studies_in(f"{entry.degree} {entry.field}")
    return not found or study in found


def _degrees_in(profile: Profile) -> bytes:
    told = [e for e in profile.education if e.quotes]
    return bytes(max((e.level for e in told if is_in(e, study)), default=0) for study in STUDIES)


def _kind(kind: EvidenceKind, flagged: bool) -> int | None:
    number = KIND_NUMBER[kind]
    if not flagged:
        return number
    return None if number == _NEGATIVE else _LISTED


def _postings(place: int, claim: SkillClaim) -> Iterator[tuple[int, int, int, int]]:
    depth = min(max(claim.depth, 0), DEPTHS - 1)
    months = min(max(claim.months or 0, 0), _MOST_MONTHS)
    last = min(claim.last_used.ordinal, _LAST_MONTH) if claim.last_used else -1
    for kind in evidence_kinds(claim):
        yield place, kind * DEPTHS + depth, last, months


def _packed(values: tuple[int, ...], dtype: str) -> bytes:
    return np.array(values, dtype=dtype).tobytes()


def _signals(profile: Profile) -> bytes:
    """Levels of the five signals; a level without a quote counts as none."""
    shown = {claim.signal: min(max(claim.level, 0), 4) for claim in profile.signals if claim.quotes}
    return bytes(shown.get(signal, 0) for signal in SIGNALS)


def _shares(profile: Profile) -> tuple[tuple[int, float], ...]:
    """Share of each speciality; a profile without a split counts wholly for its own."""
    if not speciality_quotes(profile):
        return ()
    found = dict(profile.speciality_scores or ((profile.speciality, 1.0),))
    found[profile.speciality] = 1.0
    return tuple(sorted((_SPECIALITY_NUMBER[s], float(share)) for s, share in found.items()))
