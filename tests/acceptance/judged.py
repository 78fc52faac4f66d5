"""A small folder of invented people, judged by readers who want work shown in production."""

from __future__ import annotations

from pathlib import Path

BRIEFS = {
    "serving": "# Senior LLM Inference Engineer\n\n## What you bring\n\n"
    "- vLLM in production\n- Kubernetes for GPU workloads\n- Strong PyTorch\n- Quantization is a plus\n",
    "pipelines": "# Senior Data Engineer\n\n## What you bring\n\n"
    "- Airflow in production\n- Apache Spark at scale\n- Strong SQL\n- dbt is a plus\n",
}
_WORK = {
    "serving": (
        "Ran vLLM on Kubernetes in production for {n} customers, on call every third week.",
        "Cut latency by {m} % with quantization of a PyTorch model in production.",
    ),
    "pipelines": (
        "Owned Airflow pipelines in production that load {n} tables a night, on call every third week.",
        "Moved Apache Spark jobs with {m} million rows of SQL and dbt models to production.",
    ),
}
_STUDY = {
    "serving": "Course on vLLM, Kubernetes and PyTorch, with a small quantization exercise, {m} hours.",
    "pipelines": "Course on Airflow, Apache Spark, SQL and dbt, with a small exercise, {m} hours.",
}
_TITLES = {
    ("serving", True): "Senior LLM Inference Engineer",
    ("serving", False): "Support Analyst",
    ("pipelines", True): "Senior Data Engineer",
    ("pipelines", False): "Office Administrator",
}
SORTS = tuple(_TITLES)
"""Field of a person, and whether they have worked in it."""


def write(folder: Path, people: int = 52) -> Path:
    """A labelled folder at `folder`: two briefs, `people` CVs, a grade for each pair, and one locked person."""
    for part in ("cvs", "briefs"):
        (folder / part).mkdir(parents=True)
    for name, text in BRIEFS.items():
        (folder / "briefs" / f"{name}.md").write_text(text, encoding="utf-8")
    rows = []
    for number in range(people):
        person = f"p{number:02}"
        (folder / "cvs" / f"{person}.txt").write_text(cv(number), encoding="utf-8")
        rows += [f"{brief}\t{person}\t{grade(number, brief)}" for brief in BRIEFS]
    rows.append("serving\tclosed\t3")  # has no file: whoever opens it fails
    (folder / "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "locked.txt").write_text("cvs closed\n", encoding="utf-8")
    return folder


def cv(number: int) -> str:
    """The CV of an invented person."""
    field, worked = SORTS[number % 4]
    numbers = {"n": 100 + 13 * number, "m": 20 + number}
    lines = _WORK[field] if worked else ("Answered letters and kept the files of 40 clients.",)
    body = "\n".join(f"- {line.format(**numbers)}" for line in lines)
    study = "" if worked else f"\n\nEDUCATION\n2024  {_STUDY[field].format(**numbers)}"
    return (
        f"Person {number}\n\nEXPERIENCE\n{_TITLES[field, worked]} - Firm {number} Ltd   {2014 + number % 6} - present\n"
        f"{body}{study}\n"
    )


def grade(number: int, brief: str) -> int:
    """3 or 2 for work in the field asked, 1 for study in it, 0 for the other field."""
    field, worked = SORTS[number % 4]
    if field != brief:
        return 0
    return 3 - number % 8 // 4 if worked else 1
