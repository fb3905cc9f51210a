# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.people import views

app_name = "people"
urlpatterns = [
    path("logga-in/", views.sign_in, name="sign_in"),
    path("logga-in/kod/", views.code, name="code"),
    path("logga-in/kvar/", views.kept, name="kept"),
    path("logga-ut/", views.sign_out, name="sign_out"),
]
