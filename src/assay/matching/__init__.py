"""Matching: rank everyone in a pool against a brief, requirement by requirement.

`rank` is the whole of it; for a pool that is asked often, `Columns.from_profiles` once, then
`compile_plan`, `evaluate` and `matches_of` for each brief.
"""

from assay.index.columns import Columns
from assay.matching.compare import Comparison, Contrast, Pair, compare, why
from assay.matching.counterfactual import Counterfactual, Rerun, in_words, score_of
from assay.matching.explain import Explanation, Step, explain
from assay.matching.kernel import Scores, evaluate
from assay.matching.model import MatchModel, load_model, model_from
from assay.matching.narrative import narrate
from assay.matching.open_phrases import PhraseEncoder, WordEncoder, with_similar
from assay.matching.plan import Plan, compile_plan
from assay.matching.rank import matches_of, rank, ranked
from assay.matching.sentences import Ground, Narrative, Sentence
from assay.matching.support import brief_words, unsupported

__all__ = [
    "Columns",
    "Comparison",
    "Contrast",
    "Counterfactual",
    "Explanation",
    "Ground",
    "MatchModel",
    "Narrative",
    "Pair",
    "PhraseEncoder",
    "Plan",
    "Rerun",
    "Scores",
    "Sentence",
    "Step",
    "WordEncoder",
    "brief_words",
    "compare",
    "compile_plan",
    "evaluate",
    "explain",
    "in_words",
    "load_model",
    "matches_of",
    "model_from",
    "narrate",
    "rank",
    "ranked",
    "score_of",
    "unsupported",
    "why",
    "with_similar",
]
