"""Check the text of a brief: wording that rules bar, and pay that they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assay.crossborder.hiring.applying import Applying, applying
from assay.crossborder.hiring.load import load_hiring_rules
from assay.crossborder.hiring.phrases import Phrases, Said, any_in, load_phrases, said_in, sentence_at
from assay.crossborder.hiring.trust import trust_of
from assay.crossborder.hiring.values import Duty, HiringRule, HiringRules
from assay.domain.brief import Pay
from assay.domain.document import Span
from assay.domain.hiring_rule import BriefFinding, HiringContext, Severity, StatedPay
from assay.domain.route import Answer

_PAY_CHECKS = ("pay_range_in_posting", "pay_range_before_interview", "pay_advised")
_STATE_RANGE = (
    "State the lowest and highest pay, the currency and the period, such as EUR 70,000-90,000 a year."
)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A duty that asks for a check, with how its rule applies and whether it begins only later."""

    rule: HiringRule
    duty: Duty
    how: Applying
    later: bool

    @property
    def firm(self) -> bool:
        """Whether it binds now, or hangs only on the size of the employer or the state within a country."""
        return not self.later and not self.rule.conditions.depends_on and bool(self.how.places)


@dataclass(frozen=True, slots=True)
class _Check:
    """What one check of a brief is made with."""

    context: HiringContext
    rules: HiringRules
    phrases: Phrases
    on: date

    def bound(self, check: str, assume: Sequence[str] = ()) -> list[_Bound]:
        """Duties that ask for a check, those that bind most first."""
        context = self._assuming(assume)
        found = [
            _Bound(rule, duty, how, not duty.provenance.holds(self.on))
            for rule in self.rules.rules
            for duty in rule.duties
            if check in duty.checks and self._known(duty)
            for how in (self._applying(rule, context),)
            if how.answer is not Answer.NO
        ]
        return sorted(found, key=lambda b: (not b.firm, b.later, b.how.answer is not Answer.YES))

    def _known(self, duty: Duty) -> bool:
        p = duty.provenance
        later = p.valid_from is not None and self.on < p.valid_from
        return p.holds(self.on) or (later and (p.known_from is None or p.known_from <= self.on))

    def _applying(self, rule: HiringRule, context: HiringContext) -> Applying:
        if not context.job_places:
            return Applying(Answer.UNKNOWN, (), "the brief names no place", ("where the job is",))
        return applying(rule, context, self.rules.places, self.on)

    def _assuming(self, assume: Sequence[str]) -> HiringContext:
        """The role as if also in places that its wording leaves out of a country it is open to."""
        held = self.context
        country = {place.split("-")[0] for place in assume}
        if not any(place.split("-")[0] in country for place in held.job_places):
            return held
        return HiringContext(
            job_places=(*assume, *held.job_places), remote=held.remote, employer_size=held.employer_size
        )


def check_brief(  # noqa: PLR0913 - what a brief says and where it is posted
    text: str,
    pay: Pay | StatedPay | None,
    places: Sequence[str],
    remote: bool | None,
    on: date,
    employer_size: int | None = None,
    today: date | None = None,
) -> tuple[BriefFinding, ...]:
    """Findings in the text of a brief: in the order of the text, then what is missing.

    `pay` is the pay as read from the brief, None where it states none. `places` are ISO codes of where the work
    may be done; where there are none every finding is advice. `on` is the day of the posting,
    `today` the day of looking, by which reviews and sources age (None: `on`). Wording under a
    rule of a place whose law was not read is advice, too. A finding that hangs on the size of the employer, or
    on the state within a country, keeps its severity and says so by `applies` and in its message.
    """
    context = HiringContext(job_places=tuple(places), remote=remote, employer_size=employer_size, today=today)
    check = _Check(context, load_hiring_rules(), load_phrases(), on)
    found = said_in(text, check.phrases)
    bound = {
        p.id: check.bound(p.check, p.assume) for p in {one.phrase.id: one.phrase for one in found}.values()
    }
    worded = [_worded(one, bound[one.phrase.id], text, check) for one in found if bound[one.phrase.id]]
    return (*worded, *_pay(text, pay, check))


def _worded(said: Said, bound: list[_Bound], text: str, check: _Check) -> BriefFinding:
    phrase = said.phrase
    says = phrase.softened if said.softened and phrase.softened else phrase.says
    severity = Severity.ADVISE if said.softened else phrase.severity
    return _finding(phrase.id, bound, check, (said.span, text), (says, phrase.instead), severity)


def _finding(
    code: str,
    bound: list[_Bound],
    check: _Check,
    quoted: tuple[Span | None, str],
    words: tuple[str, str],
    severity: Severity,
) -> BriefFinding:
    """A finding under the duty that binds most; its places are those of all that ask for the same."""
    first = bound[0]
    span, text = quoted
    provenance = first.duty.provenance
    trusted = trust_of(
        provenance,
        check.rules.sources,
        check.on,
        today=check.context.today,
        litigation=first.rule.litigation,
        unsettled=first.duty.unsettled,
    )
    needs = f" Check {'; '.join(first.how.needs)}." if first.how.needs else ""
    later = f" From {provenance.valid_from}." if first.later else ""
    return BriefFinding(
        code=code,
        rule=first.rule.id,
        rule_name=first.rule.name,
        quote=span,
        words=text[span.start : span.end] if span else "",
        message=f"{words[0]}{later}{needs}",
        instead=words[1],
        severity=severity if first.firm else Severity.ADVISE,
        places=tuple(dict.fromkeys(place for b in bound for place in b.how.places)),
        applies=first.how.answer,
        begins=provenance.valid_from if first.later else None,
        provenance=provenance,
        trust=trusted.colour,
    )


def _pay(text: str, pay: Pay | StatedPay | None, check: _Check) -> Iterator[BriefFinding]:
    """What the pay lacks under the strictest rule that asks for it."""
    by_check = [(name, bound) for name in _PAY_CHECKS if (bound := check.bound(name))]
    if not by_check:
        return
    by_check.sort(key=lambda pair: not pair[1][0].firm)
    name, bound = by_check[0]
    severity = Severity.MUST_FIX if name == "pay_range_in_posting" else Severity.ADVISE
    when = (
        "in the posting"
        if name != "pay_range_before_interview"
        else "before the interview; the posting is safest"
    )
    for code, says in _lacks(pay, _one_sided(text, check.phrases)):
        span = _pay_span(code, text, check.phrases)
        message = f"{says} {bound[0].rule.name} asks for the pay range {when}."
        yield _finding(code, bound, check, (span, text), (message, _STATE_RANGE), severity)


def _lacks(pay: Pay | StatedPay | None, one_sided: Span | None) -> Iterator[tuple[str, str]]:
    low, high = (pay.minimum, pay.maximum) if pay else (None, None)
    if low is None and high is None:
        if one_sided:
            yield "pay_one_sided", "The pay has one end only."
        else:
            yield "pay_missing", "No numeric pay range is stated."
        return
    if low is None or high is None or (low == high and one_sided):
        yield "pay_one_sided", "The pay has one end only."
    if not (pay and pay.currency):
        yield "pay_currency_missing", "The currency of the pay is not stated."
    if not (pay and pay.period):
        yield "pay_period_missing", "The period of the pay (year, month, hour) is not stated."


def _pay_span(code: str, text: str, phrases: Phrases) -> Span | None:
    if code == "pay_one_sided":
        return _one_sided(text, phrases)
    vague = any_in(text, phrases.vague_pay) if code == "pay_missing" else None
    return Span(*vague.span()) if vague else None


def _one_sided(text: str, phrases: Phrases) -> Span | None:
    """Pay with one end in a sentence that speaks of pay."""
    for pattern in phrases.one_sided_pay:
        for match in pattern.finditer(text):
            around = sentence_at(text, match.start(), match.end())
            if any_in(text[around.start : around.end], phrases.pay_words):
                return Span(*match.span())
    return None
