# SPDX-License-Identifier: EUPL-1.2
"""The one page of the bare Django."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello, and nothing else."""
    return HttpResponse("hello")


urlpatterns = [path("", hello), path("healthz", hello)]
