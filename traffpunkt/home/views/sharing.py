# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the programme on the municipality's own site."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from traffpunkt.home.office import office, sent, status_of
from traffpunkt.home.sharing_forms import FrameForm, SharingForm
from traffpunkt.people.desk import DeskRequest

FEEDS = ("activities:calendar", "activities:atom", "activities:json_feed")


@office
def sharing(request: DeskRequest) -> HttpResponse:
    """How the programme is shown on a site of the municipality's own, and on which."""
    here = request.municipality
    form = SharingForm(sent(request), initial={"framed_by": "\n".join(here.framed_by)})
    if form.is_valid():
        here.change(form.cleaned_data, by=request.desk.actor)
        messages.success(request, _("Webbplatserna är sparade."))
        return redirect("home:settings_sharing")
    part = FrameForm(request.GET, municipality=here)
    page = {
        "form": form,
        "part": part,
        "feeds": [request.build_absolute_uri(reverse(name)) for name in FEEDS],
        "frame": frame_of(request, part.query),
    }
    return render(request, "home/settings_sharing.html", page, status=status_of(form.is_bound))


def frame_of(request: DeskRequest, part: str) -> str:
    """The text that shows the coming dates where it is put into a page of another site."""
    address = request.build_absolute_uri(reverse("activities:embedding")) + part
    title = _("Det som kommer i %(municipality)s") % {"municipality": request.municipality}
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" '
        'width="100%" height="600" loading="lazy"></iframe>'
    )
