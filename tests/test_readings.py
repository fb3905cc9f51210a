# SPDX-License-Identifier: EUPL-1.2
"""Who has a page with names before her leaves one line in the journal, and who has none leaves none.

Each address of the workroom has an answer here: a new one without fails.
"""

import pytest
from django.test import Client

from tests.addresses import every_address, named
from tests.signing import let_in
from tests.town import Town
from traffpunkt.journal.models import Entry

pytestmark = pytest.mark.django_db

# What a page with names of those who come writes: the verb, and which row or whose names.
WITH_NAMES = {
    "activities:staff_activity": ("read", "activities.activity.names"),
    "activities:staff_occasion": ("read", "activities.occasion.names"),
    "activities:staff_list_pdf": ("printed", "activities.occasion"),
    "activities:staff_cards": ("read", "activities.occasion.names"),
    "activities:staff_withdrawal": ("read", "people.person"),
    "activities:staff_switch": ("read", "people.person"),
    "activities:staff_seat": ("read", "people.person"),
    "activities:staff_headcount": ("read", "people.person"),
    "activities:staff_standing": ("read", "people.person"),
    "activities:staff_standing_end": ("read", "people.person"),
    "activities:staff_person": ("read", "people.person"),
    "activities:staff_doubles": ("read-register", "places.municipality.names"),
    "activities:staff_same": ("read-register", "places.municipality.names"),
    "activities:staff_merge": ("read", "people.person"),
    "activities:staff_details": ("read", "people.person"),
    "activities:on_line": ("read", "people.person"),
    "activities:staff_signature": ("read", "people.person"),
    "activities:staff_group": ("read", "activities.group.names"),
    "activities:staff_extract": ("extracted", "people.person"),
    "activities:staff_extract_pdf": ("printed-extract", "people.person"),
    "activities:staff_extract_json": ("exported-extract", "people.person"),
    "home:today": ("read-calls", "places.municipality.names"),
    "home:today_lists_pdf": ("printed", "activities.occasion"),
    "home:settings_intake": ("read", "people.intake.names"),
    "home:settings_disclosure": ("read", "places.disclosure.names"),
    "home:settings_disclosure_words": ("read", "places.disclosure.names"),
    "activities:calls": ("read-calls", "places.municipality.names"),
    "wishes:staff_wish": ("read", "wishes.wish.names"),
    "home:letters": ("read-letters", "places.municipality.names"),
    "home:letters_pdf": ("read", "outbox.pile"),
    "home:labels_pdf": ("read", "outbox.pile"),
}
# Where two are named, each has a line of her own.
OF_TWO = {"activities:staff_merge"}
# Pages on which nobody who comes is named; colleagues may be, and what one has just typed oneself.
WITHOUT_NAMES = set(
    """
    activities:staff_persons activities:staff_person_new activities:telephone
    activities:away activities:staff_calendar activities:staff_dates activities:staff_poster_pdf
    home:settings_intakes home:settings_lost_step home:settings_screen home:settings_screen_pin home:settings_screen_new
    home:settings_signing_in home:settings_erasure home:settings_erasure_decision
    home:settings_provider home:settings_group_new home:settings_group_removal
    home:settings_incident home:settings_register home:settings_disclosures
    home:settings_disclosure_appeal people:account people:passkey people:totp
    activities:staff_activities activities:staff_activity_new
    activities:staff_activity_change activities:staff_responsibility activities:staff_answer
    activities:staff_reminder activities:staff_series_new activities:staff_series
    activities:staff_occasion_change activities:staff_cancellation activities:staff_reinstatement
    activities:staff_signup activities:staff_announcement activities:staff_queue_end
    activities:printing activities:staff_number
    home:labels home:settings home:settings_municipality home:settings_seals home:settings_venues
    home:settings_venue_new home:settings_venue home:settings_venue_closing
    home:settings_closed_days home:settings_closed_day_new home:settings_closed_day
    home:settings_sharing home:settings_topics home:settings_topic home:settings_agreements
    home:settings_agreement_new home:settings_agreement home:settings_organisations
    home:settings_organisation home:settings_synonyms home:settings_reminders
    home:settings_wordings home:settings_wording home:settings_statement home:settings_faults
    home:settings_fault home:settings_members home:settings_member_new
    home:settings_membership_end home:settings_hosting_end home:settings_takeouts home:settings_rights
    wishes:staff_wishes wishes:staff_wish_new wishes:staff_activity
    activities:staff_groups activities:staff_group_change activities:staff_to_group
    activities:own_signatures activities:unsigned activities:staff_paper cafe:queue
    home:settings_legal_texts home:settings_legal_text_new home:settings_legal_text
    home:settings_legal_draft home:settings_legal_publication home:settings_legal_pdf
    """.split()
)
# Codes on paper are shown to who has a second step, and the number where SMS is on; the others are
# led on, and so is who looks at a press that was refused. No worker has made the file of a takeout
# here: test_settings_takeouts opens one.
LEADS_ON = {
    "people:paper_codes", "activities:staff_publication", "people:number", "people:number_code",
    "home:settings_takeout_file", "people:provider_link",
}  # fmt: skip
# Nothing to look at: a press leads back to a page.
ONLY_PRESSED = set(
    """
    wishes:removal wishes:comeback
    activities:staff_tally activities:staff_comeback activities:staff_card cafe:ticket
    activities:staff_taking_back activities:joining_group activities:leaving_group
    activities:staff_card_revoking activities:staff_parting
    activities:call_undo activities:on_line_comeback activities:on_line_signup
    activities:on_line_switch activities:on_line_withdrawal activities:telephone_new
    home:settings_intake_undo home:settings_disclosure_records home:settings_screen_code home:settings_screen_revoking
    people:factor_removal people:sign_in_end people:number_removal
    people:provider_unlink home:settings_provider_trial
    activities:staff_attendance activities:staff_absence activities:call activities:resending
    home:letters_printed home:letters_unprinted home:settings_venue_reopening
    home:settings_closed_day_removal home:settings_topic_removal home:settings_synonym_removal
    home:settings_membership_letter home:settings_takeout_asking
    """.split()
)
THEY = ("Astrid", "Bertil", "Cecilia")


def of_the_workroom():
    return {address.name for address in every_address() if address.route.startswith("arbete/")}


def coordinator(town: Town) -> Client:
    client = Client()
    let_in(client, town.roles["coordinator"])
    return client


def opened(town: Town, name: str):
    """The answer of a page, and the lines that its opening left."""
    before = Entry.objects.count()
    answer = coordinator(town).get(named(name).within(town))
    lines = Entry.objects.order_by("pk")[before:]
    return answer, [(line.verb, line.noun) for line in lines]


def test_each_address_of_the_workroom_says_whether_it_names_anybody():
    answers = [*WITH_NAMES, *WITHOUT_NAMES, *ONLY_PRESSED, *LEADS_ON]

    assert sorted(answers) == sorted(of_the_workroom())


@pytest.mark.parametrize("name", WITH_NAMES)
def test_a_page_with_names_leaves_one_line(town, name):
    answer, lines = opened(town, name)

    assert answer.status_code == 200
    assert lines == [WITH_NAMES[name]] * (2 if name in OF_TWO else 1)
    if answer["Content-Type"].startswith("text/html"):
        assert f"{town.mark}" in answer.content.decode()
        assert any(f"{who} {town.mark}" in answer.content.decode() for who in THEY)


@pytest.mark.parametrize("name", sorted(WITHOUT_NAMES))
def test_a_page_without_names_leaves_none(town, name):
    answer, lines = opened(town, name)

    assert answer.status_code == 200
    assert lines == []
    assert not any(f"{who} {town.mark}" in answer.content.decode(errors="replace") for who in THEY)


@pytest.mark.parametrize("name", sorted(ONLY_PRESSED))
def test_an_address_that_is_only_pressed_shows_nothing(town, name):
    assert opened(town, name)[0].status_code == 405


def test_a_line_says_who_read_and_where(town):
    opened(town, "activities:staff_occasion")

    line = Entry.objects.latest("pk")
    assert line.actor == str(town.roles["coordinator"].actor)
    assert (line.number, line.municipality_number) == (town.occasion.pk, town.municipality.pk)


@pytest.mark.parametrize("name", sorted(LEADS_ON))
def test_an_address_that_leads_on_shows_nothing(town, name):
    answer, lines = opened(town, name)

    assert (answer.status_code, lines) == (302, [])
