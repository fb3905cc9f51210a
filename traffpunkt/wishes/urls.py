# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.wishes import views

app_name = "wishes"
urlpatterns = [
    path("onskemal/", views.wishes, name="wishes"),
    path("onskemal/kvitto/", views.thanks, name="thanks"),
    path("arbete/onskemal/", views.staff_wishes, name="staff_wishes"),
    path("arbete/onskemal/ny/", views.staff_wish_new, name="staff_wish_new"),
    path("arbete/onskemal/<int:pk>/", views.staff_wish, name="staff_wish"),
    path("arbete/onskemal/<int:pk>/aktivitet/", views.staff_activity, name="staff_activity"),
    path("arbete/onskemal/<int:pk>/borttagning/", views.removal, name="removal"),
    path("arbete/onskemal/<int:pk>/aterkomst/", views.comeback, name="comeback"),
]
