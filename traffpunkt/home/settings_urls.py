# SPDX-License-Identifier: EUPL-1.2
"""Addresses under Inställningar."""

from django.urls import path

from traffpunkt.home.views import (
    accessibility,
    members,
    organisations,
    reminders,
    seals,
    settings,
    sharing,
    synonyms,
    venues,
    wordings,
)

urlpatterns = [
    path("", settings.settings, name="settings"),
    path("kommunen/", settings.municipality, name="settings_municipality"),
    path("platser/", venues.venues, name="settings_venues"),
    path("platser/ny/", venues.venue_new, name="settings_venue_new"),
    path("platser/<int:pk>/", venues.venue, name="settings_venue"),
    path("platser/<int:pk>/stangning/", venues.closing, name="settings_venue_closing"),
    path("platser/<int:pk>/oppning/", venues.reopening, name="settings_venue_reopening"),
    path("stangda-dagar/", settings.closed_days, name="settings_closed_days"),
    path("stangda-dagar/nya/", settings.closed_day_new, name="settings_closed_day_new"),
    path("stangda-dagar/<int:pk>/", settings.closed_day, name="settings_closed_day"),
    path(
        "stangda-dagar/<int:pk>/borttagning/",
        settings.closed_day_removal,
        name="settings_closed_day_removal",
    ),
    path("er-webbplats/", sharing.sharing, name="settings_sharing"),
    path("amnen/", settings.topics, name="settings_topics"),
    path("amnen/<int:pk>/", settings.topic, name="settings_topic"),
    path("amnen/<int:pk>/borttagning/", settings.topic_removal, name="settings_topic_removal"),
    path("avtal/", settings.agreements, name="settings_agreements"),
    path("avtal/nytt/", settings.agreement_new, name="settings_agreement_new"),
    path("avtal/<int:pk>/", settings.agreement, name="settings_agreement"),
    path("organisationer/", organisations.organisations, name="settings_organisations"),
    path("organisationer/<int:pk>/", organisations.organisation, name="settings_organisation"),
    path("sokord/", synonyms.synonyms, name="settings_synonyms"),
    path("sokord/<int:pk>/borttagning/", synonyms.removal, name="settings_synonym_removal"),
    path("paminnelser/", reminders.reminders, name="settings_reminders"),
    path("texter/", wordings.wordings, name="settings_wordings"),
    path("texter/text/", wordings.wording, name="settings_wording"),
    path("tillganglighet/", accessibility.statement, name="settings_statement"),
    path("brister/", accessibility.faults, name="settings_faults"),
    path("brister/<int:pk>/", accessibility.fault, name="settings_fault"),
    path("sigill/", seals.seals, name="settings_seals"),
    path("medarbetare/", members.members, name="settings_members"),
    path("medarbetare/ny/", members.member_new, name="settings_member_new"),
    path("uppdrag/<int:pk>/slut/", members.membership_end, name="settings_membership_end"),
    path("uppdrag/<int:pk>/brev/", members.letter, name="settings_membership_letter"),
    path("vardskap/<int:pk>/slut/", members.hosting_end, name="settings_hosting_end"),
]
