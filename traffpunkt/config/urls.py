# SPDX-License-Identifier: EUPL-1.2
"""Every address; each package names its own."""

from django.urls import include, path

from traffpunkt.config import watching

urlpatterns = [
    path("", include("traffpunkt.home.urls")),
    path("", include("traffpunkt.cafe.urls")),
    path("", include("traffpunkt.wishes.urls")),
    path("", include("traffpunkt.activities.urls")),
    path("", include("traffpunkt.outbox.urls")),
    path("", include("traffpunkt.people.urls")),
    path("", include("traffpunkt.places.urls")),
    path("readyz", watching.readyz, name="readyz"),
    path("metrics", watching.metrics, name="metrics"),
]
handler400 = "traffpunkt.home.views.failures.bad_request"
handler403 = "traffpunkt.home.views.failures.not_allowed"
handler404 = "traffpunkt.home.views.failures.not_found"
handler500 = "traffpunkt.home.views.failures.broken"
