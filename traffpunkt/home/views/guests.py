# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpResponse
from django.shortcuts import render

from traffpunkt.places.requests import GuestRequest


def home(request: GuestRequest) -> HttpResponse:
    """Now, today, this week."""
    return render(request, "home/home.html")
