"""Our own judgements of labelled CVs against labelled briefs and real posts, and how far readers agree."""

from __future__ import annotations

import csv
import gzip
import hashlib
import pathlib
from collections import defaultdict
from dataclasses import dataclass

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.evaluation.statistics import quadratic_kappa
from assay.learning import judged_by
from assay.workflow.intake import read_pool
from assay.workflow.judgements import Panel, panel_of
from assay.workflow.shortlist import ReadBrief, brief_of, read_brief

HERE = pathlib.Path(__file__).parent / "labelled"
JUDGEMENTS = HERE / "judgements.tsv"
POSTS = "jd_aiml_linkedin_2024/ai_ml_jobs.csv.gz"
GRADES = 4


@dataclass(frozen=True)
class Agreement:
    """Two readers of one brief: pairs, quadratic kappa, and pairs on which both or only one said interview."""

    brief: str
    readers: str
    pairs: int
    kappa: float
    both: int
    one: int


def rows() -> list[dict[str, str]]:
    with JUDGEMENTS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def panel(data: pathlib.Path, as_of: Month, processes: int) -> Panel:
    """The panel `ours`. `data` holds the folder of real posts."""
    grades = defaultdict(list)
    for row in rows():
        grades[row["brief"], row["cv"]].append(int(row["grade"]))
    folders = sorted((HERE / "cvs").glob("*/cvs"))
    pool = read_pool(folders, as_of=as_of, processes=processes, separate_files=True)
    people = {pathlib.Path(c.name).stem: c for c in pool.candidates}
    briefs = _briefs(sorted({b for b, _ in grades}), data, as_of)
    return panel_of("ours", JUDGEMENTS, briefs, people, {k: judged_by(g) for k, g in grades.items()})


def agreements() -> list[Agreement]:
    """Agreement on every brief that two readers judged, and on all of them together."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows():
        found[row["brief"]][row["cv"]][row["reader"]] = int(row["grade"])
    out, every = [], []
    for brief, cvs in sorted(found.items()):
        readers = sorted({r for g in cvs.values() for r in g})
        if len(readers) == 2:
            pairs = [(g[readers[0]], g[readers[1]]) for g in cvs.values()]
            every += pairs
            out.append(_agreement(brief, "".join(readers), pairs))
    return [*out, _agreement("all", "", every)]


def _agreement(brief: str, readers: str, pairs: list[tuple[int, int]]) -> Agreement:
    both = sum(a >= 2 and b >= 2 for a, b in pairs)
    one = sum((a >= 2) != (b >= 2) for a, b in pairs)
    return Agreement(brief, readers, len(pairs), quadratic_kappa(pairs, GRADES), both, one)


def _briefs(names: list[str], data: pathlib.Path, as_of: Month) -> dict[str, ReadBrief]:
    """The briefs of our own by file, real posts from the data by row, each checked to be the one judged."""
    with gzip.open(data / POSTS, "rt", encoding="utf-8", newline="") as stream:
        posts = list(csv.DictReader(stream))
    with (HERE / "judged_posts.tsv").open(encoding="utf-8") as stream:
        judged = {row["id"]: row for row in csv.DictReader(stream, delimiter="\t")}
    out = {}
    for name in names:
        if name not in judged:
            out[name] = read_brief(HERE / "briefs" / "briefs" / f"{name}.txt", as_of=as_of)
            continue
        post = posts[int(judged[name]["row"])]
        if hashlib.sha256(post["description"].encode()).hexdigest() != judged[name]["sha256"]:
            raise SystemExit(f"{POSTS}: row {judged[name]['row']} is not the post judged as {name}")
        out[name] = brief_of(read_bytes(_post(post).encode(), name=f"{name}.txt"), as_of=as_of)
    return out


def _post(row: dict[str, str]) -> str:
    """A post as the readers saw it."""
    where = f"{row['companyName']} — {row['location']}"
    terms = f"{row['contractType']} · {row['experienceLevel']} · {row['sector']}"
    return f"{row['title']}\n{where}\n{terms}\n\n{row['description']}\n"
