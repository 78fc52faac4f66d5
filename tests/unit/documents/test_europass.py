"""Europass XML of both generations; entities are never resolved."""

from __future__ import annotations

import pytest

from assay.documents import read_bytes
from assay.errors import DocumentError, UnreadableDocument, UnsupportedDocument

NAMES = (
    'xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" '
    'xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"'
)


def when(tag: str, date: str) -> str:
    """A date element."""
    return f"<eures:{tag}><hr:FormattedDateTime>{date}</hr:FormattedDateTime></eures:{tag}>"


def tongue(code: str, *levels: str) -> str:
    """A language with a level in each dimension."""
    scored = "".join(
        f"<eures:CompetencyDimension><eures:Score><hr:ScoreText>{level}</hr:ScoreText></eures:Score></eures:CompetencyDimension>"
        for level in levels
    )
    return (
        f"<PersonCompetency><CompetencyID>{code}</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>"
        f"{scored}</PersonCompetency>"
    )


CANDIDATE = f"""<?xml version="1.0" encoding="UTF-8"?><Candidate {NAMES}>
<CandidatePerson><PersonName><oa:GivenName>Rosalind</oa:GivenName><hr:FamilyName>Achterberg</hr:FamilyName></PersonName>
<Communication><Address><oa:CityName>Ghent</oa:CityName></Address></Communication></CandidatePerson>
<CandidateProfile languageCode="en"><ExecutiveSummary>&lt;p&gt;Engineer of &lt;b&gt;search&lt;/b&gt; &amp;amp; ranking.&lt;/p&gt;</ExecutiveSummary>
<EmploymentHistory><EmployerHistory><hr:OrganizationName>Brightmoor NV</hr:OrganizationName>
<PositionHistory><PositionTitle>Search Engineer</PositionTitle>
<eures:EmploymentPeriod>{when("StartDate", "2020-04-01")}{when("EndDate", "2021-01-31")}<hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod>
<oa:Description>&lt;ul&gt;&lt;li&gt;Built ranking with LightGBM&lt;/li&gt;&lt;li&gt;Ran Elasticsearch&lt;/li&gt;&lt;/ul&gt;&lt;script&gt;alert(1)&lt;/script&gt;</oa:Description>
</PositionHistory></EmployerHistory>
<EmployerHistory><hr:OrganizationName>Kestrel AG</hr:OrganizationName>
<eures:EmploymentPeriod>{when("StartDate", "2017-02")}{when("EndDate", "2020-03")}</eures:EmploymentPeriod>
<PositionHistory><PositionTitle>Data Analyst</PositionTitle></PositionHistory></EmployerHistory></EmploymentHistory>
<EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>KU Leuven</hr:OrganizationName>
<hr:ProgramName>MSc Artificial Intelligence</hr:ProgramName><AttendancePeriod>{when("EndDate", "2017-06-30")}</AttendancePeriod>
</EducationOrganizationAttendance></EducationHistory>
<PersonQualifications>{tongue("nld")}{tongue("eng", "C1", "B2")}<PersonCompetency><hr:CompetencyName>PyTorch</hr:CompetencyName></PersonCompetency></PersonQualifications>
</CandidateProfile></Candidate>"""

PASSPORT = """<?xml version="1.0"?><SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo>
<Identification><PersonName><FirstName>Rosalind</FirstName><Surname>Achterberg</Surname></PersonName></Identification>
<Headline><Description><Label>Search Engineer</Label></Description></Headline>
<WorkExperienceList><WorkExperience><Period><From year="2020" month="--04" day="---01"/><Current>true</Current></Period>
<Position><Label>Search Engineer</Label></Position><Activities>&lt;p&gt;Ran Elasticsearch&lt;/p&gt;</Activities>
<Employer><Name>Brightmoor NV</Name></Employer></WorkExperience></WorkExperienceList>
<EducationList><Education><Period><To year="2017"/></Period><Title>MSc Artificial Intelligence</Title>
<Organisation><Name>KU Leuven</Name></Organisation></Education></EducationList>
<Skills><Linguistic><ForeignLanguageList><ForeignLanguage><Description><Label>English</Label></Description>
<ProficiencyLevel><Listening>C1</Listening></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
<Computer><Description>PyTorch, SQL</Description></Computer></Skills></LearnerInfo></SkillsPassport>"""


def test_the_candidate_of_today_is_read() -> None:
    """Posts with the employer's or their own period, a current one open; HTML as lines; languages by code."""
    document = read_bytes(CANDIDATE.encode(), "europass.xml")
    lines = document.text.splitlines()

    assert document.format == "europass"
    for line in (
        "Rosalind Achterberg",
        "Ghent",
        "Engineer of search & ranking.",
        "Search Engineer, Brightmoor NV    2020-04 - present",
        "- Built ranking with LightGBM",
        "- Ran Elasticsearch",
        "Data Analyst, Kestrel AG    2017-02 - 2020-03",
        "MSc Artificial Intelligence, KU Leuven, 2017",
        "PyTorch",
        "Dutch",
        "English: B2",
    ):
        assert line in lines
    assert "alert" not in document.text


def test_the_passport_of_before_is_read() -> None:
    """Dates in attributes, labels and free text."""
    lines = read_bytes(PASSPORT.encode(), "cv.xml").text.splitlines()

    for line in (
        "Search Engineer, Brightmoor NV    2020-04 - present",
        "- Ran Elasticsearch",
        "MSc Artificial Intelligence, KU Leuven, 2017",
        "PyTorch, SQL",
        "English: C1",
    ):
        assert line in lines


def test_entities_are_never_resolved(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Neither a file of this machine nor a growing entity gets into the text."""
    secret = tmp_path / "secret.txt"
    secret.write_text("Swordfish")
    doctype = (
        f'<!DOCTYPE SkillsPassport [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"Haddock " * 9}">]>'
    )
    hostile = PASSPORT.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{doctype}').replace(
        "PyTorch, SQL", "PyTorch &x; &y;"
    )
    text = read_bytes(hostile.encode(), "cv.xml").text

    assert "PyTorch" in text
    assert "Swordfish" not in text
    assert "Haddock" not in text


def test_a_laughing_bomb_is_small_or_refused() -> None:
    """Ten levels of ten entities each."""
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
    )
    bomb = f'<?xml version="1.0"?><!DOCTYPE SkillsPassport [{entities}]><SkillsPassport><LearnerInfo>&l9;</LearnerInfo></SkillsPassport>'

    with pytest.raises(DocumentError):
        read_bytes(bomb.encode(), "cv.xml")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<?xml version='1.0'?><Invoice><Total>3</Total></Invoice>", UnsupportedDocument),
        (b"<?xml version='1.0'?><Candidate><PersonName>", UnreadableDocument),
        (b"<?xml version='1.0'?>" + b"<Candidate>" * 5000, UnreadableDocument),
        (b"<?xml version='1.0' encoding='no-such'?><Candidate/>", UnreadableDocument),
    ],
)
def test_other_and_damaged_xml_is_refused(data: bytes, error: type[DocumentError]) -> None:
    """An invoice, one cut off, one nested without end, one in an unknown encoding."""
    with pytest.raises(error) as caught:
        read_bytes(data, "cv.xml")

    assert "\n" not in str(caught.value)
