# SPDX-License-Identifier: EUPL-1.2
"""Phone numbers on the page: as people say them, and as a telephone dials them.

Both are kept: the help phone stands on every page."""

import functools

import phonenumbers


def parsed(number: str) -> phonenumbers.PhoneNumber | None:
    """The number understood as Swedish unless it says its country; None when it is no number."""
    try:
        return phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return None


@functools.lru_cache(maxsize=2000)
def spoken(number: str) -> str:
    """As people in Sweden write it: 070-174 06 05; a foreign one with its country."""
    found = parsed(number)
    if found is None:
        return number
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if found.country_code == 46:
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(found, style)


@functools.lru_cache(maxsize=2000)
def dialled(number: str) -> str:
    """The address that a press on it rings: tel:+46701740605."""
    found = parsed(number)
    if found is None:
        return ""
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.RFC3966).replace(
        "-", ""
    )
