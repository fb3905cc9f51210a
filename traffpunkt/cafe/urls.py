# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.cafe import views

app_name = "cafe"
urlpatterns = [
    path("arbete/tillfallen/<int:pk>/nummer/", views.queue, name="queue"),
    path("arbete/nummer/<int:pk>/steg/", views.ticket, name="ticket"),
]
