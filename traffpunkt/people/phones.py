# SPDX-License-Identifier: EUPL-1.2
"""Phone numbers: any sensible way of writing is understood, one way is kept (E.164).

How a kept number is said and dialled is for `ui.numbers`.
"""

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


def is_mobile(number: str) -> bool:
    """Whether an SMS can reach the number."""
    parsed = phonenumbers.parse(number, "SE")
    return phonenumbers.number_type(parsed) in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
