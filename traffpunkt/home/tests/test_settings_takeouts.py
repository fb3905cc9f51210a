# SPDX-License-Identifier: EUPL-1.2
"""A municipality takes out all that is its own by a press in its settings."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from tests.makers import make_account, make_karin, the_municipality
from traffpunkt.home.tests.settings_rooms import at, browser, next_door
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Takeout

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own(settings, tmp_path):
    settings.VAR = tmp_path


def made(takeout, content=b"PK"):
    takeout.file.parent.mkdir(exist_ok=True)
    takeout.file.write_bytes(content)
    takeout.deliver(1200, len(content))
    return takeout


def asked():
    return browser(make_karin()).post(at("uttag/nytt/"), follow=True)


def shown():
    return browser(make_karin()).get(at("uttag/")).content.decode()


def test_a_press_asks_the_worker_for_a_file_and_the_page_says_so():
    next_door()
    answer = asked()

    assert "Vi gör i ordning filen…" in answer.content.decode()
    assert "Gör i ordning filen<" not in answer.content.decode()
    takeout = Takeout.objects.get()
    assert takeout.municipality == the_municipality()
    (line,) = Entry.objects.about(takeout)
    assert (line.verb, line.actor) == ("asked-for", takeout.by)


def test_the_page_that_is_loaded_again_leads_to_the_file():
    next_door()
    asked()
    takeout = made(Takeout.objects.get())

    assert "Den har 1200 rader" in shown().replace("\xa0", "").replace("1 200", "1200")
    answer = browser(make_karin()).get(at(f"uttag/{takeout.pk}/fil/"))
    assert answer.getvalue() == b"PK"
    assert f"uttag-{takeout.municipality.slug}-" in answer["Content-Disposition"]
    last = Entry.objects.order_by("-pk")[0]
    assert (last.verb, last.noun, last.number) == ("fetched", "people.takeout.names", takeout.pk)


def test_the_file_asks_for_a_fresh_proof():
    next_door()
    asked()
    takeout = made(Takeout.objects.get())
    karin = browser(make_karin())

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        for answer in (karin.get(at(f"uttag/{takeout.pk}/fil/")), karin.post(at("uttag/nytt/"))):
            assert answer.status_code == 302
            assert "/bevis/" in answer["Location"] or "next=" in answer["Location"]

    assert not Entry.objects.filter(verb="fetched").exists()


def test_a_neighbour_and_a_host_find_no_file():
    other = next_door()
    asked()
    takeout = made(Takeout.objects.get())
    host = make_account("Yusuf", "host", municipality=the_municipality())
    lars = make_account("Lars", "coordinator", municipality=other)

    assert browser(host).get(at(f"uttag/{takeout.pk}/fil/")).status_code == 404
    assert browser(lars).get(at(f"uttag/{takeout.pk}/fil/", other)).status_code == 404
    assert browser(lars).get(at(f"uttag/{takeout.pk}/fil/")).status_code in {302, 404}


def test_a_file_that_is_gone_is_said_to_be():
    next_door()
    asked()
    takeout = made(Takeout.objects.get())
    takeout.let_go()

    assert "är borttagen" in shown()
    answer = browser(make_karin()).get(at(f"uttag/{takeout.pk}/fil/"))
    assert answer.status_code == 404


def test_a_file_that_is_not_on_the_disk_leads_back_to_the_page():
    next_door()
    asked()
    takeout = made(Takeout.objects.get())
    takeout.file.unlink()

    answer = browser(make_karin()).get(at(f"uttag/{takeout.pk}/fil/"))

    assert answer["Location"].endswith("/uttag/")


def test_why_there_is_no_file_stands_on_the_page():
    next_door()
    asked()
    Takeout.objects.get().fail("Disken är full.")

    assert "Disken är full." in shown()
    assert "Gör i ordning filen" in shown()
