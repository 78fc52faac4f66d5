"""Tell a ranking: a paragraph for everyone, and for those shown in full what would change their place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assay.matching import (
    Counterfactual,
    Ground,
    Narrative,
    Rerun,
    compile_plan,
    in_words,
    load_model,
    narrate,
)
from assay.taxonomy import load_taxonomy
from assay.workflow.blind import Cover
from assay.workflow.encoder import phrase_encoder
from assay.workflow.shortlist import Ranking


@dataclass(frozen=True, slots=True)
class Change:
    """A counterfactual with its sentence."""

    change: Counterfactual
    text: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of one candidate; `changes` are empty for those not shown in full."""

    narrative: Narrative
    changes: tuple[Change, ...] = ()


def tell(ranking: Ranking, *, top: int) -> tuple[Telling, ...]:
    """One telling for each match, in the order of the list; the first `top` with counterfactuals."""
    brief, matches = ranking.brief.brief, ranking.shortlist.matches
    rerun = rerun_of(ranking)
    ground = Ground(brief, rerun.plan, rerun.taxonomy)
    people = {c.profile.id: c for c in ranking.pool.candidates}
    asked = {r.id: r for r in brief.requirements}
    found = rerun.counterfactuals([(m, people[m.profile].profile) for m in matches[:top]])
    changes = [*found, *([()] * (len(matches) - len(found)))]
    out = []
    for match, moved in zip(matches, changes, strict=True):
        person = people[match.profile]
        covered = Cover(person.documents, person.identity, blind=True).covers
        told = tuple(Change(c, in_words(c, asked[c.requirement], person.profile)) for c in moved)
        out.append(Telling(narrate(match, person.profile, ground, covered), told))
    return tuple(out)


def rerun_of(ranking: Ranking) -> Rerun:
    """What scores supposed profiles as `ranking` scored the real ones."""
    shortlist, model, taxonomy = ranking.shortlist, load_model(ranking.model), load_taxonomy()
    plan = compile_plan(ranking.brief.brief, model, taxonomy)
    encoder = phrase_encoder(shortlist.versions.similarity)
    rerun = Rerun(plan, model, taxonomy, shortlist.as_of, encoder=encoder)
    if ranking.standing is not None:
        return replace(rerun, totals=ranking.standing)
    return rerun.among(shortlist.matches)
