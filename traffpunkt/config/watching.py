# SPDX-License-Identifier: EUPL-1.2
"""For whoever watches over an installation: is it ready, and its figures. Nobody is named."""

import functools

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from traffpunkt.config import heartbeat
from traffpunkt.config.metrics import exposition

WORDS = "text/plain; charset=utf-8"
HERE = {"127.0.0.1", "::1"}
THROUGH_A_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@functools.cache
def newest_steps() -> frozenset[tuple[str, str]]:
    """The last migration of each package, read from the disk once."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def what_is_missing() -> str:
    """Why visitors should not be sent here yet; nothing when they should."""
    try:
        if newest_steps() - set(MigrationRecorder(connection).applied_migrations()):
            return "Databasen är inte förd till den här versionen."
    except DatabaseError:
        return "Databasen svarar inte."
    return "" if heartbeat.is_fresh() else "Arbetaren har inte hörts av."


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether database, tables and worker are there."""
    missing = what_is_missing()
    return HttpResponse(missing or "ok", content_type=WORDS, status=503 if missing else 200)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for this machine itself; nobody else hears that there are any."""
    if not settings.METRICS or not is_from_here(request):
        return HttpResponseNotFound("Finns inte.", content_type=WORDS)
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def is_from_here(request: HttpRequest) -> bool:
    """Whether this very machine asks; what a proxy on it passes on does not count."""
    passed_on = any(name in request.META for name in THROUGH_A_PROXY)
    return request.META.get("REMOTE_ADDR") in HERE and not passed_on


readyz.common = metrics.common = True  # type: ignore[attr-defined]
