# SPDX-License-Identifier: EUPL-1.2
"""How a row takes over changed facts."""

from collections.abc import Mapping
from typing import Any

from django.db import models


def take_over(row: models.Model, facts: Mapping[str, Any]) -> bool:
    """Save the facts that differ; whether any did, so that the same press again leaves no trace."""
    new = {name: fact for name, fact in facts.items() if getattr(row, name) != fact}
    for name, fact in new.items():
        setattr(row, name, fact)
    if new:
        row.save(update_fields=list(new))
    return bool(new)
