# SPDX-License-Identifier: EUPL-1.2
"""Contrast between two colours, as WCAG 2.2 defines it (relative luminance, section 1.4.6)."""

import re

HEX = re.compile(r"^#[0-9a-fA-F]{6}$")


def luminance(colour: str) -> float:
    """Relative luminance 0–1 of a colour written #rrggbb."""
    if not HEX.match(colour):
        raise ValueError(f"Not a colour: {colour}")
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1–21 between two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
