"""Tables and archives among the files of a pool: one bad row or member never stops the others."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from assay.documents import bundles
from assay.domain.dates import Month
from assay.workflow.intake import Pool, read_pool

AS_OF = Month(2026, 11)
CV = b"Noor Abernathy\n\nEXPERIENCE\nML Engineer, Alderpoint Ltd   2019 - 2023\n- Ran vLLM in production.\n"


def archive(members: dict[str, bytes], path: Path) -> Path:
    """A ZIP of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def cv(word: str) -> bytes:
    """A CV that differs from others by a word."""
    return CV.replace(b"Noor", word.encode())


def read(*paths: Path, separate: bool = False) -> tuple[list[str], dict[str, str], Pool]:
    """Names of the candidates, and reasons by what was not read."""
    pool = read_pool(list(paths), as_of=AS_OF, separate_files=separate)
    return [c.name for c in pool.candidates], {u.document: u.reason for u in pool.unread}, pool


def test_a_zip_is_read_as_the_folder_it_unpacks_to(tmp_path: Path) -> None:
    """Wrapping folders are taken off; a small folder inside is one person; litter is left out."""
    path = archive(
        {
            "pool/a.txt": cv("Ada"),
            "pool/north/b.txt": cv("Bo"),
            "pool/north/noor/cv.txt": cv("Noor"),
            "pool/north/noor/letter.txt": b"Dear all, I ran CUDA kernels for nine years.\n",
            "__MACOSX/pool/._a.txt": b"x",
            "pool/.DS_Store": b"x",
        },
        tmp_path / "pool.zip",
    )
    names, unread, pool = read(path)

    assert names == ["pool.zip/pool/a.txt", "pool.zip/pool/north/b.txt", "pool.zip/pool/north/noor"]
    assert [d.name for d in pool.candidates[2].documents] == [
        "pool.zip/pool/north/noor/cv.txt",
        "pool.zip/pool/north/noor/letter.txt",
    ]
    assert unread == {}


def test_every_file_of_a_zip_is_its_own_candidate_where_that_is_asked(tmp_path: Path) -> None:
    """As `assay profile` does."""
    path = archive({"noor/cv.txt": cv("Noor"), "noor/b.txt": cv("Bo"), "c.txt": cv("Cy")}, tmp_path / "p.zip")

    assert read(path, separate=True)[0] == ["p.zip/c.txt", "p.zip/noor/b.txt", "p.zip/noor/cv.txt"]


def hostile(path: Path) -> Path:
    """A ZIP with a sound CV and one of each kind of bad member."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("x.txt", CV)
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("sound.txt", CV)
        made.writestr("../../etc/passwd", CV)
        made.writestr("/root.txt", CV)
        made.writestr("C:\\Windows\\x.txt", CV)
        made.writestr("nested.zip", inner.getvalue())
        made.writestr("empty.txt", b"")
        made.writestr("big.txt", b"0" * 26_000_000)
        made.writestr("bell\x07\x1b[31m.txt", cv("Bell"))
        made.writestr("broken.pdf", b"%PDF-1.7 and nothing")
        made.writestr(link, "/etc/passwd")
        made.writestr("secret.txt", CV)
        made.writestr("crc.txt", b"Q" * 500)
    data = bytearray(path.read_bytes())
    lock(data, b"secret.txt")
    at = data.index(b"crc.txt") + len(b"crc.txt")
    data[at + 2] ^= 0xFF  # damages the packed bytes
    path.write_bytes(bytes(data))
    return path


def lock(data: bytearray, name: bytes) -> None:
    """Set the mark of encryption on a member, in its own header and in the archive's list."""
    first = data.index(name)
    data[first - 30 + 6] |= 1
    second = data.index(name, first + 1)
    data[second - 46 + 8] |= 1


def test_a_bad_member_never_stops_the_others(tmp_path: Path) -> None:
    """Each is answered by one sentence, and the sound ones are read."""
    names, unread, _ = read(hostile(tmp_path / "mixed.zip"))

    assert names == ["mixed.zip/bell\ufffd\ufffd[31m.txt", "mixed.zip/sound.txt"]
    reasons = {name.removeprefix("mixed.zip/"): reason for name, reason in unread.items()}
    for name, words in {
        "../../etc/passwd": "outside the archive",
        "/root.txt": "outside the archive",
        "C:\\Windows\\x.txt": "outside the archive",
        "nested.zip": "archive inside another one",
        "empty.txt": "is empty",
        "big.txt": "larger than 25 MB",
        "broken.pdf": "damaged PDF",
        "link.txt": "link to another file",
        "secret.txt": "protected by a password",
        "crc.txt": "damaged in its archive",
    }.items():
        assert words in reasons[name]
        assert "\n" not in reasons[name]
    assert len(reasons) == 10


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what it claims, before anything is unpacked; and so is one of too many files."""
    path = archive({f"{n}.txt": b"0" * 1000 for n in range(5)}, tmp_path / "pool.zip")
    monkeypatch.setattr(bundles, "MAX_UNPACKED", 4000)
    assert "may be a trap" in read(path)[1]["pool.zip"]
    monkeypatch.setattr(bundles, "MAX_BUNDLED", 4)
    assert "holds 5 files" in read(path)[1]["pool.zip"]


def test_archives_without_files_and_damaged_ones_are_named(tmp_path: Path) -> None:
    """In one sentence each."""
    archive({}, tmp_path / "none.zip")
    (tmp_path / "cut.zip").write_bytes(archive({"a.txt": CV * 50}, tmp_path / "a.zip").read_bytes()[:-30])
    (tmp_path / "a.zip").unlink()
    _, unread, _ = read(tmp_path)

    assert "without files" in unread["none.zip"]
    assert "damaged archive" in unread["cut.zip"]


def test_a_table_gives_a_candidate_for_each_row(tmp_path: Path) -> None:
    """Named by file and row; a row with a fault is unread; equal rows are marked."""
    table = 'Name,Skills\nA,vLLM\nB,\n,\nA,vLLM\nC,"SQL\nD,CUDA\n'
    (tmp_path / "pool.csv").write_text(table)
    names, unread, pool = read(tmp_path)

    assert names == ["pool.csv#2", "pool.csv#3", "pool.csv#5"]
    assert "never closed" in unread["pool.csv#6"]
    assert [str(f.kind) for f in pool.candidates[2].profile.findings] == ["duplicate_document"]
    assert all(d.format == "row" for c in pool.candidates for d in c.documents)


def test_tables_and_documents_stand_beside_each_other_in_folders_and_archives(tmp_path: Path) -> None:
    """A folder that holds a table is no person; a table in a ZIP is read row by row."""
    batch = tmp_path / "batch"
    batch.mkdir()
    (batch / "pool.csv").write_text("Name,Skills\nA,vLLM\n")
    (batch / "cv.txt").write_bytes(CV)
    archive({"x/list.csv": b"Name;Skills\nB;SQL\n", "x/cv.txt": cv("Cy")}, tmp_path / "z.zip")
    names, unread, _ = read(tmp_path)

    assert names == ["batch/cv.txt", "batch/pool.csv#2", "z.zip/x/cv.txt", "z.zip/x/list.csv#2"]
    assert unread == {}


def test_a_linkedin_export_in_a_persons_folder_is_one_of_their_documents(tmp_path: Path) -> None:
    """It is a document, not an archive of candidates."""
    noor = tmp_path / "noor"
    noor.mkdir()
    (noor / "cv.txt").write_bytes(CV)
    archive(
        {"Profile.csv": b"First Name,Last Name,Headline\nNoor,Abernathy,ML engineer\n"}, noor / "export.zip"
    )
    names, unread, pool = read(tmp_path)

    assert (names, unread) == (["noor"], {})
    assert [d.format for d in pool.candidates[0].documents] == ["text", "linkedin"]


def test_a_table_read_by_several_processes_gives_the_same(tmp_path: Path) -> None:
    """Rows travel to the workers."""
    lines = "\n".join(f"P{n},vLLM and CUDA since {2000 + n % 20}" for n in range(40))
    (tmp_path / "pool.csv").write_text(f"Name,Skills\n{lines}\n")
    one = read_pool([tmp_path], as_of=AS_OF)
    two = read_pool([tmp_path], as_of=AS_OF, processes=2)

    assert one == two
    assert len(one.candidates) == 40
