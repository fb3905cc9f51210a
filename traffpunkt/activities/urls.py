# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from traffpunkt.activities.views import (
    calendars,
    calls,
    dates,
    joining,
    lists,
    persons,
    plans,
    printing,
    programme,
    signups,
    standings,
)

app_name = "activities"
urlpatterns = [
    path("program/", programme.programme, name="programme"),
    path("program.pdf", printing.programme_pdf, name="programme_pdf"),
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
    path("anmalan/mottagen/", signups.received, name="received"),
    path("anmalan/<str:secret>/", signups.receipt, name="receipt"),
    path("anmalan/<str:secret>/avbokning/", signups.withdrawal, name="withdrawal"),
    path("anmalan/<str:secret>/aterkomst/", signups.comeback, name="comeback"),
    path("anmalan/<str:secret>/satt/", signups.switch, name="switch"),
    path("anmalan/<str:secret>/delta/", joining.join, name="join"),
    path("arbete/aktiviteter/", plans.activities, name="staff_activities"),
    path("arbete/aktiviteter/ny/", plans.activity_new, name="staff_activity_new"),
    path("arbete/aktiviteter/<int:pk>/", plans.activity, name="staff_activity"),
    path(
        "arbete/aktiviteter/<int:pk>/andring/", plans.activity_change, name="staff_activity_change"
    ),
    path("arbete/aktiviteter/<int:pk>/ansvar/", plans.responsibility, name="staff_responsibility"),
    path("arbete/aktiviteter/<int:pk>/publicering/", plans.publication, name="staff_publication"),
    path("arbete/aktiviteter/<int:pk>/serier/ny/", plans.series_new, name="staff_series_new"),
    path("arbete/serier/<int:pk>/", plans.series, name="staff_series"),
    path("arbete/tillfallen/<int:pk>/andring/", dates.change, name="staff_occasion_change"),
    path("arbete/tillfallen/<int:pk>/installt/", dates.cancellation, name="staff_cancellation"),
    path(
        "arbete/tillfallen/<int:pk>/aterupptaget/", dates.reinstatement, name="staff_reinstatement"
    ),
    path("min-sida/", signups.find_signup, name="find_signup"),
    path("min-sida/<str:secret>/", signups.my_page, name="my_page"),
    path("arbete/tillfallen/<int:pk>/", lists.occasion, name="staff_occasion"),
    path("arbete/tillfallen/<int:pk>/anmalan/", lists.signup, name="staff_signup"),
    path("arbete/tillfallen/<int:pk>/rakning/<int:offer>/", lists.tally, name="staff_tally"),
    path("arbete/tillfallen/<int:pk>/ko/<int:offer>/", lists.queue_end, name="staff_queue_end"),
    path("arbete/anmalningar/<int:pk>/avbokning/", lists.withdrawal, name="staff_withdrawal"),
    path("arbete/anmalningar/<int:pk>/aterkomst/", lists.comeback, name="staff_comeback"),
    path("arbete/anmalningar/<int:pk>/satt/", lists.switch, name="staff_switch"),
    path("arbete/anmalningar/<int:pk>/plats/", lists.seat, name="staff_seat"),
    path("arbete/anmalningar/<int:pk>/narvaro/", lists.attendance, name="staff_attendance"),
    path("arbete/anmalningar/<int:pk>/antal/", standings.headcount, name="staff_headcount"),
    path("arbete/anmalningar/<int:pk>/franvaro/", standings.absence, name="staff_absence"),
    path("arbete/anmalningar/<int:pk>/fast-plats/", standings.standing, name="staff_standing"),
    path(
        "arbete/fasta-platser/<int:pk>/avslut/", standings.standing_end, name="staff_standing_end"
    ),
    path("arbete/utskrift/", printing.printing, name="printing"),
    path("arbete/nummer/", printing.number, name="staff_number"),
    path("arbete/personer/<int:pk>/", persons.person, name="staff_person"),
    path("arbete/samtal/", calls.calls, name="calls"),
    path("arbete/samtal/<int:pk>/", calls.call, name="call"),
    path("arbete/samtal/<int:pk>/omsandning/", calls.resending, name="resending"),
]
