# SPDX-License-Identifier: EUPL-1.2
"""Phone numbers: any sensible way of writing is understood, one way is kept (E.164)."""

import phonenumbers


def understood(typed: str) -> str | None:
    """The number in E.164, or None where it cannot be a phone number; Sweden is assumed."""
    try:
        number = phonenumbers.parse(typed, "SE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(number: str) -> str:
    """A kept number as people in Sweden write it: 070-123 45 67; others with their country."""
    try:
        parsed = phonenumbers.parse(number, "SE")
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if parsed.country_code == 46:
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, style)


def is_mobile(number: str) -> bool:
    """Whether an SMS can reach the number."""
    parsed = phonenumbers.parse(number, "SE")
    return phonenumbers.number_type(parsed) in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
