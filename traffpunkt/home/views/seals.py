# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: the journal's seal of each day, to be printed and kept elsewhere."""

from django.http import HttpResponse
from django.shortcuts import render

from traffpunkt.home.office import office_for, only_read
from traffpunkt.journal.sealing import anchors
from traffpunkt.people.desk import DeskRequest
from traffpunkt.people.rights import Right


@only_read
@office_for(Right.SEALS)
def seals(request: DeskRequest) -> HttpResponse:
    """The last sum of each of the latest days: it names nobody, and is the same for all."""
    return render(request, "home/settings_seals.html", {"seals": anchors()})
