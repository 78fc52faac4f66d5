"""Real repositories, friendly and hostile."""

import os
import subprocess
from pathlib import Path

import pytest

from assay.documents.git import Authors, is_repository, read_repository
from assay.domain.document import SourceKind
from assay.errors import EmptyDocument, UnreadableDocument, UnsupportedDocument

NOOR = Authors(frozenset({"noor van aalst"}), frozenset({"noor@example.org"}))
ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def git(
    folder: Path, *arguments: str, who: str = "Noor van Aalst <noor@example.org>", when: str = "2025-03-04"
) -> None:
    name, _, email = who.partition(" <")
    dated = {f"GIT_{p}_{k}": v for p in ("AUTHOR", "COMMITTER")
             for k, v in (("NAME", name), ("EMAIL", email.rstrip(">")), ("DATE", f"{when}T12:00:00Z"))}  # fmt: skip
    subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, env={**ENVIRONMENT, **dated}
    )


def commit(folder: Path, message: str, files: dict[str, str], **how: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", "-A", **how)
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message, **how)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits by Noor, one under an old address, one by somebody else."""
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "--quiet", "-b", "main")
    commit(
        folder,
        "Serve with vLLM",
        {"app/serve.py": "x = 1\n" * 300, "requirements.txt": "torch>=2\nvllm==0.6\n"},
    )
    commit(
        folder,
        "Tune the cluster",
        {"k8s/api.yaml": "kind: Deployment\n"},
        who="N <old@example.org>",
        when="2025-06-01",
    )
    commit(
        folder,
        "Somebody's",
        {"other.go": "package x\n" * 500},
        who="Else Where <else@example.org>",
        when="2025-07-01",
    )
    return folder


def test_only_the_candidates_commits_are_told(repository: Path) -> None:
    """Others are a number; their files and messages are not in the text."""
    document = read_repository(repository, NOOR)

    assert document.source is SourceKind.CODE
    assert "Commits by the candidate: 1 of 3\nOther authors: 2 (left out)\n" in document.text
    assert "Serve with vLLM" in document.text
    assert "Somebody" not in document.text
    assert "Go" not in document.text.split()
    assert "Else" not in document.text


def test_a_mailmap_joins_old_addresses(repository: Path) -> None:
    """The mailmap at HEAD counts, as git itself reads it."""
    commit(repository, "Mailmap", {".mailmap": "Noor van Aalst <noor@example.org> <old@example.org>\n"})
    document = read_repository(repository, NOOR)

    assert "Commits by the candidate: 3 of 4" in document.text
    assert "k8s/api.yaml" in document.text


def test_githubs_private_addresses_carry_the_account(repository: Path) -> None:
    """As the web interface writes them."""
    commit(repository, "On the web", {"w.py": "1\n"}, who="n <123+nvaalst@users.noreply.github.com>")
    known = Authors(frozenset(), frozenset(), frozenset({"nvaalst"}))

    assert "On the web" in read_repository(repository, known).text


def test_endless_files_in_place_of_names_do_not_hang(repository: Path) -> None:
    """A HEAD that is a device is no HEAD."""
    (repository / ".git/HEAD").unlink()
    (repository / ".git/HEAD").symlink_to("/dev/zero")
    with pytest.raises(UnreadableDocument, match="without a commit"):
        read_repository(repository, NOOR)


def test_languages_dependencies_and_the_time_span_are_counted(repository: Path) -> None:
    """From the candidate's own changes."""
    document = read_repository(repository, NOOR)

    assert "Language: Python\n1 files, 300 lines changed\nUntil: 2025-03" in document.text
    assert "Dependencies changed in: requirements.txt\ntorch\nvllm\n" in document.text
    assert "From: 2025-03 to 2025-03" in document.text
    assert all(document.text[f.span.start : f.span.end] for r in document.records for f in r.fields)


def test_the_same_commit_gives_the_same_document(repository: Path) -> None:
    """Also from a bare clone."""
    git(repository.parent, "clone", "--quiet", "--bare", str(repository), "work.git")
    one, two = read_repository(repository, NOOR), read_repository(repository.parent / "work.git", NOOR)

    assert is_repository(repository.parent / "work.git")
    assert one.text.split("\n", 1)[1] == two.text.split("\n", 1)[1]


def test_a_shallow_clone_is_read(repository: Path) -> None:
    """What is there is counted."""
    git(repository.parent, "clone", "--quiet", "--depth", "2", f"file://{repository}", "shallow")
    document = read_repository(
        repository.parent / "shallow", Authors(frozenset(), frozenset({"old@example.org"}))
    )

    assert "Commits by the candidate: 1 of 2" in document.text


def test_nothing_that_the_repository_configures_is_run(repository: Path, tmp_path: Path) -> None:
    """Hooks, monitors, pagers, drivers and signature programs of a hostile repository stay silent."""
    mark = tmp_path / "ran"
    program = tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {mark}\nexit 0\n")
    program.chmod(0o755)
    commit(repository, "Attributes", {".gitattributes": "* diff=evil filter=evil\n", "a.bin": "x"})
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external", "diff.evil.textconv",
                "diff.evil.command", "filter.evil.smudge", "filter.evil.clean", "gpg.program", "core.gitProxy",
                "core.alternateRefsCommand", "credential.helper", "uploadpack.packObjectsHook"):  # fmt: skip
        git(repository, "config", key, str(program))
    for key, value in (("log.showSignature", "true"), ("core.hooksPath", str(tmp_path)), ("core.pager", str(program)),
                       ("extensions.partialClone", "origin"), ("remote.origin.promisor", "true"),
                       ("remote.origin.url", f"ext::{program}"), ("alias.log", f"!{program}")):  # fmt: skip
        git(repository, "config", key, value)
    for hook in ("post-checkout", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
        (repository / ".git/hooks").mkdir(exist_ok=True)
        (repository / ".git/hooks" / hook).write_text(program.read_text())
        (repository / ".git/hooks" / hook).chmod(0o755)
    subprocess.run(["git", "status"], cwd=repository, check=False, capture_output=True, env=ENVIRONMENT)
    assert mark.exists(), "the trap works: ordinary git runs the program"
    mark.unlink()

    document = read_repository(repository, NOOR)

    assert "Commits by the candidate: 2 of 4" in document.text
    assert not mark.exists()


def test_the_repository_is_left_as_it_was(repository: Path) -> None:
    """Nothing is written into it."""
    before = {p: p.stat().st_mtime_ns for p in repository.rglob("*")}
    read_repository(repository, NOOR)

    assert {p: p.stat().st_mtime_ns for p in repository.rglob("*")} == before


def test_escapes_in_messages_and_names_are_gone(repository: Path) -> None:
    """A commit's subject cannot steer the terminal."""
    commit(repository, "Red \x1b[31m alarm", {"z.py": "1\n"})

    assert "\x1b" not in read_repository(repository, NOOR).text


def test_no_commit_of_theirs_is_said(repository: Path) -> None:
    """With the way out."""
    with pytest.raises(EmptyDocument, match="--author"):
        read_repository(repository, Authors(frozenset({"someone else"}), frozenset()))


@pytest.mark.parametrize(
    "head", ["ref: refs/heads/../../../../etc/passwd", "ref: refs/heads/none", "0" * 39, ""]
)
def test_a_head_that_leads_nowhere_is_refused(repository: Path, head: str) -> None:
    """Names are checked before any file is opened."""
    (repository / ".git/HEAD").write_text(head)
    with pytest.raises(UnreadableDocument, match="git repository"):
        read_repository(repository, NOOR)


def test_damaged_objects_are_named(repository: Path) -> None:
    """Git's own reason, in one line."""
    (repository / ".git/HEAD").write_text("1" * 40)
    with pytest.raises(UnreadableDocument, match="fresh clone"):
        read_repository(repository, NOOR)


def test_a_linked_work_tree_is_refused_with_advice(repository: Path) -> None:
    """Its objects stand elsewhere."""
    git(repository, "worktree", "add", "--quiet", "../linked")
    with pytest.raises(UnsupportedDocument, match="repository itself"):
        read_repository(repository.parent / "linked", NOOR)


def test_packed_references_are_followed(repository: Path) -> None:
    """After git pack-refs no loose file is left."""
    git(repository, "pack-refs", "--all")
    git(repository, "gc", "--quiet")

    assert "Commits by the candidate: 1 of 3" in read_repository(repository, NOOR).text
