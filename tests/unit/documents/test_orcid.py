"""ORCID records as JSON and XML."""

import json

import pytest

from assay.documents import read_bytes
from assay.domain.document import SourceKind
from assay.errors import EmptyDocument, UnreadableDocument

RECORD = {
    "orcid-identifier": {"path": "0000-0002-1825-0097"},
    "person": {"name": {"given-names": {"value": "Noor"}, "family-name": {"value": "van Aalst"}}},
    "activities-summary": {
        "works": {
            "group": [
                {
                    "work-summary": [
                        {
                            "title": {
                                "title": {"value": "Speculative decoding on small GPUs"},
                                "subtitle": None,
                            },
                            "journal-title": {"value": "Invented Workshop"},
                            "publication-date": {"year": {"value": "2023"}},
                            "external-ids": {"external-id": [{"external-id-value": "10.5555/12345"}]},
                        },
                        {"title": {"title": {"value": "The same work from another source"}}},
                    ]
                }
            ]
        }
    },
}
XML = """<?xml version="1.0" encoding="UTF-8"?>
<record:record xmlns:record="http://www.orcid.org/ns/record" xmlns:common="http://www.orcid.org/ns/common"
 xmlns:person="http://www.orcid.org/ns/person" xmlns:personal="http://www.orcid.org/ns/personal-details"
 xmlns:activities="http://www.orcid.org/ns/activities" xmlns:work="http://www.orcid.org/ns/work">
 <common:orcid-identifier><common:path>0000-0002-1825-0097</common:path></common:orcid-identifier>
 <person:person><person:name><personal:given-names>Noor</personal:given-names>
 <personal:family-name>van Aalst</personal:family-name></person:name></person:person>
 <activities:activities-summary><activities:works><activities:group><work:work-summary>
 <work:title><common:title>Speculative decoding on small GPUs</common:title>
 <common:subtitle>A study</common:subtitle></work:title>
 <work:journal-title>Invented Workshop</work:journal-title>
 <common:publication-date><common:year>2023</common:year></common:publication-date>
 <common:external-ids><common:external-id><common:external-id-value>10.5555/12345</common:external-id-value>
 </common:external-id></common:external-ids>
 </work:work-summary></activities:group></activities:works></activities:activities-summary>
</record:record>"""


@pytest.mark.parametrize(("data", "name"), [(json.dumps(RECORD), "orcid.json"), (XML, "orcid.xml")])
def test_both_forms_give_the_same_text(data: str, name: str) -> None:
    """The owner, and one work of each group."""
    document = read_bytes(data.encode(), name)

    assert document.source is SourceKind.PUBLICATION
    assert document.text == (
        "ORCID record of: Noor van Aalst\nORCID iD: 0000-0002-1825-0097\n\n"
        "Title: Speculative decoding on small GPUs\nVenue: Invented Workshop\nYear: 2023\nLink: 10.5555/12345\n\n"
    )


def test_a_record_without_works_is_refused() -> None:
    """The sentence asks for one that shows them."""
    empty = {**RECORD, "activities-summary": {"works": {"group": []}}}
    with pytest.raises(EmptyDocument, match="shows the works"):
        read_bytes(json.dumps(empty).encode(), "orcid.json")


def test_entities_are_not_expanded() -> None:
    """A file of the machine cannot be drawn into the text."""
    hostile = XML.replace("?>", '?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)
    document = read_bytes(
        hostile.replace("A study", "&e;").replace("Invented Workshop", "&e;").encode(), "o.xml"
    )

    assert "root:" not in document.text


def test_damaged_files_are_named() -> None:
    """No traceback for half a file."""
    with pytest.raises(UnreadableDocument, match="not valid JSON"):
        read_bytes(b'{"orcid-identifier": {"path": ', "orcid.json")
    with pytest.raises(UnreadableDocument, match="not valid XML"):
        read_bytes(XML[:600].encode(), "orcid.xml")
