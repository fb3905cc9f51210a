# SPDX-License-Identifier: EUPL-1.2
"""The reference of pages built anew: a bare Django view, twenty rows of one query, no middleware."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from traffpunkt.activities.models import Occasion

TEMPLATE = engines["django"].from_string("""<!doctype html><title>Lista</title><h1>Lista</h1><ul>
{% for row in rows %}<li><a href="/{{ row.pk }}/">{{ row.starts|date:"l j F H:i" }}</a>
  {{ row.venue_id }}</li>{% endfor %}
</ul>""")


def rows(request: HttpRequest, slug: str) -> HttpResponse:
    """The next twenty dates of a town."""
    found = Occasion.objects.filter(municipality__slug=slug).upcoming()[:20]
    return HttpResponse(TEMPLATE.render({"rows": found}))


urlpatterns = [path("<slug:slug>/", rows)]
