# SPDX-License-Identifier: EUPL-1.2
"""The door by way of a provider that speaks SAML: what we are, its answer, and back in the browser that asked."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from traffpunkt.people import saml, saml_keys
from traffpunkt.people.models import IdentityProvider
from traffpunkt.people.oidc import Down, Refused
from traffpunkt.people.views.provider import (
    SPOT,
    is_recent,
    let_in,
    linked,
    provider_of,
    saml_here,
    stop,
)
from traffpunkt.places.requests import GuestRequest


@never_cache
@require_safe
def metadata(request: GuestRequest) -> HttpResponse:
    """What we say of ourselves, for the municipality's IT department."""
    if not (settings.SAML_ON and saml_keys.are_made()):
        raise Http404
    told = saml.peer().metadata_of(saml_here(request))
    return HttpResponse(told, content_type="application/samlmetadata+xml")


# The post comes from the provider's page, without our cookies: it changes nothing in any session, and
# what it says counts only in the browser that asked (`finish`).
@csrf_exempt
@never_cache
@require_POST
def answer(request: GuestRequest) -> HttpResponse:
    """The provider's answer: checked, kept under a word, and fetched by the browser that asked."""
    provider = provider_of(request, IdentityProvider.Kind.SAML)
    try:
        word = saml.take(provider, saml_here(request), request.POST.get("SAMLResponse", ""))
    except saml.Weak:
        return stop(request, "weak", 403)
    except Refused:
        return stop(request, "refused", 403)
    except Down:
        return stop(request, "down", 503)
    there = f"{reverse('people:saml_finish')}?{urlencode({'svar': word})}"
    # 303: a get, so that the browser brings its cookie along.
    return HttpResponseRedirect(there, status=303)


@never_cache
@require_safe
def finish(request: GuestRequest) -> HttpResponse:
    """In the browser that asked: what the provider said opens the door to who has a task here."""
    provider = provider_of(request, IdentityProvider.Kind.SAML)
    asked = request.session.pop(SPOT, {})
    told: dict[str, Any] = saml.handed(request.GET.get("svar", ""))
    if not is_answer_to(asked, told, provider):
        return stop(request, "refused", 403)
    if asked["link"]:
        return linked(request, provider, told["claims"], asked["link"])
    return let_in(request, provider, (told["claims"], ""), asked)


def is_answer_to(asked: dict[str, Any], told: dict[str, Any], provider: IdentityProvider) -> bool:
    """Whether this browser asked this provider just that; who was to show it anew has done so."""
    if not told or told["provider"] != provider.pk or not is_recent(asked, provider):
        return False
    question = asked["question"]
    if question["again"] and told["at"] < asked["at"] - saml.LEEWAY:
        return False
    return constant_time_compare(question["number"], told["question"])
