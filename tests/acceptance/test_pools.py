"""A pool that comes as a spreadsheet or as an archive, at the command line."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl

from tests.acceptance.conftest import Run

ROWS = [
    ("Name", "Title", "Company", "Skills", "Experience", "Notice"),
    (
        "Noor Abernathy", "ML Engineer", "Alderpoint", "vLLM, CUDA, Kubernetes",
        "ML Engineer, Alderpoint Ltd, 2019 - 2024\n- Ran vLLM in production for 900 customers, p95 from 2 s to 300 ms.",
        "3 months",
    ),
    ("Piotr Zielony", "Analyst", "Kestrel", "Excel", "Analyst, Kestrel AG, 2018 - 2024\n- Wrote reports in Excel.", None),
]  # fmt: skip


def workbook(path: Path) -> Path:
    """The rows as XLSX."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def test_a_spreadsheet_is_profiled_and_ranked_by_its_rows(run: Run, brief: Path, tmp_path: Path) -> None:
    """Each row is a candidate, quotes stand in the row's text, the engineer leads."""
    pool = workbook(tmp_path / "pool.xlsx")
    profiled = run("profile", pool, "--as-of", "2026-11", "--json", "--with-text")
    profiles = {p["document"]: p for p in json.loads(profiled.stdout)}
    matched = run("match", "--brief", brief, pool, "--as-of", "2026-11", "--json", "-")

    assert profiled.returncode == matched.returncode == 0
    assert set(profiles) == {"pool.xlsx#2", "pool.xlsx#3"}
    noor = profiles["pool.xlsx#2"]
    served = next(s for s in noor["skills"] if s["skill"] == "vLLM")
    assert served["evidence"] == "production"
    assert all(
        noor["text"][a:b] == q
        for s in noor["skills"]
        for q, (a, b) in zip(s["quotes"], s["spans"], strict=True)
    )
    assert "Notice: 3 months" in noor["text"]
    assert [m["document"] for m in json.loads(matched.stdout)["matches"]] == ["pool.xlsx#2", "pool.xlsx#3"]


def test_an_archive_with_bad_members_is_ranked_without_them(
    run: Run, cvs: Path, brief: Path, tmp_path: Path
) -> None:
    """The others are ranked as if they lay in a folder, the bad ones are named, and the exit status says so."""
    path = tmp_path / "batch.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(cvs.iterdir()):
            archive.write(file, f"cvs/{file.name}")
        archive.writestr("../evil.txt", "x")
        archive.writestr("cvs/broken.docx", b"PK\x03\x04 no")
    done = run("match", "--brief", brief, path, "--as-of", "2026-11", "--json", "-")
    record = json.loads(done.stdout)
    folder = json.loads(run("match", "--brief", brief, cvs, "--as-of", "2026-11", "--json", "-").stdout)

    assert done.returncode == 3
    assert {m["document"].removeprefix("batch.zip/cvs/") for m in record["matches"]} == {
        m["document"] for m in folder["matches"]
    }
    assert [m["bits"] for m in record["matches"]] == [m["bits"] for m in folder["matches"]]
    assert {u["document"] for u in record["unread"]} == {"batch.zip/../evil.txt", "batch.zip/cvs/broken.docx"}


def test_a_table_of_something_else_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    """Nothing was read; the sentence says what columns are asked for."""
    (tmp_path / "stock.csv").write_text("item,price\nbolt,3\n")
    done = run("profile", tmp_path / "stock.csv")

    assert done.returncode == 1
    assert "stock.csv" in done.stderr
    assert "name its columns" in " ".join(done.stderr.split())
