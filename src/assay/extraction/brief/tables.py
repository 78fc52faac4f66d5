"""The word tables of role briefs, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _data() -> Mapping[str, Any]:
    path = Path(__file__).parent / "tables" / "brief.yaml"
    data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@cache
def headings() -> Mapping[str, re.Pattern[str]]:
    """Role of a part of the brief (must, nice, duties, skip) to the pattern of its headings, on folded text."""
    return {name: re.compile(rf"^(?:{'|'.join(rows)})$") for name, rows in _data()["headings"].items()}


@cache
def heading_words() -> Mapping[str, re.Pattern[str]]:
    """Role of a part to the words that give it away anywhere in a heading, on folded text, the surest first."""
    return {name: re.compile(rf"(?<![\w-])(?:{row})(?!\w)") for name, row in _data()["heading_words"].items()}


@cache
def cues(group: str = "cues") -> Mapping[str, re.Pattern[str]]:
    """Name of a cue to its pattern, on folded text; `group` is cues, signs, remote, sponsorship or employment."""
    return {name: re.compile(rf"(?<![\w-])(?:{row})(?!\w)") for name, row in _data()[group].items()}


@cache
def _described() -> Mapping[str, Any]:
    path = Path(__file__).parent / "tables" / "described.yaml"
    data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@cache
def described() -> Mapping[str, re.Pattern[str]]:
    """Name of a skill to the pattern of its descriptions, on folded text."""
    return {name: re.compile(rf"(?<![\w-])(?:{row})") for name, row in _described()["names"].items()}


@cache
def linked_names() -> Mapping[str, str]:
    """Name of a described skill to the id of the vocabulary's skill, where the vocabulary names it otherwise."""
    return dict(_described()["linked"])


@dataclass(frozen=True, slots=True)
class Unlawful:
    """Words of one kind of unlawful demand, what makes them harmless, and what to write instead."""

    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    instead: str


@cache
def _findings() -> Mapping[str, Any]:
    path = Path(__file__).parent / "tables" / "findings.yaml"
    data: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


_AGE = r"(?:\s(?:\w+\s)?\d\d(?:\s(?:years?|jahren?|ans|anos|anni|jaar|lat))?(?!\w))?"
"""The number that goes with an age limit, to be quoted with it."""


def _whole(words: str, tail: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w){tail}")


@cache
def unlawful() -> Mapping[str, Unlawful]:
    """Kind of unlawful demand to its words, on folded text."""
    return {
        kind: Unlawful(
            _whole(row["words"], _AGE),
            re.compile(row["unless"]) if row.get("unless") else None,
            row["instead"],
        )
        for kind, row in _findings()["kinds"].items()
    }


@cache
def lawful() -> re.Pattern[str]:
    """Words of a sentence that promises equal treatment."""
    return _whole("|".join(_findings()["lawful"]))


@cache
def contradictions() -> Mapping[str, re.Pattern[str]]:
    """Name of a group of words that contradict others, on folded text."""
    return {name: _whole(words) for name, words in _findings()["contradictions"].items()}
