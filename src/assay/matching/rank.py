"""rank: everyone in a pool against one brief, best first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from assay.domain.brief import Brief
from assay.domain.dates import Month
from assay.domain.match import Interval, Match, Shortlist, Versions
from assay.domain.profile import Profile
from assay.index.columns import Columns
from assay.index.scoring_row import ScoringRow, row_of
from assay.matching.bands import band_of, must_cover
from assay.matching.contributions import Teller
from assay.matching.engine import Engine
from assay.matching.interval import intervals
from assay.matching.kernel import Scores, evaluate
from assay.matching.model import MatchModel
from assay.matching.open_phrases import PhraseEncoder, WordEncoder, with_similar
from assay.matching.plan import Plan, compile_plan
from assay.matching.questions import Asker, Rising
from assay.taxonomy import Taxonomy


def rank(  # noqa: PLR0913 - everything a result depends on
    brief: Brief,
    profiles: Sequence[Profile],
    *,
    model: MatchModel,
    taxonomy: Taxonomy,
    as_of: Month,
    versions: Versions,
    encoder: PhraseEncoder | None = None,
    standing: Rising | None = None,
    rows: Sequence[ScoringRow] | None = None,
    engine: Engine | None = None,
    plan: Plan | None = None,
) -> Shortlist:
    """Rank all of `profiles` against `brief`; equal bits share a rank, in order of profile id.

    `encoder` compares phrases outside the vocabulary, by their words where it is None. Where `profiles` are those
    who come first in a larger pool, `standing` are the bits of everybody in it, the least first. `rows` are the
    scoring rows of `profiles` where a store keeps them; `engine` is for the intervals, as they take it.
    `plan` is the brief's where the whole pool was ranked by it already: similar phrases are in it.
    """
    columns = Columns.from_rows(rows or [row_of(p) for p in profiles], tuple(profiles))
    if plan is None:
        plan = compile_plan(brief, model, taxonomy)
        plan = with_similar(plan, columns.postings.runs, model, encoder or WordEncoder())
    scores = evaluate(plan, columns, model, as_of)
    likely = intervals(plan, columns, scores, model, as_of, engine)
    matches = matches_of(brief, plan, columns, scores, model, likely, standing)
    return Shortlist(brief=brief.document, as_of=as_of, matches=matches, versions=versions)


def matches_of(  # noqa: PLR0913 - what the kernel read, what it found, how sure that is, and among whom
    brief: Brief,
    plan: Plan,
    columns: Columns,
    scores: Scores,
    model: MatchModel,
    likely: Sequence[Interval] = (),
    standing: Rising | None = None,
) -> tuple[Match, ...]:
    """The matches of all profiles in `columns`, best first, read from what the kernel found.

    `likely` are the scores' intervals, in the order of `columns`; without them nothing is known of these.
    `standing` are the bits of the whole pool, the least first, where that is larger.
    """
    totals = scores.total.tolist()
    among = sorted(totals) if standing is None else standing
    teller = Teller(plan, columns, scores, model.quotes_at_most)
    asker = Asker.of(brief, [row.full for row in plan.rows], model.questions_at_most, among)
    writer = _Writer(plan, columns, totals, teller, asker, model, likely)
    return tuple(writer.match(number, place) for number, place in ranked(scores, columns))


def ranked(scores: Scores, columns: Columns) -> list[tuple[int, int]]:
    """Profile numbers with their rank, best first: 1, 2, 2, 4 where the second and third are equal."""
    totals: list[float] = scores.total.tolist()
    order = sorted(range(len(totals)), key=lambda n: (-totals[n], columns.profiles[n].id))
    out: list[tuple[int, int]] = []
    for position, number in enumerate(order):
        tied = position > 0 and totals[number] == totals[order[position - 1]]
        out.append((number, out[-1][1] if tied else position + 1))
    return out


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the match of one profile after another."""

    plan: Plan
    columns: Columns
    totals: list[float]
    teller: Teller
    asker: Asker
    model: MatchModel
    likely: Sequence[Interval]

    def match(self, number: int, place: int) -> Match:
        profile = self.columns.profiles[number]
        parts = self.teller.contributions(number)
        cover = must_cover(self.plan, parts, self.model)
        score = 100.0 / (1.0 + math.exp2(-self.totals[number]))
        return Match(
            profile=profile.id,
            rank=place,
            prior=self.plan.prior,
            contributions=parts,
            band=band_of(profile, score, cover, self.model.bands),
            interval=self.likely[number] if self.likely else Interval(),
            question_details=self.asker.questions(
                profile, parts, partial(self.teller.missing, number), self.totals[number]
            ),
            findings=profile.findings,
        )
