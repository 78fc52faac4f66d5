"""Advice and work on paper are no work on the technology; who denies hands-on work is held to it."""

from __future__ import annotations

import pytest

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import SkillClaim
from assay.extraction.advice import Part, hands_off, is_desk
from assay.extraction.assemble import profile_from
from assay.extraction.cues import fold_statement, shows
from assay.extraction.layout import CvLayout, read_layout
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)
REAL = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED)

ADVISER = """HESTER QUILL-ASHDOWN
Chief AI Architect | Keynote speaker on vector search

EXPERIENCE

Partner, Technology Advisory, Merridew Stone, Boston          2019 - Present
- Target architecture for LLMOps at an insurer, a reference document of 44 pages; the build is with the client's IT department.
- Sponsor of a pilot in which three engineers built a LangGraph agent on Amazon Bedrock.
- Wrote the AI policy of a utility; adopted by the board and in force for 6,000 employees.

Software developer, Pitcairn Systems, Boston                  2008 - 2012
- Built the billing service in Java; 300 shops used it every day.

SKILLS
Kubernetes, vLLM
"""
DENIAL = "\nIn plain words\nMy role is advisory. I do not write code.\n"


def layout(text: str) -> CvLayout:
    return read_layout(read_bytes(text.encode(), name="cv.txt"), AS_OF)


def skills(text: str) -> dict[str, SkillClaim]:
    document = read_bytes(text.encode(), name="cv.txt")
    reading = profile_from([document], as_of=AS_OF, taxonomy=load_taxonomy())
    return {c.skill: c for c in reading.profile.skills}


@pytest.mark.parametrize(
    "sentence",
    [
        "I do not write code.",
        "I have never written a line of code",
        "I don't code, and never did.",
        "My role is purely advisory.",
        "Ich programmiere nicht selbst.",
        "Meine Rolle ist beratend.",
        "Je ne code pas : mon rôle est le conseil.",
        "No programo; mi papel es de asesoramiento.",
        "Non scrivo codice.",
        "Não programo; meu papel é consultivo.",
        "Ik programmeer zelf niet.",
        "Nie programuję; moja rola jest doradcza.",
    ],
)
def test_a_general_denial_is_seen_in_eight_languages(sentence: str) -> None:
    """Of all hands-on work."""
    assert shows("hands_off", fold_statement(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "I do not write models or kernels.",
        "I do not code in Java.",
        "I read PyTorch but do not write it.",
        "I did not write the first version.",
        "I do not write code reviews without running the branch.",
        "Machine learning with no code.",
        "Ich programmiere nicht nur in Python.",
        "No programo en C++.",
    ],
)
def test_a_denial_of_one_thing_is_no_general_one(sentence: str) -> None:
    """Whoever denies one language, or one job, may do all the rest."""
    assert not shows("hands_off", fold_statement(sentence))


def test_paper_and_sponsorship_are_no_production() -> None:
    """The one who drew the picture did not run the system; the policy in force stays real."""
    found = skills(ADVISER)

    assert found["llmops"].kind is not EvidenceKind.PRODUCTION
    assert found["llmops"].depth <= 1
    assert found["langgraph"].kind not in REAL
    assert found["ai-policy-writing"].kind is EvidenceKind.PRODUCTION
    assert found["java"].kind is EvidenceKind.PRODUCTION


def test_a_headline_of_a_speaker_names_only() -> None:
    """A title is no work."""
    assert skills(ADVISER)["vector-search"].kind is EvidenceKind.LISTED


def test_who_denies_hands_on_work_keeps_policy_and_earlier_trade() -> None:
    """The denial holds technology of the adviser's role; not the policy, not the developer's years."""
    found = skills(ADVISER + DENIAL)

    assert found["llmops"].depth <= 1
    assert found["amazon-bedrock"].kind not in REAL
    assert found["ai-policy-writing"].kind is EvidenceKind.PRODUCTION
    assert found["java"].kind is EvidenceKind.PRODUCTION


def test_hands_on_words_stand_against_a_denial() -> None:
    """What was truly done counts: a sentence that tells work by the person's own hands."""
    built = ADVISER.replace(
        "- Wrote the AI policy",
        "- Wrote the SQL scripts myself that moved 2 million contracts; in use since 2021.\n- Wrote the AI policy",
    )

    assert skills(built + DENIAL)["sql"].kind in REAL


def covered_roles(text: str) -> set[int | None]:
    read = layout(text)
    return {read.statements[n].role for n in hands_off(read).covered}


def test_a_denial_reaches_the_roles_it_means() -> None:
    """All roles but a maker's earlier ones; in a role, that role alone."""
    assert covered_roles(ADVISER) == set()
    assert covered_roles(ADVISER + DENIAL) == {None, 0}
    inside = ADVISER.replace("- Sponsor of", "- I do not write code.\n- Sponsor of")
    assert covered_roles(inside) == {0}


def test_no_longer_leaves_ended_roles() -> None:
    """What ended before may well have been done by hand."""
    ended = ADVISER.replace("2019 - Present", "2019 - 2024")

    assert 0 in covered_roles(ended + DENIAL)
    assert 0 not in covered_roles(ended + "\nIn plain words\nI no longer write code.\n")


def test_what_a_sentence_leaves_standing() -> None:
    """Desk work, hands-on work and what has no word of advice whole; a document as paper; a title as a name."""
    off = hands_off(layout(ADVISER + DENIAL))
    here = min(off.covered - off.heads)
    silent = dict.fromkeys(("paper", "advise", "distance", "plan", "live", "operate", "hands"), False)

    assert off.part(here, True, silent | {"paper": True}) is Part.WHOLE
    assert off.part(-1, False, silent | {"paper": True}) is Part.WHOLE
    assert off.part(here, False, silent | {"hands": True, "paper": True}) is Part.WHOLE
    assert off.part(here, False, silent | {"live": True}) is Part.WHOLE
    assert off.part(here, False, silent | {"live": True, "advise": True}) is Part.NAME
    assert off.part(here, False, silent | {"paper": True}) is Part.PAPER
    assert off.part(here, False, silent | {"paper": True, "distance": True}) is Part.NAME
    assert off.part(min(off.heads), False, silent) is Part.NAME


def test_policy_and_people_are_desk_work() -> None:
    """Technology is not."""
    known = load_taxonomy().skills

    assert is_desk(known["ai-governance"])
    assert is_desk(known["vendor-management"])
    assert is_desk(known["gdpr"])
    assert not is_desk(known["vector-search"])
    assert not is_desk(known["llmops"])
    assert not is_desk(None)
