# SPDX-License-Identifier: EUPL-1.2
"""Where the SMS gateway reports to."""

from django.urls import path

from traffpunkt.outbox import views

app_name = "outbox"
urlpatterns = [path("sms/<str:secret>/kvitto/", views.receipt, name="receipt")]
