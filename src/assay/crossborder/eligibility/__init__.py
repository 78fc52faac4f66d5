"""Whether a route is feasible, blocked or must be checked, for declared facts on a filing date.

Three-valued throughout, after Kleene (Introduction to Metamathematics, 1952, section 64): what is not known
never becomes a yes.
"""

from assay.crossborder.eligibility.asking import questions
from assay.crossborder.eligibility.cases import Case, CaseResult, Ports, load_cases, run_cases
from assay.crossborder.eligibility.compiling import (
    compile_route,
    compile_routes,
    evaluate,
    leaves_of,
    setting_of,
    verdict_of,
)
from assay.crossborder.eligibility.deciding import explain
from assay.crossborder.eligibility.movement import Movement, free_movement, movement_of
from assay.crossborder.eligibility.tables import points_on
from assay.crossborder.eligibility.values import (
    CompiledRoute,
    Convert,
    Evaluation,
    Facts,
    Leaf,
    Points,
    Scored,
    Setting,
)
from assay.crossborder.eligibility.wording import NO_END, asked, endless, place_name

__all__ = [
    "NO_END",
    "Case",
    "CaseResult",
    "CompiledRoute",
    "Convert",
    "Evaluation",
    "Facts",
    "Leaf",
    "Movement",
    "Points",
    "Ports",
    "Scored",
    "Setting",
    "asked",
    "compile_route",
    "compile_routes",
    "endless",
    "evaluate",
    "explain",
    "free_movement",
    "leaves_of",
    "load_cases",
    "movement_of",
    "place_name",
    "points_on",
    "questions",
    "run_cases",
    "setting_of",
    "verdict_of",
]
