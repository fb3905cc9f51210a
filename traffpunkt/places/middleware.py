# SPDX-License-Identifier: EUPL-1.2
"""Which municipality a request is about, decided once and before everything else."""

from collections.abc import Callable

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix

from traffpunkt.places.models import Municipality

# Addresses that belong to the installation and not to any one municipality.
COMMON = ("/healthz", "/readyz", "/metrics", "/ui/")


def whose(request: HttpRequest) -> Municipality | None:
    """The municipality of this host, else of the first path segment, else the only one there is."""
    host = request.get_host().partition(":")[0].lower()
    slug = request.path_info.lstrip("/").partition("/")[0]
    named = list(Municipality.objects.filter(Q(host=host) | Q(slug=slug)))
    if own_host := [row for row in named if row.host == host]:
        return own_host[0]
    if named:
        step_into(request, slug)
        return named[0]
    alone = list(Municipality.objects.all()[:2])
    return alone[0] if len(alone) == 1 else None


def step_into(request: HttpRequest, slug: str) -> None:
    """Move the first segment out of the path, so that no view or template ever writes it."""
    set_script_prefix(f"{get_script_prefix()}{slug}/")
    request.path_info = request.path_info.lstrip("/").removeprefix(slug) or "/"


def is_nobodys(request: HttpRequest) -> bool:
    """Whether nobody writes such an address: PostgreSQL cannot look for a NUL, and browsers read
    what follows two slashes as another site."""
    address = request.get_full_path()
    return "\0" in address or "%00" in address or request.path_info.startswith("//")


class MunicipalityMiddleware:
    """Sets `request.municipality` by host, else by first path segment; one alone needs neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        before = get_script_prefix()
        try:
            if not request.path_info.startswith(COMMON):
                self.find(request)
            return self.get_response(request)
        finally:
            # The prefix is kept per thread: the next request must not begin inside this one.
            set_script_prefix(before)

    def find(self, request: HttpRequest) -> None:
        """Bind the request to its municipality; only the list of them may do without."""
        request.municipality = None  # type: ignore[attr-defined]
        if is_nobodys(request):
            raise Http404
        request.municipality = whose(request)  # type: ignore[attr-defined]

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: object,
        kwargs: object,
    ) -> None:
        """Refuse every page but the open ones when no municipality answers."""
        if getattr(request, "municipality", None) is None and not getattr(view, "common", False):
            raise Http404
