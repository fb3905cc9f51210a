# SPDX-License-Identifier: EUPL-1.2
from django.urls import URLPattern

app_name = "places"
urlpatterns: list[URLPattern] = []
