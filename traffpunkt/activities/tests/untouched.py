# SPDX-License-Identifier: EUPL-1.2
"""A form of the desk as a browser opens it and sends it, untouched or with something changed."""

from django.test import Client
from django.urls import reverse

from tests.pages import Page, as_sent
from traffpunkt.activities.models import Occasion, Offer, OfferPlan, Series

OFFERED = [field.attname for field in Offer._meta.concrete_fields]
# A date may go over to the series that follows, and an untouched plan may be written again.
PLANNED = [f.attname for f in OfferPlan._meta.concrete_fields if f.name not in {"id", "series"}]


def fields_of(html: str) -> dict[str, list[str]]:
    """What a browser sends of the form of a page."""
    forms = [one for one in Page(html).main.all("form") if one["method"] == "post"]
    return as_sent(forms[0])


def sent_again(client: Client, page: str, *presses: str, **changes: str | list[str]):
    """Open a form, change nothing but what is given, and press one button after the other."""
    answer, given = client.get(page), changes
    for press in presses:
        fields = fields_of(answer.content.decode())
        answer = client.post(page, fields | given | {"gor": press})
        given = {}
    return answer


def date_sent(client: Client, occasion: Occasion, *presses: str, **changes: str | list[str]):
    """The form of one date, sent by its only button."""
    address = reverse("activities:staff_occasion_change", args=[occasion.pk])
    return sent_again(client, address, *(presses or ("",)), **changes)


def series_sent(client: Client, series: Series, since: str = "", **changes: str | list[str]):
    """The form of a series: what happens is looked at first, then it is saved."""
    address = reverse("activities:staff_series", args=[series.pk])
    return sent_again(client, f"{address}?fran={since}", "visa", "spara", **changes)


def offered() -> list[dict[str, object]]:
    """All that the ways of all dates say."""
    return list(Offer.objects.order_by("pk").values(*OFFERED))


def planned() -> list[dict[str, object]]:
    """All that the plans of all series say, whichever series it is."""
    rows = list(OfferPlan.objects.order_by("pk").values(*PLANNED))
    return [row for place, row in enumerate(rows) if row not in rows[:place]]
