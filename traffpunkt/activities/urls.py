# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.activities.views import calendars, joining, lists, programme, signups

app_name = "activities"
urlpatterns = [
    path("program/", programme.programme, name="programme"),
    path("aktivitet/<int:pk>/", programme.activity, name="activity"),
    path("tillfalle/<int:pk>/", programme.occasion, name="occasion"),
    path("plats/", programme.venues, name="venues"),
    path("plats/<slug:slug>/", programme.venue, name="venue"),
    path("titta/", programme.watch, name="watch"),
    path("kalender.ics", calendars.municipality_calendar, name="calendar"),
    path("kalender/<slug:key>.ics", calendars.topic_calendar, name="topic_calendar"),
    path("tillfalle/<int:pk>/kalender.ics", calendars.occasion_calendar, name="occasion_calendar"),
    path("plats/<slug:slug>/kalender.ics", calendars.venue_calendar, name="venue_calendar"),
    path("min-sida/<str:secret>/kalender.ics", calendars.my_calendar, name="my_calendar"),
    path("aktivitet/<int:pk>/film/", joining.film, name="film"),
    path("tillfalle/<int:pk>/delta/", joining.open_join, name="open_join"),
    path("tillfalle/<int:pk>/anmalan/", signups.signup, name="signup"),
    path("anmalan/<str:secret>/", signups.receipt, name="receipt"),
    path("anmalan/<str:secret>/avbokning/", signups.withdrawal, name="withdrawal"),
    path("anmalan/<str:secret>/aterkomst/", signups.comeback, name="comeback"),
    path("anmalan/<str:secret>/satt/", signups.switch, name="switch"),
    path("anmalan/<str:secret>/delta/", joining.join, name="join"),
    path("min-sida/", signups.find_signup, name="find_signup"),
    path("min-sida/<str:secret>/", signups.my_page, name="my_page"),
    path("arbete/tillfallen/<int:pk>/", lists.occasion, name="staff_occasion"),
    path("arbete/tillfallen/<int:pk>/anmalan/", lists.signup, name="staff_signup"),
    path("arbete/tillfallen/<int:pk>/rakning/<int:offer>/", lists.tally, name="staff_tally"),
    path("arbete/anmalningar/<int:pk>/avbokning/", lists.withdrawal, name="staff_withdrawal"),
    path("arbete/anmalningar/<int:pk>/aterkomst/", lists.comeback, name="staff_comeback"),
    path("arbete/anmalningar/<int:pk>/satt/", lists.switch, name="staff_switch"),
    path("arbete/anmalningar/<int:pk>/plats/", lists.seat, name="staff_seat"),
    path("arbete/anmalningar/<int:pk>/narvaro/", lists.attendance, name="staff_attendance"),
    path("arbete/samtal/", lists.calls, name="calls"),
    path("arbete/samtal/<int:pk>/", lists.call, name="call"),
]
