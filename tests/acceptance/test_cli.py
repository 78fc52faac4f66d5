"""What a recruiter does at the command line, and what can go wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path

import msgspec
import openpyxl
import pytest

from assay.workflow.records import MatchRunRecord, ProfileRecord
from tests.acceptance.conftest import Run

FORMULA_CV = "=HYPERLINK(1,2) <script>alert(1)</script>\n\nEXPERIENCE\nML Engineer - Acme Ltd   2019 - present\n- Ran vLLM in production for 900 customers.\n"


def test_match_ranks_everyone_with_exact_sums(run: Run, cvs: Path, brief: Path) -> None:
    """All read are ranked; bits are the prior plus the contributions; scores follow from bits."""
    done = run("match", "--brief", brief, cvs, "--as-of", "2026-11", "--json", "-")
    record = msgspec.json.decode(done.stdout, type=MatchRunRecord)

    assert done.returncode == 0
    assert len(record.matches) == 14
    for match in record.matches:
        total = record.model.prior
        for part in match.contributions:
            total += part.bits
            assert part.bits == 0 or part.quotes
        assert total == match.bits
        assert match.score == pytest.approx(100 / (1 + 2**-match.bits))
    assert [m.rank for m in record.matches] == sorted(m.rank for m in record.matches)


def test_the_right_people_lead_and_the_stuffed_cv_does_not(run: Run, cvs: Path, brief: Path) -> None:
    """Both inference engineers come first; a keyword list with an order to the machine is in the lower half."""
    done = run("match", "--brief", brief, cvs, "--as-of", "2026-11", "--json", "-")
    names = [m["document"] for m in json.loads(done.stdout)["matches"]]

    assert set(names[:2]) == {"01_marisol_etcheverry.txt", "02_tobias_rautenberg.txt"}
    assert names.index("05_quentin_abara.txt") >= 7


def test_the_same_input_gives_the_same_bytes(run: Run, cvs: Path, brief: Path) -> None:
    """Twice at one --as-of, with one process and with two."""
    args = ("match", "--brief", brief, cvs, "--as-of", "2026-11", "--json", "-")

    assert run(*args, "--jobs", 1).stdout == run(*args, "--jobs", 2).stdout


def test_a_stored_result_is_reproduced_from_what_it_names(
    run: Run, cvs: Path, brief: Path, tmp_path: Path
) -> None:
    """Versions, as_of and document hashes in the output lead to the same output."""
    run("match", "--brief", brief, cvs, "--as-of", "2026-11", "--json", "first.json")
    stored = json.loads((tmp_path / "first.json").read_text())

    again = json.loads(run("match", "--brief", brief, cvs, "--as-of", stored["as_of"], "--json", "-").stdout)

    assert again == stored
    assert stored["versions"]["taxonomy"].startswith("sha256:")
    assert len(stored["model"]["sha256"]) >= 64


def test_reports_are_written_blind(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """HTML, CSV and XLSX name nobody; --show-names does."""
    files = ("--html", "r.html", "--csv", "r.csv", "--xlsx", "r.xlsx")
    assert run("match", "--brief", brief, cvs, "--as-of", "2026-11", *files).returncode == 0
    text = (tmp_path / "r.html").read_text() + (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = " ".join(str(c.value) for ws in sheet for row in ws.iter_rows() for c in row)

    for name in ("Etcheverry", "Marisol", "Rautenberg", "van Loon", "marisol.eq@example.com"):
        assert name not in text
        assert name not in cells
    assert run("match", "--brief", brief, cvs, *files, "--show-names").returncode == 0
    assert "01_marisol_etcheverry.txt" in (tmp_path / "r.html").read_text()


def test_hostile_text_is_inert_in_every_report(run: Run, brief: Path, tmp_path: Path) -> None:
    """A name that is a formula or HTML stays text."""
    (tmp_path / "cvs").mkdir()
    (tmp_path / "cvs" / "=cmd|' <b>x 🙂.txt").write_text(FORMULA_CV)
    files = ("--html", "r.html", "--csv", "r.csv", "--xlsx", "r.xlsx")

    assert run("match", "--brief", brief, tmp_path / "cvs", *files, "--show-names").returncode == 0
    assert "<script>alert" not in (tmp_path / "r.html").read_text()
    assert "<b>x" not in (tmp_path / "r.html").read_text()
    rows = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][1].startswith("'=")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert all(c.data_type != "f" for ws in sheet for row in ws.iter_rows() for c in row)


def test_one_bad_file_stops_nothing(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """A corrupt PDF among the others: one line, status 3, everybody else ranked."""
    pool = tmp_path / "pool"
    shutil.copytree(cvs, pool)
    (pool / "15 kaputt 🙂.pdf").write_bytes(b"%PDF-1.4 broken")

    done = run("match", "--brief", brief, pool, "--json", "out.json")
    record = json.loads((tmp_path / "out.json").read_text())

    assert done.returncode == 3
    assert [u["document"] for u in record["unread"]] == ["15 kaputt 🙂.pdf"]
    assert len(record["matches"]) == 14
    assert "damaged PDF" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_told(run: Run, brief: Path, tmp_path: Path) -> None:
    """Nothing could be done: status 1 and a sentence."""
    (tmp_path / "none").mkdir()
    done = run("match", "--brief", brief, tmp_path / "none")

    assert done.returncode == 1
    assert "nobody to rank" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("match", "--brief", "nowhere.txt", "."), "no such file"),
        (("profile", "nowhere.pdf"), "no such file or folder"),
        (("match", "--brief", "BRIEF", "CVS", "--as-of", "soon"), "not a month"),
        (("match", "--brief", "BRIEF", "CVS", "--json", "no/such/folder/x.json"), "does not exist"),
        (("schema", "nothing"), "there is no schema"),
        (("taxonomy", "show", "xyzzyq"), "no skill is called"),
        (("evaluate", "."), "evaluation folder"),
    ],
)
def test_wrong_use_gets_one_sentence(
    run: Run, cvs: Path, brief: Path, args: tuple[str, ...], words: str
) -> None:
    """A clear message, a status other than 0, no traceback."""
    filled = [brief if a == "BRIEF" else cvs if a == "CVS" else a for a in args]
    done = run(*filled)

    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_permission_is_told_before_the_work(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """The report's folder is checked first."""
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)

    done = run("match", "--brief", brief, cvs, "--html", shut / "r.html")

    assert done.returncode == 2
    assert "no permission" in done.stderr


def test_two_copies_of_one_cv_are_named(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """Both stay, at one rank, and the second says so."""
    pool = tmp_path / "pool"
    pool.mkdir()
    for name in ("a.txt", "b.txt"):
        shutil.copy(cvs / "01_marisol_etcheverry.txt", pool / name)

    record = json.loads(run("match", "--brief", brief, pool, "--json", "-").stdout)

    assert [m["rank"] for m in record["matches"]] == [1, 1]
    kinds = [f["kind"] for m in record["matches"] for f in m["findings"]]
    assert kinds == ["duplicate_document"]


def test_a_subfolder_is_one_candidate(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """Two files of one person make one match with both documents."""
    person = tmp_path / "pool" / "person"
    person.mkdir(parents=True)
    shutil.copy(cvs / "01_marisol_etcheverry.txt", person)
    (person / "extra.txt").write_text("PROJECTS\nMaintainer of a Rust tokenizer library with 2,100 stars.\n")

    record = json.loads(run("match", "--brief", brief, tmp_path / "pool", "--json", "-").stdout)

    assert [m["document"] for m in record["matches"]] == ["person"]
    assert len(record["matches"][0]["documents"]) == 2


def test_a_brief_is_corrected_and_used(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """Written, edited, ranked with; a fault in it is named with its place."""
    assert run("brief", brief, "--out", "role.yaml").returncode == 0
    text = (tmp_path / "role.yaml").read_text()
    (tmp_path / "role.yaml").write_text(text.replace("importance: must", "importance: nice", 1))
    done = run("match", "--brief", "role.yaml", cvs, "--json", "-")
    assert done.returncode == 0
    before = [
        r["importance"]
        for r in json.loads(run("match", "--brief", brief, cvs, "--json", "-").stdout)["brief"][
            "requirements"
        ]
    ]
    after = [r["importance"] for r in json.loads(done.stdout)["brief"]["requirements"]]
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1

    (tmp_path / "role.yaml").write_text(text.replace("importance: must", "importance: mst", 1))
    bad = run("match", "--brief", "role.yaml", cvs)
    assert bad.returncode == 2
    assert "role.yaml: requirements[" in bad.stderr
    assert "'mst' is not one of must, should, nice" in bad.stderr


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "Office dog\n\nWe have a dog. It is a good dog, and it lives in the office with all of us.",
            "no_requirements",
        ),
        (
            "Инженер данных\n\nТребования: опыт работы с Python и Spark не менее трёх лет, знание SQL и Airflow.",
            "unread_language",
        ),
    ],
)
def test_an_odd_brief_is_read_with_a_finding(run: Run, tmp_path: Path, text: str, finding: str) -> None:
    """No requirements, or a language that is not read: told, not crashed."""
    (tmp_path / "odd.txt").write_text(text)
    done = run("brief", "odd.txt", "--json")

    assert done.returncode == 0
    assert finding in [f["kind"] for f in json.loads(done.stdout)[0]["findings"]]


def test_profiles_follow_the_contract(run: Run, cvs: Path, tmp_path: Path) -> None:
    """One line a document in the order of the paths; quotes are exact pieces of the text."""
    assert run("profile", cvs, "--jsonl", "p.jsonl", "--with-text").returncode == 0
    rows = [
        msgspec.json.decode(line, type=ProfileRecord)
        for line in (tmp_path / "p.jsonl").read_bytes().splitlines()
    ]

    assert [r.document for r in rows] == sorted(p.name for p in cvs.iterdir())
    for row in rows:
        assert isinstance(row.text, str)
        for skill in row.skills:
            assert skill.quotes
            assert all(row.text[a:b] == q for (a, b), q in zip(skill.spans, skill.quotes, strict=True))


def test_pages_for_people_need_no_options(run: Run, cvs: Path, brief: Path) -> None:
    """demo, profile, brief and taxonomy print something readable."""
    assert "Candidate 1" in run("demo").stdout
    assert "Candidate 1" in run("profile", cvs / "01_marisol_etcheverry.txt").stdout
    assert "must" in run("brief", brief).stdout
    assert "no faults" in run("taxonomy", "check").stdout
    assert "vllm" in run("taxonomy", "search", "vLLM").stdout
    assert "neighbours" in run("taxonomy", "show", "vllm").stdout


@pytest.mark.parametrize(
    "command",
    [
        "match",
        "search",
        "similar",
        "roles",
        "profile",
        "brief",
        "schema",
        "demo",
        "evaluate",
        "taxonomy",
        "transfer",
        "specialities",
    ],
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    """--help works and shows an example where there is one."""
    done = run(command, "--help")

    assert done.returncode == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    "name", ["profile", "brief", "match", "transfer", "specialities", "routes", "routes-show", "routes-check"]
)
def test_schemas_are_json_schemas(run: Run, name: str) -> None:
    """Each output's schema is printed as JSON."""
    schema = json.loads(run("schema", name).stdout)

    assert "$defs" in schema


def test_compare_sets_candidates_side_by_side(run: Run, cvs: Path, brief: Path, tmp_path: Path) -> None:
    """Terminal, page and JSON; blind; wrong use is one sentence."""
    people = sorted(cvs.iterdir())[:2]
    done = run("compare", *people, "--brief", brief, "--as-of", "2026-11", "--html", "c.html")
    assert done.returncode == 0
    assert "is ahead of" in " ".join(done.stdout.split())
    assert "Etcheverry" not in done.stdout + (tmp_path / "c.html").read_text(encoding="utf-8")
    as_json = run("--quiet", "compare", *people, "--brief", brief, "--json", "-", "--as-of", "2026-11")
    assert json.loads(as_json.stdout)["pairs"][0]["sentences"]
    alone = run("compare", people[0], "--brief", brief)
    assert (alone.returncode, alone.stderr.count("\n")) == (2, 1)
    assert "two to 6 candidates" in alone.stderr
