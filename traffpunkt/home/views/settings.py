# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the municipality itself, its closed days, topics and agreements."""

import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.closures import dates_of
from traffpunkt.activities.models import Topic
from traffpunkt.home.office import (
    gone_already,
    in_turn,
    office,
    office_for,
    only_read,
    only_sent,
    sent,
    status_of,
)
from traffpunkt.home.retention import decision_of
from traffpunkt.home.settings_forms import (
    AgreementForm,
    ClosedDayForm,
    MunicipalityForm,
    NewAgreementForm,
    TopicForm,
)
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.rights import Right
from traffpunkt.places.models import ClosedDay, Municipality, Organisation
from traffpunkt.places.models.closed_day import coming_holidays
from traffpunkt.places.statement import Statement


@only_read
@office_for(Right.SETTINGS, Right.FIGURES)
def settings(request: DeskRequest) -> HttpResponse:
    """All settings, each with how much there is of it; each reader sees those that open to her."""
    here = request.municipality
    page = {
        "venues": here.venues.open_ones().count(),
        "closed_days": here.closed_days.coming().count(),
        "topics": here.topics.count(),
        "agreements": here.agreements.in_force(timezone.localdate()).count(),
        "organisations": Organisation.objects.within(here).count(),
        "members": here.memberships.lasting().people(),
        "synonyms": here.synonyms.count(),
        "faults": here.fault_reports.waiting().count(),
        "reminder": here.reminder_rules.for_all(),
        "wordings": here.wordings.count(),
        **stated(here),
    }
    return render(request, "home/settings.html", page)


def stated(here: Municipality) -> dict[str, object]:
    """What the municipality has said of its site, and decided on erasure."""
    return {"statement": Statement.of(here), "erasure": decision_of(here)}


@office
@in_turn
def municipality(request: DeskRequest) -> HttpResponse:
    """The municipality as its guests meet it."""
    # A copy: what is typed wrongly must not show on the frame of the page.
    form = MunicipalityForm(sent(request), instance=copy.copy(request.municipality))
    if form.is_valid():
        request.municipality.change(form.cleaned_data, by=request.desk.actor)
        messages.success(request, _("Kommunens uppgifter är sparade."))
        return redirect("home:settings_municipality")
    return render(
        request, "home/settings_municipality.html", {"form": form}, status=status_of(form.is_bound)
    )


@only_read
@office
def closed_days(request: DeskRequest) -> HttpResponse:
    """The closed days that come, and the holidays of the year."""
    page = {
        "rows": request.municipality.closed_days.coming(),
        "holidays": coming_holidays(timezone.localdate()),
    }
    return render(request, "home/settings_closed_days.html", page)


@office
def closed_day_new(request: DeskRequest) -> HttpResponse:
    """Close a venue, or all, for some days."""
    form = ClosedDayForm(request.municipality, sent(request))
    if form.is_valid():
        here, by = request.municipality, request.desk.actor
        row = here.closed_days.close(here, **form.cleaned_data, by=by)
        messages.success(request, _("De stängda dagarna är sparade."))
        return redirect("home:settings_closed_day", row.pk)
    return render(
        request,
        "home/settings_closed_day_new.html",
        {"form": form},
        status=status_of(form.is_bound),
    )


@only_read
@office
def closed_day(request: DeskRequest, pk: int) -> HttpResponse:
    """One row of closed days, and the dates that are planned on them."""
    row = get_object_or_404(request.municipality.closed_days, pk=pk)
    return render(request, "home/settings_closed_day.html", {"row": row, "dates": dates_of(row)})


@only_sent
@office
def closed_day_removal(request: DeskRequest, pk: int) -> HttpResponse:
    """Open again on these days."""
    if not gone_already(request, ClosedDay, pk):
        get_object_or_404(request.municipality.closed_days, pk=pk).remove(by=request.desk.actor)
    messages.success(request, _("De stängda dagarna är borttagna."))
    return redirect("home:settings_closed_days")


@office
def topics(request: DeskRequest) -> HttpResponse:
    """The municipality's topics, and a line to add one."""
    form = TopicForm(request.municipality, None, sent(request))
    if form.is_valid():
        name = form.cleaned_data["name"]
        request.municipality.topics.introduce(request.municipality, name, by=request.desk.actor)
        messages.success(request, _("Ämnet %(name)s finns nu.") % {"name": name})
        return redirect("home:settings_topics")
    page = {"form": form, "topics": request.municipality.topics.with_use()}
    return render(request, "home/settings_topics.html", page, status=status_of(form.is_bound))


@office
@in_turn
def topic(request: DeskRequest, pk: int) -> HttpResponse:
    """One topic: what it is called."""
    row = get_object_or_404(request.municipality.topics.with_use(), pk=pk)
    form = TopicForm(request.municipality, row, sent(request))
    if form.is_valid():
        row.rename(form.cleaned_data["name"], by=request.desk.actor)
        messages.success(request, _("Ämnet heter nu %(name)s.") % {"name": row.name})
        return redirect("home:settings_topics")
    page = {"form": form, "topic": row}
    return render(request, "home/settings_topic.html", page, status=status_of(form.is_bound))


@only_sent
@office
def topic_removal(request: DeskRequest, pk: int) -> HttpResponse:
    """Remove a topic that no activity is about."""
    if not gone_already(request, Topic, pk):
        row = get_object_or_404(request.municipality.topics, pk=pk)
        if not row.remove(by=request.desk.actor):
            messages.error(request, _("Ämnet används av en aktivitet och finns därför kvar."))
            return redirect("home:settings_topic", pk)
    messages.success(request, _("Ämnet är borttaget."))
    return redirect("home:settings_topics")


@only_read
@office_for(Right.FIGURES)
def agreements(request: DeskRequest) -> HttpResponse:
    """The agreements with organisations, and when each can end."""
    page = {"agreements": request.municipality.agreements.in_full()}
    return render(request, "home/settings_agreements.html", page)


@office_for(Right.TERMS)
def agreement_new(request: DeskRequest) -> HttpResponse:
    """Write down a new agreement."""
    form = NewAgreementForm(sent(request))
    if form.is_valid():
        here, by = request.municipality, request.desk.actor
        name, kind = form.cleaned_data["organisation"], form.cleaned_data["kind"]
        here.agreements.agree(here, name, kind, form.terms, by=by)
        messages.success(request, _("Avtalet är sparat."))
        return redirect("home:settings_agreements")
    return render(
        request, "home/settings_agreement.html", {"form": form}, status=status_of(form.is_bound)
    )


@office_for(Right.TERMS)
@in_turn
def agreement(request: DeskRequest, pk: int) -> HttpResponse:
    """Change the terms of an agreement."""
    row = get_object_or_404(request.municipality.agreements.in_full(), pk=pk)
    form = AgreementForm(sent(request), instance=copy.copy(row))
    if form.is_valid():
        row.change(form.terms, by=request.desk.actor)
        messages.success(request, _("Avtalet är sparat."))
        return redirect("home:settings_agreements")
    page = {"form": form, "agreement": row}
    return render(request, "home/settings_agreement.html", page, status=status_of(form.is_bound))
