"""Scorecards and references as YAML and CSV."""

import pytest

from assay.documents import read_bytes
from assay.domain.document import Document, SourceKind
from assay.errors import EmptyDocument, UnreadableDocument


def read(text: str, name: str = "notes.yaml") -> Document:
    return read_bytes(text.encode(), name)


CARD = """scorecards:
  - interviewer: Ada Quill
    date: 2026-09-14
    ratings:
      - {skill: Kubernetes, rating: 5, note: Debugged a failing rollout.}
      - {skill: Rust, rating: 2}
"""


def test_a_card_gives_a_record_a_rating() -> None:
    """What a card says of all its ratings stands with each."""
    document = read(CARD)

    assert document.source is SourceKind.INTERVIEW
    assert [document.value(r, "rating") for r in document.records] == ["5 of 5", "2 of 5"]
    assert {document.value(r, "by") for r in document.records} == {"Ada Quill"}
    assert {document.value(r, "date") for r in document.records} == {"2026-09-14"}


def test_a_table_of_ratings_is_an_interview() -> None:
    """Commas or semicolons."""
    document = read("who;date;skill;rating;note\nAda Quill;2026-09;Kafka;4;Knows offsets\n", "scores.csv")

    assert document.source is SourceKind.INTERVIEW
    assert document.value(document.records[0], "note") == "Knows offsets"


def test_notes_of_referees_are_references() -> None:
    """As YAML and as CSV."""
    yaml = read("references:\n  - by: Ravi Moor\n    relation: manager\n    note: Ran our Kafka cluster.\n")
    table = read("referee,relation,note\nRavi Moor,manager,Ran our Kafka cluster.\n", "refs.csv")

    assert yaml.source is table.source is SourceKind.REFERENCE
    assert yaml.value(yaml.records[0], "note") == table.value(table.records[0], "note")


@pytest.mark.parametrize("rating", ["6", "0", "4.5", "good", "-1"])
def test_a_rating_outside_one_to_five_is_named_with_its_row(rating: str) -> None:
    """Half a scale misread would turn praise into blame."""
    with pytest.raises(UnreadableDocument, match="row 1"):
        read(f"scorecards:\n  - {{by: A B, skill: Kafka, rating: {rating}}}\n")


def test_an_unfolding_file_is_refused() -> None:
    """Aliases are how a small YAML file becomes a huge one."""
    with pytest.raises(UnreadableDocument, match="aliases"):
        read("a: &a [x, x]\nscorecards: [*a, *a]\n")


def test_yaml_that_makes_objects_is_refused() -> None:
    """No code from a file."""
    with pytest.raises(UnreadableDocument, match="not valid YAML"):
        read("scorecards: !!python/object/apply:os.system ['true']\n")


def test_a_card_without_content_is_refused() -> None:
    """The sentence tells what belongs there."""
    with pytest.raises(EmptyDocument, match="skill, a rating"):
        read("scorecards:\n  - interviewer: Ada Quill\n")


def test_two_kinds_in_one_file_are_refused() -> None:
    """Each has its own weight."""
    with pytest.raises(UnreadableDocument, match="file of its own"):
        read(CARD + "references:\n  - {by: R M, note: Good.}\n")


def test_other_tables_and_yaml_are_no_evidence() -> None:
    """A CV in YAML or a list of people stays what it was."""
    assert read("name: Noor\nwork: Kafka\n").source is SourceKind.CV
    assert read("name,city\nNoor van Aalst,Utrecht\n", "people.csv").source is SourceKind.CV
