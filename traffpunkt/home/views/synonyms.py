# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: words that mean the same when somebody searches."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Synonym
from traffpunkt.home.office import gone_already, office, only_sent, sent, status_of
from traffpunkt.home.synonym_forms import SynonymForm
from traffpunkt.people.desk import DeskRequest


@office
def synonyms(request: DeskRequest) -> HttpResponse:
    """The municipality's own words, and a line to add two."""
    form = SynonymForm(sent(request))
    if form.is_valid():
        here, by = request.municipality, request.desk.actor
        here.synonyms.introduce(here, form.words, by=by)
        messages.success(request, _("Sökningen vet nu att orden betyder samma sak."))
        return redirect("home:settings_synonyms")
    page = {"form": form, "synonyms": request.municipality.synonyms.in_order()}
    return render(request, "home/settings_synonyms.html", page, status=status_of(form.is_bound))


@only_sent
@office
def removal(request: DeskRequest, pk: int) -> HttpResponse:
    """Let two words mean each their own again."""
    if not gone_already(request, Synonym, pk):
        get_object_or_404(request.municipality.synonyms, pk=pk).remove(by=request.desk.actor)
    messages.success(request, _("Orden är borttagna. De betyder inte längre samma sak."))
    return redirect("home:settings_synonyms")
