"""The linkage model: how often each level occurs for one person (m) and for two (u)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from assay.errors import ModelError
from assay.linkage.levels import COMPARISONS


@dataclass(frozen=True, slots=True)
class LinkageModel:
    """Chances by comparison and level: `m` for two documents of one person, `u` for those of two people.

    `versions` is the share of documents of which the pool is taken to hold another version.
    """

    version: str
    versions: float
    m: dict[tuple[str, str], float]
    u: dict[tuple[str, str], float]

    def prior(self, records: int) -> float:
        """The chance that two documents picked from a pool of so many are of one person."""
        return min(0.1, self.versions / max(1, records - 1))


@lru_cache(maxsize=1)
def load_linkage_model() -> LinkageModel:
    """The model that ships with Assay; raises ModelError where its file has faults."""
    return model_from(yaml.safe_load((files("assay.linkage") / "model.yaml").read_text(encoding="utf-8")))


def model_from(data: dict[str, Any]) -> LinkageModel:
    """A model from the content of its file; raises ModelError with every fault."""
    faults: list[str] = []
    m: dict[tuple[str, str], float] = {}
    u: dict[tuple[str, str], float] = {}
    for comparison in COMPARISONS:
        given = data.get("comparisons", {}).get(comparison.id, {})
        for level in comparison.levels:
            where, chances = f"comparisons/{comparison.id}/{level.id}", given.get(level.id, {})
            for name, table in (("m", m), ("u", u)):
                value = chances.get(name)
                if isinstance(value, float) and 0.0 < value < 1.0:
                    table[comparison.id, level.id] = value
                else:
                    faults.append(f"{where}/{name}: {value!r} is no chance between 0 and 1")
    if faults:
        raise ModelError(faults)
    return LinkageModel(str(data["version"]), float(data["versions"]), m, u)
