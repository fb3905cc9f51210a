# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.activities.views import calendars, joining, programme, signups

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
]
