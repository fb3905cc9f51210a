# SPDX-License-Identifier: EUPL-1.2
"""Figures for surveillance: how many requests, how they went, how long they took, what waits.

Counters are kept by each process in a file of its own and added up when somebody asks, so that it
does not matter which process answers. What waits is asked of the database then and there.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from traffpunkt.config import heartbeat
from traffpunkt.outbox.models import Message

OWN = CollectorRegistry()
REQUESTS = Counter(
    "traffpunkt_requests", "Requests by view and class of answer", ["view", "answer"], registry=OWN
)
SECONDS = Histogram(
    "traffpunkt_request_seconds", "How long answers took", ["view"], registry=OWN,
    buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10),
)  # fmt: skip


class MetricsMiddleware:
    """Counts each answer and how long it took, by the name of the view and nothing of who asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        # A page from the shelf, or an address that is nobody's, has met no view.
        view = request.resolver_match.view_name if request.resolver_match else "none"
        REQUESTS.labels(view, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(view).observe(time.perf_counter() - began)
        return response


class Waiting(Collector):
    """What waits at this moment, by the database and the worker's sign of life."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The queue by state, the age of what should have gone, and when the worker was heard of."""
        now = timezone.now()
        queue = GaugeMetricFamily("traffpunkt_messages", "Messages by state", labels=["state"])
        counted = Message.objects.count_by_state()
        for state in Message.State.values:
            queue.add_metric([state], counted.get(state, 0))
        yield queue
        oldest = Message.objects.oldest_due(now)
        age = (now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily(
            "traffpunkt_oldest_due_seconds", "For how long the oldest due message has waited", age
        )
        if seen := heartbeat.last_seen():
            yield GaugeMetricFamily(
                "traffpunkt_worker_seen_seconds",
                "How long ago the worker was heard of",
                (now - seen).total_seconds(),
            )


def exposition() -> bytes:
    """All figures as surveillance reads them."""
    registry = CollectorRegistry()
    registry.register(Waiting())
    if settings.METRICS_FOLDER:
        MultiProcessCollector(registry, path=str(settings.METRICS_FOLDER))  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(OWN) + generate_latest(registry)


def forget() -> None:
    """Throw away what processes that have ended counted; for a start, before the first request."""
    if settings.METRICS_FOLDER:
        for path in Path(settings.METRICS_FOLDER).glob("*.db"):
            path.unlink()
