# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.activities.views import programme

app_name = "activities"
urlpatterns = [
    path("program/", programme.programme, name="programme"),
    path("aktivitet/<int:pk>/", programme.activity, name="activity"),
    path("tillfalle/<int:pk>/", programme.occasion, name="occasion"),
    path("plats/", programme.venues, name="venues"),
    path("plats/<slug:slug>/", programme.venue, name="venue"),
    path("titta/", programme.watch, name="watch"),
]
