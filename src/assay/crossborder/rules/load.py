"""Loads the rules of a folder and reports every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assay.crossborder.rules._fields import Faults, Fields, read_bytes, read_yaml
from assay.crossborder.rules._provenance import Known, read_provenance
from assay.crossborder.rules._route import CONFIDENCE, read_route
from assay.crossborder.rules.book import RuleBook
from assay.domain.route import Bloc, Route, Source
from assay.errors import RulesError

SHIPPED = Path(__file__).parents[1]
"""The folder of the rules that ship with Assay."""


def load_book(folder: Path | None = None) -> RuleBook:
    """The rules in a folder, None for those that ship with Assay (which are read once).

    The folder holds ``sources.yaml``, ``blocs.yaml``, maybe ``groups.yaml``, and a folder for each route
    under ``routes`` with ``route.yaml`` and ``parameters.yaml``. Where it has ``facts/*.yaml`` or
    ``points/tables/*.yaml``, the conditions may refer to these alone.

    Raises RulesError with every fault found, each with its file, its place and how to mend it.
    """
    return _shipped() if folder is None else _load(folder)


@cache
def _shipped() -> RuleBook:
    return _load(SHIPPED)


class _Files:
    """Reads the files of a folder and keeps the digest of them."""

    def __init__(self, folder: Path, faults: Faults) -> None:
        self.folder, self.faults = folder, faults
        self.digest = hashlib.sha256()

    def read(self, file: str) -> Any:
        """What a YAML file holds; None where it is absent or cannot be read (then a fault says so)."""
        raw = read_bytes(self.folder / file, file, self.faults)
        if raw is None:
            return None
        self.digest.update(file.encode() + b"\0" + raw + b"\0")
        return read_yaml(raw, file, self.faults)

    def under(self, folder: str) -> list[str]:
        """The YAML files in a folder, in order."""
        return [f"{folder}/{path.name}" for path in sorted((self.folder / folder).glob("*.yaml"))]


def _load(folder: Path) -> RuleBook:
    faults = Faults()
    files = _Files(folder, faults)
    known = Known(
        sources=_sources(files),
        groups=_groups(files),
        facts=_facts(files),
        tables=_tables(files),
    )
    blocs = _blocs(files, known)
    routes: dict[str, Route] = {}
    notes: list[str] = []
    for name in sorted(p.name for p in (folder / "routes").glob("*") if p.is_dir()):
        route, parameters = (files.read(f"routes/{name}/{part}.yaml") for part in ("route", "parameters"))
        if route is not None and parameters is not None:
            routes[name], said = read_route(name, route, parameters, known, faults)
            notes += said
    if not routes and not faults.found:
        faults.add("routes", "folder", "holds no routes, write a folder with route.yaml and parameters.yaml")
    if faults.found:
        raise RulesError(faults.found)
    return RuleBook(
        sources=known.sources,
        groups=known.groups,
        blocs=blocs,
        routes=routes,
        notes=tuple(notes),
        digest=files.digest.hexdigest(),
    )


def _sources(files: _Files) -> Mapping[str, Source]:
    data = files.read("sources.yaml")
    if data is None:
        return {}
    outer = Fields(data, "sources.yaml", "", files.faults)
    found = {}
    for name in outer.keys():  # noqa: SIM118 - no dict
        inner = outer.mapping(name)
        stated, as_of = inner.stated("as_of")
        found[name] = Source(
            id=name,
            title=inner.text("title"),
            url=inner.maybe_url("url"),
            kind=inner.text("kind"),
            stated=stated,
            as_of=as_of,
        )
        inner.close()
    return found


def _groups(files: _Files) -> Mapping[str, tuple[str, ...]]:
    if not (files.folder / "groups.yaml").exists():
        return {}
    outer = Fields(files.read("groups.yaml"), "groups.yaml", "", files.faults)
    return {name: outer.countries(name) for name in outer.keys()}  # noqa: SIM118 - no dict


def _blocs(files: _Files, known: Known) -> tuple[Bloc, ...]:
    data = files.read("blocs.yaml")
    if data is None:
        return ()
    found: dict[str, Bloc] = {}
    for item in Fields({"blocs": data}, "blocs.yaml", "", files.faults).mappings("blocs"):
        name = item.text("id")
        if name in found:
            item.fault("id", f"{name!r} stands twice, write another id")
        item.word("confidence", CONFIDENCE)
        found[name] = Bloc(
            id=name,
            name=item.text("name"),
            members=item.countries("members"),
            effect=item.text("effect"),
            exceptions=item.texts("exceptions", empty=True),
            free=item.flag("free"),
            provenance=read_provenance(item, known),
        )
        item.close()
    return tuple(found.values())


def _facts(files: _Files) -> frozenset[str] | None:
    """The ids in the registry of facts, which its own package checks; None where there is none to go by.

    A file holds a list of facts, by itself or under ``facts``.
    """
    names = files.under("facts")
    found: set[str] = set()
    for name in names:
        data = files.read(name)
        facts = data.get("facts") if isinstance(data, dict) else data
        if not isinstance(facts, list):
            if data is not None:
                files.faults.add(name, "file", "holds no list, write a list of facts, each with its id")
            return None
        found |= {str(fact["id"]) for fact in facts if isinstance(fact, dict) and "id" in fact}
    return frozenset(found) if names else None


def _tables(files: _Files) -> frozenset[str] | None:
    """The names of the points tables; None where there are none to check against."""
    return frozenset(Path(name).stem for name in files.under("points/tables")) or None
