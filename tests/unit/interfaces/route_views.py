"""Views of routes made by hand: a usual one, an empty one, and one in which everything is long."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from assay.domain.route import DISCLAIMER
from assay.workflow.routes_shown import (
    BriefFindingView,
    CostView,
    DayView,
    DestinationView,
    DutyView,
    FactView,
    HoursView,
    LeafView,
    MarginView,
    OverlapView,
    PayView,
    QuestionView,
    ReachView,
    RoutesView,
    SourceView,
    TimeView,
    WayView,
)

EMPTY = RoutesView(
    title="Where the person may work",
    label="",
    view="hiring",
    how_to_read="Feasible: every condition is met on what is known.",
    top=8,
    on="2026-11-23",
    today="2026-11-23",
    start="",
    sort="certainty",
    disclaimer=DISCLAIMER,
    notes=(),
    facts=(),
    withheld=(),
    ways=(),
    questions=(),
    allowed=(),
    pay=(),
    market=(),
    market_known=False,
    hours=(),
    duties=(),
    to_check=(),
    coming=(),
    conflicts=(),
    findings=(),
    employment=(),
    reach=(),
    offer_note="",
    destinations=(),
    overlaps=(),
    versions=(("Assay", "0.0.0"), ("Rules of routes", "sha256 0123456789abcdef")),
)


def cost(text: str, *items: str, missing: tuple[str, ...] = ()) -> CostView:
    """A cost as shown."""
    return CostView(range=text, items=items, missing=missing)


def way(number: int, **changed: Any) -> WayView:
    """A way over the EU Blue Card, changed where asked."""
    usual = WayView(
        number=number,
        kind="relocate_sponsored",
        label="Relocate with sponsorship",
        name="EU Blue Card",
        country="Germany",
        code="DE",
        route="de_blue_card",
        verdict="needs_check",
        trust="amber",
        trust_reasons=("a change is dated before the planned start",),
        why=("months of the contract: not known; asked: at least 6 months",),
        open=("not known whether Germany is open to the person without a permit",),
        leaves=(
            LeafView(
                answer="yes",
                text="pay of at least 50,700 EUR a year",
                decides=False,
                margin=MarginView(
                    required="50,700 EUR a year", money="+14,300 EUR", share="+28.2 %", rate=""
                ),
            ),
            LeafView(answer="unknown", text="months of the contract: not known", decides=True, margin=None),
            LeafView(answer="no", text="age: 48; asked: less than 45 years", decides=False, margin=None),
        ),
        time=TimeView(
            range="60 to 195 days [not verified]",
            low_days=60,
            high_days=195,
            earliest="2027-01-22",
            parts=(
                "notice period: 60 days (as stated; CV: “two months”)",
                "visa appointment: 15 to 105 days [not verified] (our estimate)",
            ),
        ),
        employer_once=cost("411 EUR", "fast-track procedure: 411 EUR"),
        employer_yearly=cost("77,600 to 92,700 EUR a year", "gross pay: 65,000 EUR a year"),
        first_year="78,011 to 93,111 EUR",
        person_once=cost("175 EUR, not complete", "visa: 75 EUR", missing=("translation of the degree",)),
        risks=("An authority decides, and may refuse or take longer; keep a second way open.",),
        dependants="may work at once",
        residence="after 1.75 years with German B1 [not verified]",
        duration="48 months",
        scheduled=("after 2026-12-31 no value is known for the pay threshold standard",),
        official_url="https://www.make-it-in-germany.com/en/",
        sources=(
            SourceView(title="Make it in Germany, EU Blue Card (2026)", url="https://www.example.org/de"),
            SourceView(title="From memory, not verified (unknown)", url=None),
        ),
    )
    return replace(usual, **changed)


REMOTE = way(
    2,
    kind="employer_of_record",
    label="Remote, through an employer of record",
    name="",
    country="Brazil",
    code="BR",
    route="",
    verdict="feasible",
    trust="",
    trust_reasons=(),
    why=("employers of record are usual in Brazil [not verified]",),
    leaves=(),
    time=TimeView(range="30 to 74 days", low_days=30, high_days=74, earliest="2026-12-23", parts=()),
    residence="no move",
    official_url="",
    sources=(),
)
UNKNOWN = way(
    3,
    label="Intra-company transfer",
    name="ICT card",
    trust="red",
    time=TimeView(range="not known", low_days=None, high_days=None, earliest="", parts=()),
)
BLOCKED = way(
    4, name="Skilled worker, 18b", verdict="blocked", trust="green", why=("age: 48; asked: under 45",)
)
DUTY = DutyView(
    due="by 2026-11-30",
    text="Tell candidates that a ranking is used, and how. [not verified]",
    rule="EU AI Act, Regulation (EU) 2024/1689",
    standing="",
    why="The job is in Germany; candidates are ranked by a tool.",
    needs="",
    places="Germany",
    trust="amber",
    source="Indexed notes on the Act",
)
FULL = replace(
    EMPTY,
    title="Senior inference engineer",
    label="the candidate",
    start="2027-03-01",
    notes=("No score depends on any of this.",),
    facts=(FactView(label="country of residence", value="BR", origin="CV: “São Paulo”"),),
    withheld=("2 facts of the sheet are withheld in this view: they belong to the person",),
    ways=(way(1), REMOTE, UNKNOWN, BLOCKED),
    questions=(
        QuestionView(
            asks="employer", text="For how many months is the contract?", settles=2, voluntary=False
        ),
        QuestionView(
            asks="candidate", text="Do you have the right to work in Germany?", settles=3, voluntary=True
        ),
    ),
    allowed=(("Germany", ("Do you have the right to work in Germany?",), ("Where were you born?",)),),
    pay=(
        PayView(
            title="65,000 EUR a year, offered in Germany, beside Brazil",
            here="Germany",
            there="Brazil",
            rows=(
                ("gross pay a year", "65,000 EUR", "404,000 BRL"),
                ("share the person keeps", "58 to 62 % of gross (2026)", "70 % of gross (2025) [not verified]"),
            ),
            notes=("purchasing power: an average of all prices",),
            missing=("no band of pay for Brazil",),
        ),
    ),
    market_known=True,
    market=("Germany: 70,000 to 110,000 EUR, median 88,000 EUR (2025); advertised pay",),
    hours=(
        HoursView(
            title="São Paulo, Brazil and Berlin, Germany",
            summary="3.5 to 4.5 hours a day, mostly 3.5, in 2027; up to 22.5 hours a week and 960 a year",
            periods=(
                ("2027-01-01", "2027-03-27", "Berlin 4 hours ahead", "4.5 hours"),
                ("2027-03-28", "2027-10-30", "Berlin 5 hours ahead", "3.5 hours"),
            ),
            changes=("Berlin: 2027-03-28 one hour forward", "Berlin: 2027-10-31 one hour back"),
            shift="From 08:30 to 17:00 four hours are shared all year.",
            days_off=("9 public holidays in both places",),
            notes=(),
            days=(
                DayView(period="1 January to 27 March", person=(9.0, 17.5), team=(5.0, 13.5)),
                DayView(period="28 March to 30 October", person=(9.0, 17.5), team=(4.0, 12.5)),
            ),
        ),
    ),
    duties=(DUTY, replace(DUTY, due="throughout", text="Keep the logs for six months.", trust="green")),
    to_check=(replace(DUTY, text="Publish an audit of the tool.", needs="whether the role is open to New York"),),
    coming=(replace(DUTY, due="from 2027-12-02", standing="from 2027-12-02", text="Register as a deployer."),),
    conflicts=("One rule asks to delete what another asks to keep: keep it apart.",),
    findings=(
        BriefFindingView(
            severity="must fix",
            words="native speaker",
            message="Asks for an origin, not a skill.",
            instead="fluent German (C1)",
            rule="Directive 2000/43/EC",
        ),
    ),
    employment=("Germany, notice: four weeks to the 15th or the end of a month",),
    reach=(
        ReachView(
            country="Germany",
            groups=(
                ("Austria, France and 25 more", (("feasible", "Free movement", "Citizens of the EU"),)),
                ("Brazil and 160 more", (("needs_check", "EU Blue Card", "Degree: not known"),)),
            ),
        ),
    ),
    destinations=(
        DestinationView(
            country="Germany", region="Europe", verdict="needs_check", routes=(("needs_check", "EU Blue Card", ""),)
        ),
        DestinationView(
            country="Japan", region="Asia", verdict="blocked", routes=(("blocked", "J-Skip", "Pay [not verified]"),)
        ),
    ),
    overlaps=(OverlapView(regions="Europe and Asia", countries="Germany | Japan", certain=""),),
)  # fmt: skip

LONG = "A sentence that goes on about MANY Things that nobody would Read in full, with EUR 12,345.67 in it; "
_KEPT = {
    "disclaimer",
    "view",
    "verdict",
    "trust",
    "severity",
    "on",
    "today",
    "start",
    "url",
    "official_url",
    "answer",
}


def stuffed(value: Any, name: str = "", times: int = 4, text: str = LONG * 6) -> Any:
    """`value` with `text` behind every text of it and every list repeated."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: stuffed(getattr(value, f.name), f.name, times, text) for f in fields(value)}
        return replace(value, **changed)
    if isinstance(value, tuple) and name not in ("person", "team"):
        return tuple(stuffed(part, "", times, text) for part in (value * times if name else value))
    if isinstance(value, str) and value and name not in _KEPT:
        return f"{value} {text}[not verified]"
    return value
