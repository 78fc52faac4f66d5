"""The labelled pairs are sound, and the graph agrees with those held out."""

import csv

from training.transfer_labels import FILE, figures, read

from assay.taxonomy import load_taxonomy

TAXONOMY = load_taxonomy()
LABELS = read()


def test_every_label_names_two_skills_a_grade_and_a_reason_once() -> None:
    with FILE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))

    assert all(r["source"] in TAXONOMY.skills and r["target"] in TAXONOMY.skills for r in rows)
    assert all(r["grade"] in "0123" and r["reason"].endswith(".") for r in rows)
    assert all(r["target"] not in TAXONOMY.ancestors(r["source"]) for r in rows)
    assert len({(r["source"], r["target"]) for r in rows}) == len(rows) >= 500


def test_both_directions_of_a_pair_fall_into_one_half() -> None:
    half = {(r.source, r.target): r.held_out for r in LABELS}

    assert all(half.get((b, a), here) == here for (a, b), here in half.items())
    assert 0.4 < sum(half.values()) / len(half) < 0.6


def test_paths_tell_good_pairs_from_bad_on_held_out_labels() -> None:
    """Floors a little below the figures in docs/explanation/transfer.md."""

    def credit(source: str, target: str) -> float:
        path = TAXONOMY.transfers_to(target).get(source)
        return path.credit if path else 0.0

    found = figures(
        [r for r in LABELS if r.held_out], credit, lambda skill: TAXONOMY.skills[skill].discipline
    )

    assert found.auc > 0.9
    assert found.same_discipline > 0.9
    assert found.precision > 0.75
    assert found.order > 0.68
