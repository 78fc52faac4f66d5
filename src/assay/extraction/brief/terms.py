"""Pieces of a brief that ask nothing of a CV: terms of the post, reassurance, and questions put for the reader."""

from __future__ import annotations

import re

from assay.extraction.brief.pieces import Piece

_LABELLED = re.compile(
    r"\W*(?:(?:annual |fixed |max(?:imum)? )?ctc|salary(?: range)?|pay(?: range| rate)?|compensation|remuneration|(?:day |hourly )?rate|budget|package|notice(?: period)?|joining(?: date)?|"
    r"start(?:ing)?(?: date)?|(?:job |work )?location|work(?:ing)? (?:mode|model|hours|days|time)|job type|employment(?: type)?|contract(?: type| length)?|duration|shift|hours|"
    r"(?:no\.? of |number of )?(?:openings|positions|vacancies)|report(?:s|ing)? to|team size|department|job (?:id|code|ref\w*)|ref(?:erence)?(?: no\.?)?|closing date|(?:application )?deadline|mode of interview|"
    r"gehalt|vergutung|arbeitsort|standort|eintritt\w*|arbeitszeit|befristung|salaire|lieu|type de contrat|salario|ubicacion|jornada|tipo de contrato|sede|retribuzione|contratto|"
    r"regime|salaris|standplaats|dienstverband|uren|wynagrodzenie|lokalizacja|wymiar(?: etatu)?)\s?[:=]\s?\S"
)
"""A row of terms: "Notice period: 30 days"."""

_BARE = re.compile(
    r"\W*(?:work(?:ing)? from (?:home|office|anywhere)|wf[ho]|on-?site|remote|hybrid|full[- ]time|part[- ]time|permanent|contract|immediate joiners?(?: only| preferred)?)(?: (?:only|role|position))?\W*"
)
_PAID = re.compile(
    r"[$€£₹]\s?\d[\d.,]*\s?k?\b.*(?:\b(?:a|per|pro|par|al|all'|por) (?:year|month|day|hour|annum|jahr|monat|an|mois|mes|ano|anno|mese|jaar|maand)\b|\bp\.\s?a\b|\blpa\b|\bannual)"
)
_REASSURES = re.compile(
    r"\b(?:(?:that|which|this|either|both)(?:'s| is| are) (?:also |perfectly |totally |quite |just )?(?:fine|ok|okay|no problem)\b|(?:will|we'll|we can|we) (?:happily |gladly )?(?:teach|train)(?: you)?\b(?! (?:a |the )?(?:model|network|policy|polic))|"
    r"don't worry|no worries|bringen wir (?:dir|ihnen) bei|das lernen sie bei uns|nous vous formerons|te formamos|ti formiamo|leren we je|nauczymy)"
)
_REPORTS = re.compile(
    r"^\W*(?:(?:you|the \w+(?: \w+)?|this (?:role|position|post)|he or she)(?:'ll| will)? )?(?:be )?report(?:s|ing)? (?:directly )?(?:in)?to\b|^\W*(?:any )?other duties as\b"
)
_SHORT_QUESTION = 4
"""Words of a question that only leads to its answer ("Visa?", "How much?")."""


def asks_nothing(piece: Piece) -> bool:
    """Whether the piece is a term of the post, reassures, or says to whom the post reports.

    Terms are known by their label, whatever names of skills stand in them ("CTC" is pay here).
    """
    text = piece.text
    if _LABELLED.match(text) or _BARE.fullmatch(text) or _REPORTS.match(text):
        return True
    if piece.hard or piece.years or piece.degree:
        return False
    leads = text.rstrip().endswith("?") and len(text.split()) <= _SHORT_QUESTION
    return bool(leads or _PAID.search(text) or _REASSURES.search(text))
