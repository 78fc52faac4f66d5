"""Files to candidates."""

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.workflow.sources import MAX_FILES_OF_ONE_PERSON, find_sources


def make(folder: Path, *names: str) -> Path:
    """Empty files below `folder`."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return folder


def test_each_file_is_a_candidate_in_order_of_name(tmp_path: Path) -> None:
    """Hidden files, lock files and system litter are no candidates."""
    make(tmp_path, "b.txt", "a.pdf", ".hidden", "~$a.docx", "Thumbs.db", "ein Lebenslauf 🙂.txt")

    assert [s.name for s in find_sources([tmp_path])] == ["a.pdf", "b.txt", "ein Lebenslauf 🙂.txt"]


def test_a_small_subfolder_is_one_candidate(tmp_path: Path) -> None:
    """Several files of one person go together."""
    make(tmp_path, "a.txt", "noor/cv.pdf", "noor/papers.txt")

    assert [(s.name, len(s.files)) for s in find_sources([tmp_path])] == [("a.txt", 1), ("noor", 2)]


def test_a_large_subfolder_is_walked(tmp_path: Path) -> None:
    """More files than one person has are many candidates."""
    make(tmp_path, *(f"batch/{i:02}.txt" for i in range(MAX_FILES_OF_ONE_PERSON + 1)))

    assert len(find_sources([tmp_path])) == MAX_FILES_OF_ONE_PERSON + 1


def test_a_manifest_joins_the_files_it_names(tmp_path: Path) -> None:
    """Rows of one person are one candidate, other files stay on their own."""
    make(tmp_path, "a.txt", "b.txt", "c.txt")
    (tmp_path / "manifest.csv").write_text("person,file\nP7,a.txt\nP7,c.txt\n")

    assert [(s.name, len(s.files)) for s in find_sources([tmp_path])] == [("P7", 2), ("b.txt", 1)]


@pytest.mark.parametrize("text", ["who,file\nP7,a.txt\n", "person,file\nP7,gone.txt\n"])
def test_a_manifest_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    """The error tells the file and how to mend it."""
    make(tmp_path, "a.txt")
    (tmp_path / "manifest.csv").write_text(text)

    with pytest.raises(UsageError, match=r"manifest\.csv"):
        find_sources([tmp_path])


def test_a_path_given_twice_counts_once(tmp_path: Path) -> None:
    """The folder and a file in it: one candidate."""
    make(tmp_path, "a.txt")

    assert len(find_sources([tmp_path, tmp_path / "a.txt"])) == 1


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    """It is named, so that the user can mend it."""
    with pytest.raises(UsageError, match="no such file or folder"):
        find_sources([tmp_path / "nowhere"])
