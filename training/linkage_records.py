"""Records of constructed pools, kept in a file between runs since reading takes minutes."""

from __future__ import annotations

import hashlib
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.extraction import RULES, profile_from
from assay.linkage.record import Record, record_of
from assay.taxonomy import load_taxonomy
from assay.workflow.candidate import Candidate
from assay.workflow.intake import read_pool
from training.linkage_variants import Made, Seen, linked, pool

AS_OF = Month(2026, 11)
CVS = Path(__file__).parent / "labelled" / "cvs"


def read_writers(writers: str) -> dict[str, Seen]:
    """The CVs by their number; half of them get a LinkedIn page, which few of the labelled CVs state."""
    read = read_pool([CVS / w / "cvs" for w in writers], as_of=AS_OF, separate_files=True)
    out = {}
    for number, candidate in enumerate(read.candidates):
        name = candidate.name.removesuffix(".txt")
        data = linked(candidate).encode() if number % 4 in (0, 1) else candidate.documents[0].text.encode()
        out[name] = Seen(_candidate(name, data))
    return out


def _candidate(name: str, data: bytes) -> Candidate:
    documents = [read_bytes(data, f"{name}.txt")]
    reading = profile_from(documents, as_of=AS_OF, taxonomy=load_taxonomy(), authors=(), extractor=RULES)
    return Candidate(
        name=name,
        documents=tuple(documents),
        profile=reading.profile,
        identity=reading.identity,
        mobility=reading.mobility,
    )


def record(made: Made) -> tuple[Made, Record]:
    documents = [read_bytes(made.data, made.name)]
    reading = profile_from(documents, as_of=AS_OF, taxonomy=load_taxonomy(), authors=(), extractor=RULES)
    return made, record_of(made.name, documents, reading.profile, reading.identity)


def pools(writers: str, rounds: int) -> list[list[Made]]:
    """Pools in which half of the CVs are people with versions, and the others give different people."""
    seen = read_writers(writers)
    names = sorted(seen)
    out = []
    for n in range(rounds):
        people = {k: seen[k] for i, k in enumerate(names) if i % 2 == n % 2}
        donors = {k: seen[k] for k in names if k not in people}
        out.append(pool(people, donors, n))
    return out


def records(writers: str, rounds: int, keep: Path, processes: int = 2) -> list[list[tuple[Made, Record]]]:
    made = pools(writers, rounds)
    code = Path(__file__).parents[1] / "src" / "assay" / "linkage"
    read_from = ("names.py", "short_forms.txt", "contacts.py", "content.py", "career.py", "record.py")
    source = "".join((code / name).read_text() for name in read_from)
    sign = hashlib.sha256(source.encode() + b"".join(m.data for p in made for m in p)).hexdigest()[:16]
    file = keep / f"linkage-{writers}-{rounds}-{sign}.pickle"
    if file.exists():
        return pickle.loads(file.read_bytes())
    with ProcessPoolExecutor(processes) as executor:
        out = [list(executor.map(record, p, chunksize=16)) for p in made]
    keep.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pickle.dumps(out))
    return out
