# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: all that is the municipality's in one file, which the worker makes."""

from typing import cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from traffpunkt.home.office import office_for, only_read, only_sent
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.proving import freshly_proven
from traffpunkt.people.rights import Right


@only_read
@office_for(Right.TAKE_OUT)
def takeouts(request: DeskRequest) -> HttpResponse:
    """What a takeout is, and how far the last one has come."""
    page = {"takeout": request.municipality.takeouts.newest()}
    return render(request, "home/settings_takeouts.html", page)


@only_sent
@office_for(Right.TAKE_OUT)
@freshly_proven
def asking(request: DeskRequest) -> HttpResponse:
    """Ask for a file; the worker makes it."""
    request.municipality.takeouts.ask(request.municipality, by=request.desk.actor)
    return redirect("home:settings_takeouts")


@only_read
@office_for(Right.TAKE_OUT)
@freshly_proven
def file(request: DeskRequest, pk: int) -> HttpResponse:
    """The file itself, while it can be fetched."""
    found = get_object_or_404(request.municipality.takeouts.to_fetch(), pk=pk)
    if not found.file.exists():
        return redirect("home:settings_takeouts")
    found.fetched(by=request.desk.actor)
    sent = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.file_name)
    # The doors before the page pass it on as it is: it is never in memory as a whole.
    return cast(HttpResponse, sent)
