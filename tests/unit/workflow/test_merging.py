"""Merging by the manifest, and taking merges back."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.errors import UsageError
from assay.workflow.handles import handle_of
from assay.workflow.merge_log import LOG
from assay.workflow.merging import merge, unmerge
from assay.workflow.sources import find_sources

AT = {"when": "2026-11-01T12:00:00Z", "who": "jk"}


def pool(folder: Path, *names: str, manifest: bytes | None = None) -> Path:
    """A folder of files, each with words of its own."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"words of {name}")
    if manifest is not None:
        (folder / "manifest.csv").write_bytes(manifest)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """Every file but the log, which only grows."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != LOG)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def people(folder: Path) -> dict[str, int]:
    """Candidates of the folder and how many files each has."""
    return {s.name: len(s.files) for s in find_sources([folder])}


def test_merged_files_are_one_candidate_and_no_other_vanishes(tmp_path: Path) -> None:
    """Files, a person's folder and nested files alike."""
    pool(tmp_path, "a.txt", "b.txt", "c.txt", "noor/cv.txt", "noor/papers.txt", "deep/er/x.txt")
    made = merge(tmp_path, ["a.txt", "noor"], **AT, reason="same number")

    assert made.files == ("a.txt", "noor/cv.txt", "noor/papers.txt")
    assert people(tmp_path) == {"P1": 3, "b.txt": 1, "c.txt": 1, "deep/er": 1}
    assert json.loads((tmp_path / LOG).read_text())["reason"] == "same number"


def test_a_handle_names_a_candidate(tmp_path: Path) -> None:
    """So that a blind page is enough to merge by; a path does too."""
    pool(tmp_path, "a.txt", "b.txt", "c.txt")
    merge(tmp_path, [handle_of("a.txt"), str(tmp_path / "c.txt")], **AT)

    assert people(tmp_path) == {"P1": 2, "b.txt": 1}


def test_a_third_version_joins_the_person_and_leaves_again(tmp_path: Path) -> None:
    """The later merge is taken back first; the rest stays."""
    pool(tmp_path, "a.txt", "b.txt", "c.txt")
    merge(tmp_path, ["a.txt", "b.txt"], **AT)
    once = held(tmp_path)
    merge(tmp_path, ["P1", "c.txt"], **AT)

    with pytest.raises(UsageError, match="m2 added to 'P1' after m1; take it back first"):
        unmerge(tmp_path, "m1", **AT)
    unmerge(tmp_path, "m2", **AT)
    assert held(tmp_path) == once
    assert people(tmp_path) == {"P1": 2, "c.txt": 1}


def test_rows_of_the_user_stay_as_they_are(tmp_path: Path) -> None:
    """Column order, byte order mark, line ends, a missing last line break and a third column survive."""
    written = b'\xef\xbb\xbffile,author,person\r\na.txt,"B, A",Ada'
    pool(tmp_path, "a.txt", "b.txt", "c.txt", manifest=written)
    before = held(tmp_path)
    merge(tmp_path, ["b.txt", "c.txt"], **AT)

    assert held(tmp_path)["manifest.csv"] == written + b"\r\nb.txt,,P1\r\nc.txt,,P1\r\n"
    unmerge(tmp_path, "m1", **AT)
    assert held(tmp_path) == before


def test_a_row_added_by_hand_outlives_the_merge(tmp_path: Path) -> None:
    """Only the merge's own rows go."""
    pool(tmp_path, "a.txt", "b.txt", "c.txt", "d.txt")
    merge(tmp_path, ["a.txt", "b.txt"], **AT)
    with (tmp_path / "manifest.csv").open("a") as stream:
        stream.write("Q,c.txt\nQ,d.txt\n")
    unmerge(tmp_path, "P1", **AT)

    assert people(tmp_path) == {"Q": 2, "a.txt": 1, "b.txt": 1}


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["a.txt"], "two candidates or more"),
        (["a.txt", "a.txt"], "named already"),
        (["a.txt", "gone.txt"], "no candidate of"),
        (["Ada", "Bo"], "persons of the manifest already"),
        (["d.txt", "Ada"], "'d.txt' belongs to 'Ada'|named already"),
        (["a.txt", "rows.csv"], "holds several candidates"),
        (["a.txt", "rows.csv#2"], "row or a member"),
    ],
)
def test_what_cannot_be_merged_changes_nothing(tmp_path: Path, named: list[str], told: str) -> None:
    """One sentence, and the folder is as it was."""
    pool(tmp_path, "a.txt", "d.txt", "e.txt", "rows.csv", manifest=b"person,file\nAda,d.txt\nBo,e.txt\n")
    before = held(tmp_path)

    with pytest.raises(UsageError, match=told):
        merge(tmp_path, named, **AT)
    assert held(tmp_path) == before
    assert not (tmp_path / LOG).exists()


@pytest.mark.parametrize("name", ["=cmd()", "m7", "b.txt", "a\tb", " ", "x" * 81])
def test_a_persons_name_is_safe_in_a_spreadsheet(tmp_path: Path, name: str) -> None:
    """No formula, no name of another candidate, nothing unprintable."""
    pool(tmp_path, "a.txt", "b.txt", "c.txt")

    with pytest.raises(UsageError, match=r"choose another"):
        merge(tmp_path, ["a.txt", "c.txt"], **AT, person=name)
    assert not (tmp_path / "manifest.csv").exists()


def test_a_second_undoing_and_an_unknown_merge_are_told(tmp_path: Path) -> None:
    """Each in a sentence."""
    pool(tmp_path, "a.txt", "b.txt")
    merge(tmp_path, ["a.txt", "b.txt"], **AT)
    unmerge(tmp_path, "m1", **AT)

    with pytest.raises(UsageError, match="taken back already"):
        unmerge(tmp_path, "m1", **AT)
    with pytest.raises(UsageError, match="no merge in the pool's log"):
        unmerge(tmp_path, "m9", **AT)


def test_rows_changed_by_hand_are_left_alone(tmp_path: Path) -> None:
    """A merge whose rows the user changed is theirs to undo."""
    pool(tmp_path, "a.txt", "b.txt")
    merge(tmp_path, ["a.txt", "b.txt"], **AT)
    changed = (tmp_path / "manifest.csv").read_text().replace("P1", "Ada")
    (tmp_path / "manifest.csv").write_text(changed)

    with pytest.raises(UsageError, match="take them out by hand"):
        unmerge(tmp_path, "m1", **AT)
    assert (tmp_path / "manifest.csv").read_text() == changed


def test_a_damaged_log_is_told_with_its_line(tmp_path: Path) -> None:
    """And nothing is merged on top of it."""
    pool(tmp_path, "a.txt", "b.txt")
    (tmp_path / LOG).write_text('{"act":"merge"}\n')

    with pytest.raises(UsageError, match="line 1 is damaged"):
        merge(tmp_path, ["a.txt", "b.txt"], **AT)
    assert not (tmp_path / "manifest.csv").exists()


def test_a_failed_write_leaves_the_manifest_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the manifest is as it was, no temporary file stays, and the merge can be made again."""
    pool(tmp_path, "a.txt", "b.txt", "c.txt", manifest=b"person,file\nAda,c.txt\n")
    before = held(tmp_path)
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "manifest.csv":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(UsageError, match="nothing was changed"):
            merge(tmp_path, ["a.txt", "b.txt"], **AT)
    assert held(tmp_path) == before
    assert merge(tmp_path, ["a.txt", "b.txt"], **AT).id == "m2"
    unmerge(tmp_path, "m2", **AT)
    assert held(tmp_path) == before


NAMES = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters='/\\:*?"<>|#.~'), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_merging_and_taking_back_leaves_the_same_bytes(data: st.DataObject) -> None:
    """Whatever the files are called, whatever manifest stood there, in whatever order independent merges go back."""
    names = data.draw(st.lists(NAMES, min_size=5, max_size=7, unique_by=lambda n: n.casefold()))
    files = [f"{n}.txt" for n in names]
    heads = st.sampled_from(
        [None, "person,file{e}", "file,note,person{e}", "person,file{e}Zoe,./{f}", "person,file"]
    )
    head, ending = data.draw(heads), data.draw(st.sampled_from(["\n", "\r\n"]))
    quoted = files[0].replace('"', '""')
    manifest = None if head is None else head.replace("{e}", ending).replace("{f}", quoted).encode()
    if "," in files[0] and manifest and b"Zoe" in manifest:
        manifest = manifest.replace(f"./{quoted}".encode(), f'"./{quoted}"'.encode())
    with TemporaryDirectory() as where:
        folder = pool(Path(where), *files, manifest=manifest)
        before, known = held(folder), people(folder)
        merge(folder, files[1:3], **AT)
        merge(folder, files[3:5], **AT)

        assert sum(people(folder).values()) == len(files)
        assert len(people(folder)) == len(known) - 2
        for which in data.draw(st.permutations(["m1", "m2"])):
            unmerge(folder, which, **AT)
        assert held(folder) == before
        assert people(folder) == known
