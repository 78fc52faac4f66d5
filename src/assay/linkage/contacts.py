"""E-mail addresses, telephone numbers and links to one's own pages, as they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAGE = re.compile(
    r"(?i)(?:https?://)?(?:www\.|[a-z]{2}\.)?(linkedin\.com/(?:in|pub)|github\.com|gitlab\.com|orcid\.org|huggingface\.co|kaggle\.com"
    r"|x\.com|twitter\.com|medium\.com|stackoverflow\.com/users)/@?([\w.%-]{2,80})/?$"
)
_SCHOLAR = re.compile(r"scholar\.google\.[a-z.]+/\S*?user=([\w-]{6,20})")
_OWN = re.compile(r"(?i)^(?:https?://)?(?:www\.)?([a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){1,3})/?$")
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_ANYBODYS = frozenset(
    "info contact office mail cv jobs hr admin hello me post bewerbung kontakt recruiting careers".split()
)
_MIN_DIGITS, _KEPT_DIGITS = 8, 9
"""Digits of a number that is one, and those kept from its end, so that +49 30 and 030 are one."""


def mail_key(address: str) -> str:
    """The address as its mailbox is: lower case, without a +tag; Google's without dots.

    >>> mail_key("Ada.Byron+jobs@GoogleMail.com")
    'adabyron@gmail.com'
    """
    local, _, domain = address.strip().lower().rpartition("@")
    local = local.split("+")[0]
    if domain in _GOOGLE:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def mailbox(key: str) -> str:
    """What stands before the @, without dots; empty where it is anybody's or too short to tell."""
    local = re.sub(r"[._-]", "", key.split("@")[0])
    return "" if len(local) < 6 or local in _ANYBODYS else local


def phone_key(number: str) -> str:
    """The last nine digits of a number, empty where there are too few or all are the same.

    >>> phone_key("+49 (0)30 901 820-44"), phone_key("030 90182044")
    ('090182044', '090182044')
    """
    digits = re.sub(r"\D", "", number.replace("(0)", "0"))
    if len(digits) < _MIN_DIGITS or len(set(digits[-6:])) == 1:
        return ""
    return digits[-_KEPT_DIGITS:].lstrip("0") if len(digits) < _KEPT_DIGITS else digits[-_KEPT_DIGITS:]


def link_key(link: str) -> str:
    """A page of one's own (a profile, an account, a domain), empty for any other link.

    >>> link_key("https://www.LinkedIn.com/in/ada-byron/"), link_key("github.com/pytorch/pytorch")
    ('linkedin.com/in/ada-byron', '')
    """
    text = link.strip().rstrip(".,;)")
    page = _PAGE.match(text)
    if page:
        return f"{page[1].lower()}/{page[2].lower()}"
    scholar = _SCHOLAR.search(text)
    if scholar:
        return f"scholar/{scholar[1]}"
    own = _OWN.match(text)
    return own[1].lower() if own else ""


def keys(values: Iterable[str]) -> tuple[str, ...]:
    """The distinct keys that hold something, in order."""
    return tuple(sorted({v for v in values if v}))
