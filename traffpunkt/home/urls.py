# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from traffpunkt.home.views import (
    guests,
    kiosk_wishes,
    letters,
    pages,
    screen_staff,
    screens,
    search,
    shown_cards,
    workroom,
)

app_name = "home"
urlpatterns = [
    path("", guests.home, name="home"),
    path("sok/", search.search, name="search"),
    path("healthz", guests.healthz, name="healthz"),
    path("hjalp/", pages.help_page, name="help"),
    path("tillganglighet/", pages.accessibility, name="accessibility"),
    path("tillganglighet/brist/", pages.fault, name="fault"),
    path("tillganglighet/brist/kvitto/", pages.fault_receipt, name="fault_receipt"),
    path("fran-oss/", pages.from_us, name="from_us"),
    path("kakor/", pages.cookies, name="cookies"),
    path("skarm/", screens.screen, name="screen"),
    path("skarm/narvaro/<int:pk>/", screens.checkin, name="screen_checkin"),
    path("skarm/kort/", shown_cards.card, name="screen_card"),
    path("skarm/kort/med/", shown_cards.along, name="screen_along"),
    path("skarm/onskan/", kiosk_wishes.wish, name="screen_wish"),
    path("skarm/personal/", screen_staff.door, name="screen_door"),
    path("skarm/personal/skarmen/", screen_staff.staff, name="screen_staff"),
    path("skarm/personal/slut/", screen_staff.unpairing, name="screen_unpairing"),
    path("skarm/kvitto/", screens.receipt, name="screen_receipt"),
    path("skarm/angrat/", screens.undoing, name="screen_undoing"),
    path("dina-uppgifter/", pages.your_details, name="your_details"),
    path("visning/", pages.display, name="display"),
    path("arbete/", workroom.today, name="today"),
    path("arbete/dagens-listor.pdf", workroom.today_lists_pdf, name="today_lists_pdf"),
    path("arbete/brev/", letters.letters, name="letters"),
    path("arbete/brev/<int:pk>/brev.pdf", letters.letters_pdf, name="letters_pdf"),
    path("arbete/brev/<int:pk>/etiketter/", letters.labels, name="labels"),
    path("arbete/brev/<int:pk>/etiketter.pdf", letters.labels_pdf, name="labels_pdf"),
    path("arbete/brev/<int:pk>/utskrivet/", letters.printed, name="letters_printed"),
    path("arbete/brev/<int:pk>/inte-utskrivet/", letters.unprinted, name="letters_unprinted"),
    path("arbete/installningar/", include("traffpunkt.home.settings_urls")),
    path("ui/", pages.components, name="components"),
]
