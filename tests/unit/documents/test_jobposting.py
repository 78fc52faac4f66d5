"""schema.org JobPosting, alone or in a page, and hostile JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assay.documents import read_bytes
from assay.errors import DocumentError

POST: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Inference Engineer",
    "description": "<p>We serve models.</p><ul><li>Run vLLM</li><li>Profile kernels</li></ul>",
    "qualifications": ["5 years of Python", "CUDA"],
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 48},
    "employmentType": ["FULL_TIME"],
    "jobLocationType": "TELECOMMUTE",
    "hiringOrganization": {"@type": "Organization", "name": "Northgate Compute"},
    "jobLocation": {
        "@type": "Place",
        "address": {"addressLocality": "Leeds", "addressCountry": {"name": "GB"}},
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"minValue": 80000, "maxValue": 110000, "unitText": "YEAR"},
    },
}


def page(post: object, around: str = "") -> bytes:
    """A saved page with the post as JSON-LD in it."""
    return (
        f"<!doctype html><html><head><script type='application/ld+json'>{json.dumps(post)}</script></head>"
        f"<body>{around}<nav>Other offers: Kubernetes administrator</nav></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("post.json", json.dumps(POST).encode()),
        ("post.html", page(POST)),
        ("post.html", page({"@graph": [{"@type": "WebSite", "name": "x"}, POST]})),
    ],
)
def test_the_post_is_read_without_the_page_around_it(name: str, data: bytes) -> None:
    """Title, company, place, pay, duties and requirements."""
    document = read_bytes(data, name)

    assert document.format == "jobposting"
    for line in (
        "Inference Engineer",
        "Northgate Compute",
        "Location: Leeds, GB",
        "Remote",
        "Employment: full-time",
        "Salary: GBP 80000 - 110000 per year",
        "• Run vLLM",
        "- 5 years of Python",
        "4 years of experience",
    ):
        assert line in document.text.splitlines()
    assert "Other offers" not in document.text


def test_a_page_with_a_damaged_post_is_read_as_a_page() -> None:
    """What the JSON lost, the text beside it still tells."""
    broken = page(POST, "<h1>Inference Engineer</h1><p>Run vLLM</p>").replace(b'"title"', b'"title')
    document = read_bytes(broken, "post.html")

    assert document.format == "html"
    assert "Run vLLM" in document.text


def nested(depth: int) -> bytes:
    """A post below so many lists."""
    return b"[" * depth + json.dumps(POST).encode() + b"]" * depth


@pytest.mark.parametrize(
    "data",
    [
        nested(5),
        nested(40),
        nested(100_000),
        json.dumps({**POST, "experienceRequirements": {"monthsOfExperience": float("inf")}}).encode(),
        json.dumps(POST).replace("48", "9" * 5000).encode(),
        json.dumps({**POST, "title": ["a", {"b": None}], "jobLocation": [None, 3, "Leeds"]}).encode(),
        json.dumps({**POST, "baseSalary": [1, 2], "hiringOrganization": []}).encode(),
        json.dumps({**POST, "description": "<div>" * 20_000 + "deep"}).encode(),
        json.dumps({**POST, "description": "\ud83d half"}).encode(),
        b'{"@type": "JobPosting", "title": ' + b"1" * 100_000,
        b"<script type=application/ld+json>" * 5000 + b"JobPosting schema.org",
    ],
)
@pytest.mark.parametrize("name", ["post.json", "post.html"])
def test_hostile_json_is_read_or_refused(data: bytes, name: str) -> None:
    """Nesting without end, numbers beyond all limits, wrong types, half characters."""
    try:
        document = read_bytes(data, name)
    except DocumentError as error:
        assert "\n" not in str(error)
    else:
        document.text.encode("utf-8")


def test_a_json_resume_keeps_to_text_that_can_be_written() -> None:
    """Half of a character becomes a replacement mark, one for one."""
    value = {"basics": {"name": "Ida \ud83d Holm"}, "skills": [{"keywords": ["SQL"]}]}
    text = read_bytes(json.dumps(value).encode(), "cv.json").text

    assert text.startswith("Ida \ufffd Holm\n")
