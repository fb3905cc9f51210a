# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.home.views import guests

app_name = "home"
urlpatterns = [
    path("", guests.home, name="home"),
    path("healthz", guests.healthz, name="healthz"),
]
