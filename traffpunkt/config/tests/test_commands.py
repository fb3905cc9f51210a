# SPDX-License-Identifier: EUPL-1.2
"""The operator's commands: a municipality, and its first coordinator."""

import pytest
from django.core.management import CommandError, call_command

from tests import makers
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Account, Membership
from traffpunkt.places.models import Municipality


def test_a_municipality_gets_its_address_from_its_name(db, capsys):
    call_command("create_municipality", "Gävle", help_phone="026-17 00 01")

    municipality = Municipality.objects.get()
    assert (municipality.slug, municipality.sender_name) == ("gavle", "Träffpunkterna i Gävle")
    assert Entry.objects.about(municipality).get().verb == "created"
    assert "create-coordinator gavle" in capsys.readouterr().out


def test_a_municipality_may_say_more(db):
    call_command(
        "create_municipality",
        "Örebro",
        help_phone="019-21 00 01",
        slug="ore",
        host="traff.example",
        sender_name="IT-caféet",
    )

    municipality = Municipality.objects.get()
    assert (municipality.slug, municipality.host) == ("ore", "traff.example")
    assert municipality.sender_name == "IT-caféet"


def test_an_address_that_hides_a_page_is_refused(db):
    with pytest.raises(CommandError, match="används redan av en sida"):
        call_command("create_municipality", "Program", help_phone="026-17 00 01")


def test_a_coordinator_is_told_how_to_sign_in(db, capsys):
    makers.make_municipality(slug="gavle", name="Gävle")

    call_command("create_coordinator", "gavle", "karin@kommun.example", "Karin")
    call_command("create_coordinator", "gavle", "Karin@kommun.example", "Karin")

    membership = Membership.objects.get()
    assert (membership.role, membership.name) == ("coordinator", "Karin")
    assert membership.account == Account.objects.get(email="karin@kommun.example")
    assert Entry.objects.about(membership).get().verb == "appointed"
    assert "logga-in/" in capsys.readouterr().out


def test_an_unknown_municipality_is_answered_with_those_that_exist(db):
    makers.make_municipality(slug="gavle")

    with pytest.raises(CommandError, match="Här finns: gavle"):
        call_command("create_coordinator", "orebro", "karin@kommun.example", "Karin")


def test_an_installation_without_municipalities_says_so(db):
    with pytest.raises(CommandError, match="ingen än"):
        call_command("create_coordinator", "orebro", "karin@kommun.example", "Karin")


def test_what_is_no_address_is_refused(db):
    makers.make_municipality(slug="gavle")

    with pytest.raises(CommandError, match="är ingen e-postadress"):
        call_command("create_coordinator", "gavle", "karin", "Karin")


def test_search_is_built_anew_for_each_municipality(db, capsys):
    gavle = makers.make_municipality(name="Gävle")
    makers.make_municipality(name="Örebro")
    makers.make_occasion(municipality=gavle)
    makers.make_person("Astrid", municipality=gavle)

    call_command("reindex")

    assert (
        capsys.readouterr().out
        == "Gävle: 1 aktiviteter, 1 personer\nÖrebro: 0 aktiviteter, 0 personer\n"
    )
