"""Matching: rank everyone in a pool against a brief, requirement by requirement.

`rank` is the whole of it; for a pool that is asked often, `Columns.from_profiles` once, then
`compile_plan`, `evaluate` and `matches_of` for each brief.
"""

from assay.matching.columns import Columns
from assay.matching.explain import Explanation, Step, explain
from assay.matching.kernel import Scores, evaluate
from assay.matching.model import MatchModel, load_model, model_from
from assay.matching.plan import Plan, compile_plan
from assay.matching.rank import matches_of, rank, ranked
from assay.matching.open_phrases import PhraseEncoder, WordEncoder, with_similar

__all__ = [
    "Columns",
    "Explanation",
    "MatchModel",
    "PhraseEncoder",
    "Plan",
    "Scores",
    "Step",
    "WordEncoder",
    "compile_plan",
    "evaluate",
    "explain",
    "load_model",
    "matches_of",
    "model_from",
    "rank",
    "ranked",
    "with_similar",
]
