# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.places import views

app_name = "places"
urlpatterns = [
    path("utseende.css", views.theme, name="theme"),
]
