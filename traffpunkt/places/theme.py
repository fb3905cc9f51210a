# SPDX-License-Identifier: EUPL-1.2
"""A municipality's own colours as a small style sheet, served where strict CSP allows no inline style."""

import hashlib

from traffpunkt.places.models import Municipality


def css(municipality: Municipality) -> str:
    """The two colours by the names that the look knows them by."""
    return (
        f":root{{--accent-of-light:{municipality.colour_light};"
        f"--accent-of-dark:{municipality.colour_dark}}}\n"
    )


def version(municipality: Municipality) -> str:
    """A mark that changes with the colours, so that browsers may keep the sheet for a year."""
    return hashlib.sha256(css(municipality).encode()).hexdigest()[:8]
