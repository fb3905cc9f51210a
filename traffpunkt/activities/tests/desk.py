# SPDX-License-Identifier: EUPL-1.2
"""How tests ask for the desk's pages, read them, and put a caller on the list."""

import uuid

from django.urls import reverse


def page(name, *numbers):
    return reverse(f"activities:{name}", args=numbers)


def caller(occasion, name="Astrid", contact="070-174 06 05", way="on_site", **more):
    """What staff fill in when somebody rings."""
    facts = {"name": name, "contact": contact, "headcount": "1", "press": str(uuid.uuid4())}
    return facts | {"way": occasion.offers.get(way=way).pk} | more


def text(response):
    return " ".join(response.content.decode().split())
