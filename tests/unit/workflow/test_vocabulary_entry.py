"""An entry of the vocabulary tells what else answers for it in part, and why."""

from assay.interfaces.report.terminal import CARRIED, show_skill
from assay.workflow.vocabulary import entry


def test_what_answers_in_part_comes_best_first_with_reasons() -> None:
    found = entry("pytorch")

    assert found is not None
    assert found.carried[0].label == "JAX"
    assert [c.credit for c in found.carried] == sorted((c.credit for c in found.carried), reverse=True)
    assert all(len(c.reasons) == (2 if c.via else 1) for c in found.carried)
    assert any(c.via for c in found.carried)


def test_it_is_shown_in_the_terminal(capsys: object) -> None:
    found = entry("kubernetes")
    assert found is not None

    show_skill(found)

    out = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "answered in part by experience of" in out
    assert out.count("%  ") == min(CARRIED, len(found.carried))
