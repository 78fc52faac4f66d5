"""Briefs as job boards show them: any headings, run-together text, benefits and culture. All invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.extraction.brief.briefs import document, read, with_words

from assay.domain.brief import Importance
from assay.domain.skill import Seniority, Speciality
from assay.extraction.brief.headings import heading_part, run_in
from assay.extraction.brief.lines import brief_lines
from assay.extraction.brief.segments import sentences_of
from assay.extraction.brief.speciality import plain_title

POST = """Senior Machine Learning Engineer (Infra)
Quillbeck — Leeds
Full-time · Entry level · Software Development

At Databricks we love in-office energy two days a week.

You Will



 * Build the platform on which our teams train large models across GPU clusters
 * Maintain large-scale, scalable services

You are



 * Experienced with distributed training on GPU clusters (e.g. with Slurm, etc.) and with Python
 * Passionate about great tools
 * 5+ years of experience with Kubernetes

Experience in any of the following will make you stand out:


 * Implementation of custom kernels in Triton for PyTorch
 * Rust

Why You'll Love It Here


 * Free lunch every day
 * Flexible PTO
 * Medical, Dental and Vision insurance with full coverage
 * 401K matching
"""


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("About the role", "duties"),
        ("About Quillbeck", "skip"),
        ("Why you'll love it here", "skip"),
        ("What you'll get", "skip"),
        ("What you get to do", "duties"),
        ("What we have to offer", "skip"),
        ("Experience in any of the following will make you stand out:", "nice"),
        ("While not required, it's an added plus if you also have:", "nice"),
        ("Even better if you have", "nice"),
        ("You might thrive in this role if you", "must"),
        ("You may be a good fit for this role if:", "must"),
        ("You are", "must"),
        ("You will", "duties"),
        ("Physical requirements", "skip"),
    ],
)
def test_headings_of_posts_open_their_part(words: str, part: str) -> None:
    """As boards and employers write them."""
    assert heading_part(words) == part


def test_a_heading_may_stand_far_above_its_list_and_end_in_dots() -> None:
    """Blank lines below it, and dots that leave it open, change nothing."""
    text = "Data Engineer\n\nMinimum Qualifications...\n\n\n\n\n * SQL\n"
    (sentence,) = list(sentences_of(document(text)))[1:]

    assert sentence.part.name == "must"


def test_a_bullet_of_a_list_of_demands_keeps_its_part() -> None:
    """The words before its colon name its matter."""
    assert run_in("* Passionate about ML: know how models learn", listed=True) is None
    assert run_in("* Nice to have: Rust", listed=True) is not None
    assert run_in("About us: we make clocks") is not None


@pytest.mark.parametrize("words", ["lunch", "PTO", "insurance", "401K", "Passionate", "You are", "stand out"])
def test_benefits_moods_and_headings_are_no_demands(words: str) -> None:
    """Whatever list they stand in."""
    assert not [r for r in read(POST).requirements if any(words in q.text for q in r.quotes)]


def test_what_follows_a_wish_is_nice_and_what_follows_you_are_a_must() -> None:
    """Each list under its own heading."""
    brief = read(POST)

    assert with_words(brief, "kernels").importance is Importance.NICE
    assert with_words(brief, "Rust").importance is Importance.NICE
    assert with_words(brief, "Kubernetes").importance is Importance.MUST
    assert with_words(brief, "distributed training").importance is Importance.MUST


def test_words_that_only_look_like_skills_name_none() -> None:
    """Scale is no Scala, energy in the office no branch, the employer no tool, a first word no name."""
    named = {s.label.lower() for r in read(POST).requirements for s in (*r.skills, *r.also)}

    assert not named & {"scala", "scalę", "energy", "insurance", "databricks", "implementation", "dental"}


def test_an_example_in_brackets_stays_with_its_demand() -> None:
    """The stop of "e.g." or "etc." ends no sentence that goes on."""
    quotes = [q.text for r in read(POST).requirements for q in r.quotes if "Slurm" in q.text]

    assert len(quotes) == 1
    assert "distributed training" in quotes[0]
    assert "Python" in quotes[0]


def test_text_run_together_is_parted() -> None:
    """Headings in mid line, bullets in one line, bullets glued together."""
    story = "We make clocks for lighthouses and have done so for a long time. " * 4
    flat = f"{story}Required Qualifications: Three years with SQL • Knowledge of dbt • Airflow Benefits: A pension"
    texts = [line.text.strip() for line in brief_lines(flat)]

    assert "Required Qualifications:" in texts
    assert "• Knowledge of dbt" in texts
    assert "Benefits:" in texts
    glued = [
        line.text for line in brief_lines(" * Experience with dbt in production Experience with Airflow")
    ]
    assert len(glued) == 2


def test_prose_is_not_parted() -> None:
    """A strong sentence, a degree in words, a dash in a sentence."""
    for text in (
        "* Bachelor’s or Master’s degree in mathematics",
        "We want people with Strong opinions - held loosely - about tests",
        "* Advanced Knowledge of SQL",
        "Our benefits are good, and the requirements of our clients vary. " * 5,
    ):
        assert len(brief_lines(text)) == 1


@given(st.text(alphabet="ab C.•-*:\n>", max_size=120))
def test_lines_lose_nothing_and_keep_their_places(text: str) -> None:
    """Every letter of the text stands on exactly one line, at its place."""
    lines = brief_lines(text)

    assert [line.number for line in lines] == list(range(len(lines)))
    letters = [(line.start + n, c) for line in lines for n, c in enumerate(line.text) if c.isalpha()]
    assert letters == [(n, c) for n, c in enumerate(text) if c.isalpha()]


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Ingeniero/a senior de datos (m/f/x)", "Ingeniero senior de datos"),
        ("Entwickler:in Bildverarbeitung (m/w/d)", "Entwickler Bildverarbeitung"),
        ("Ingénieur(e) IA", "Ingénieur IA"),
        ("Inżynier/ka Danych", "Inżynier Danych"),
        ("Data Engineer/Analyst", "Data Engineer/Analyst"),
    ],
)
def test_titles_that_speak_to_all_are_read_as_one(title: str, plain: str) -> None:
    """Endings and brackets that name genders say nothing of the work."""
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("title", "speciality"),
    [
        ("Ingeniero/a senior de infraestructura de IA", Speciality.AI_INFRASTRUCTURE),
        ("Staff Software Engineer, Training Platform", Speciality.AI_INFRASTRUCTURE),
        ("Machine Learning Engineer, Fine-Tuning API", Speciality.LLM),
        ("Senior CV/ML Engineer", Speciality.COMPUTER_VISION),
        ("Machine Learning Engineer - Ads Platform", Speciality.RECSYS_SEARCH),
        ("Entwickler:in Bildverarbeitung (m/w/d)", Speciality.COMPUTER_VISION),
        ("Software Engineer, Infrastructure", Speciality.SOFTWARE_OTHER),
        ("Recruiter", Speciality.NON_TECH),
    ],
)
def test_the_specific_half_of_a_title_tells_the_speciality(title: str, speciality: Speciality) -> None:
    """Before the phrase that fits many."""
    assert read(f"{title}\nQuillbeck, Leeds\n\nRequirements\n- Curiosity\n").speciality is speciality


def test_demands_outweigh_a_title_that_fits_many() -> None:
    """What is asked tells what an "AI engineer" is to do."""
    asked = "- Three years with ROS 2\n- Robot learning\n- Experience with motion planning and reinforcement learning\n"

    assert (
        read(f"AI Engineer\nQuillbeck, Leeds\n\nRequirements\n{asked}").speciality is Speciality.RL_ROBOTICS
    )


@pytest.mark.parametrize(
    ("head", "asked", "level"),
    [
        ("ML Engineer\nQuillbeck — Leeds\nFull-time · Entry level · Toys", "Python", Seniority.MID),
        ("Lead ML Engineer", "Two years of experience with Python", Seniority.MID),
        ("Lead ML Engineer", "Nine years of experience with Python", Seniority.STAFF),
        ("Junior ML Engineer", "At least eight years of experience with Python", Seniority.SENIOR),
        ("ML Engineer (L5)", "Python", Seniority.SENIOR),
        ("ML Engineer", "Six years of experience with Python", Seniority.SENIOR),
        ("Job description\n\nStaff ML Engineer", "Python", Seniority.STAFF),
    ],
)
def test_the_level_follows_title_and_years(head: str, asked: str, level: Seniority) -> None:
    """A board's label is nobody's level; the years tell what a lead is; nobody with eight years is a junior."""
    assert read(f"{head}\n\nRequirements\n- {asked}\n").seniority is level


def test_what_is_preferred_is_no_must() -> None:
    """Not even in the list of requirements."""
    brief = read(
        "Data Engineer\nQuillbeck\n\nRequirements\n- SQL\n- Preferred experience with Kafka\n- Python (strongly preferred)\n"
    )

    assert with_words(brief, "Kafka").importance is not Importance.MUST
    assert not [r for r in brief.requirements if r.text.startswith("strongly")]


def test_a_paragraph_may_open_the_list_below_it() -> None:
    """Its last sentence is the heading, and no demand itself."""
    brief = read(
        "Data Engineer\nQuillbeck\n\nWe make clocks. You will enjoy this work. Nice to have, but not required:\n- Rust\n- Kafka\n"
    )

    assert with_words(brief, "Rust").importance is Importance.NICE
    assert not [r for r in brief.requirements if "Nice to have" in r.text]


def test_the_title_demands_what_it_names() -> None:
    """A must of its own where no other must names it; wide fields and branches tell nothing."""
    asked = "\n\nRequirements\n- Three years of Python\n"
    brief = read(f"LLM Inference Engineer{asked}")
    plain = read(f"Machine Learning Engineer{asked}")

    assert brief.requirements[0].quotes == brief.title_quotes
    assert brief.requirements[0].importance is Importance.MUST
    assert [r.id for r in brief.requirements] == [f"r{n}" for n in range(1, len(brief.requirements) + 1)]
    assert all(r.quotes != plain.title_quotes for r in plain.requirements)
