# SPDX-License-Identifier: EUPL-1.2
"""A date as a block of facts in its page's head (ADR 20)."""

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from traffpunkt.activities.models import Move, Occasion
from traffpunkt.activities.structured import Told, as_json

register = template.Library()


@register.simple_tag(takes_context=True)
def event_facts(context: Context, occasion: Occasion, move: Move | None) -> SafeString:
    """A date as schema.org tells of it, in signs that cannot end the element."""
    request: HttpRequest = context["request"]
    page = request.build_absolute_uri(reverse("activities:occasion", args=[occasion.pk]))
    site = request.build_absolute_uri(get_script_prefix())
    return SafeString(as_json(Told(occasion, move, page, site).facts()))
