# SPDX-License-Identifier: EUPL-1.2
"""A database of the first version comes through every later step whole, and back one step again."""

import datetime
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.makers import local
from traffpunkt.config.cli import COMMANDS

pytestmark = pytest.mark.django_db(transaction=True)

Targets = list[tuple[str, str | None]]
# Packages that the first version did not have.
LATE = {"cafe", "wishes"}
NOW = local(2026, 11, 3, 13)
HOURS = datetime.timedelta(hours=2)


def packages():
    return sorted({model._meta.app_label for model in apps.get_models() if is_ours(model)})


def is_ours(model):
    return model.__module__.startswith("traffpunkt.")


def bring_to(targets: Targets):
    """Bring the database to some steps, and those that lean on later ones further; its models."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    loader = MigrationExecutor(connection).loader
    there = [step for step in loader.applied_migrations if step in loader.graph.nodes]
    return loader.project_state(there).apps


def leaves(back: int = 0) -> Targets:
    """The newest step of each package, or the one so many before it where there is one; a package
    that came later is not there before its first step."""
    steps = MigrationExecutor(connection).loader.disk_migrations
    names = {app: sorted(name for each, name in steps if each == app) for app in packages()}
    return [
        (app, None if back and app in LATE else each[max(0, len(each) - 1 - back)])
        for app, each in names.items()
        if each
    ]


def first() -> Targets:
    """The first version."""
    return [(app, None if app in LATE else "0001_first") for app, _name in leaves()]


@pytest.fixture(autouse=True)
def _as_it_was():
    yield
    MigrationExecutor(connection).migrate(leaves())


def fill(old):
    """Rows as the first version wrote them, with what later steps change."""

    def make(label, **facts):
        return old.get_model(label).objects.create(**facts)

    town = make(
        "places.Municipality", name="Gävle", slug="gavle", help_phone="026-17 00 01", sender_name="G",
        help_hours="måndag–fredag klockan 9.00–15.00",
    )  # fmt: skip
    make(
        "places.Municipality", name="Örebro", slug="orebro", help_phone="019-21 00 01",
        sender_name="Ö", help_hours="alltid",
    )  # fmt: skip
    partner = make("places.Organisation", name="Föreningen", email="f@exempel.example", phone="1")
    make("places.Agreement", municipality=town, organisation=partner, starts=NOW.date())
    venue = make(
        "places.Venue",
        municipality=town,
        name="Ängen",
        slug="angen",
        street="Ängsgatan 1",
        town="G",
    )
    karin = make("people.Account", email="karin@kommun.example", name="Karin", password="!")
    make("people.Membership", account=karin, municipality=town, role="coordinator")
    astrid = make("people.Person", municipality=town, name="Astrid", folded_name="astrid")
    make("people.ContactWay", person=astrid, kind="phone", value="+46701740605")
    make("people.PersonalPage", person=astrid, secret="x" * 22)
    fill_programme(make, town, venue, astrid)
    make(
        "outbox.Message", municipality=town, person=astrid, key="k", kind="promotion",
        channel="email", body="Hej!",
    )  # fmt: skip
    make("journal.Entry", actor="guest", verb="signed-up", noun="activities.signup", number=1)


def fill_programme(make, town, venue, astrid):
    """One date in each state that the first version knew, with Astrid on each."""
    activity = make("activities.Activity", municipality=town, title="Stickcafé", state="published")
    for number, state in enumerate(("planned", "confirmed", "done", "cancelled")):
        starts = NOW + datetime.timedelta(days=number)
        occasion = make(
            "activities.Occasion", municipality=town, activity=activity, venue=venue, state=state,
            starts=starts, ends=starts + HOURS,
        )  # fmt: skip
        offer = make("activities.Offer", occasion=occasion, way="on_site", capacity=1)
        make("activities.Signup", occasion=occasion, offer=offer, person=astrid)
        if state == "done":
            make("activities.Move", occasion=occasion, started=starts, by="account:1")


def counted(state):
    """How many rows each of our models has."""
    return {
        model._meta.label: model._base_manager.count()
        for model in state.get_models()
        if model._meta.app_label in packages()
    }


def test_rows_of_the_first_version_come_through_whole():
    old = bring_to(first())
    fill(old)
    before = counted(old)

    new = bring_to(leaves())

    after = counted(new)
    # What a later step made of what was there is more, never less.
    assert {label: after[label] for label in before} == before
    assert after["places.OrganisationContact"] == 1

    def rows(label, *fields):
        found = new.get_model(label).objects.order_by("pk")
        return list(found.values_list(*fields, flat=len(fields) == 1))

    assert rows("activities.Occasion", "state") == ["planned", "planned", "moved", "cancelled"]
    assert rows("activities.Occasion", "starts")[0] == NOW
    assert rows("activities.Signup", "person__name") == ["Astrid"] * 4
    assert rows("people.Membership", "name") == ["Karin"]
    assert rows("people.ContactWay", "value") == ["+46701740605"]
    assert sorted(rows("people.PersonKey", "key")) == ["astrid", "n50604710764"]
    assert rows("people.PersonalPage", "secret", "instead_of") == [("x" * 22, None)]
    assert rows("places.OrganisationContact", "email", "phone") == [("f@exempel.example", "1")]
    assert rows("places.Municipality", "help_hours") == [
        "måndag–fredag klockan 09.00–15.00",
        "alltid",
    ]
    assert rows("outbox.Message", "body") == ["Hej!"]
    new.get_model("people.Person").objects.create(
        municipality_id=rows("places.Municipality", "pk")[0], name="Bertil", folded_name="bertil"
    )


def test_one_step_back_and_forward_again_loses_no_row():
    fill(bring_to(first()))
    newest = counted(bring_to(leaves()))

    back = counted(bring_to(leaves(back=1)))
    again = counted(bring_to(leaves()))

    assert back == {label: newest[label] for label in back}
    assert again == newest


def test_every_step_can_be_taken_back():
    irreversible = [
        f"{app}.{name}"
        for (app, name), step in MigrationExecutor(connection).loader.disk_migrations.items()
        if app in packages() and not all(each.reversible for each in step.operations)
    ]
    assert irreversible == []


RECIPE = Path(__file__).resolve().parents[1] / "docs" / "gora" / "uppgradera.md"


def test_the_recipe_takes_a_copy_before_it_changes_anything():
    steps = re.findall(r"bin/traffpunkt (\S+)|(git \S+)", RECIPE.read_text())
    words = [command or git for command, git in steps]

    assert set(filter(None, (command for command, _git in steps))) - {"--version"} <= set(COMMANDS)
    assert words.index("backup") < words.index("git pull")
    assert words.index("git checkout") < words.index("restore")
