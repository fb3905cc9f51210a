# SPDX-License-Identifier: EUPL-1.2
"""The first coordinator signs in with a word from the console, once, before any letter goes out."""

import datetime
import logging
import re

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from tests.makers import make_municipality
from tests.signing import sign_in, who, whole
from traffpunkt.config.worker import tidy
from traffpunkt.journal.models import Entry
from traffpunkt.people.models import Account, FirstWord, SignInRule

pytestmark = pytest.mark.django_db

PAGE = "/logga-in/forsta/"


def given(capsys, slug: str) -> str:
    """The word that the console shows."""
    call_command("create_coordinator", slug, "karin@kommun.example", "Karin")
    found = re.search(r"(?:[A-Z2-7]{4}-){7}[A-Z2-7]{4}", capsys.readouterr().out)
    assert found
    return found[0]


@pytest.fixture
def town():
    return make_municipality()


@pytest.fixture
def word(town, capsys):
    return given(capsys, town.slug)


def test_a_word_is_called_by_whom_it_is_for_and_where(town, word):
    kept = town.first_words.get()

    assert str(kept) == f"{kept.account} – {town}"


def test_the_word_opens_the_door_and_leads_to_the_second_step(client, word):
    assert PAGE in whole(client.get("/logga-in/"))
    whole(client.get(PAGE))

    arrived = client.post(PAGE, {"word": word})

    assert arrived.url == "/arbete/mitt-konto/"
    assert who(client) == str(Account.objects.get().pk)
    assert "Lägg till ett andra steg" in whole(client.get(arrived.url))
    assert client.session["proof"]["way"] == "first"
    assert client.get(PAGE).url == "/arbete/mitt-konto/"
    verbs = Entry.objects.about(Account.objects.get()).values_list("verb", flat=True)
    assert list(verbs) == ["invited", "given-a-word", "signed-in"]


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda word: word.replace("-", " "), lambda word: f" {word.replace('O', '0')}\n"],
)
def test_the_word_may_be_typed_in_any_sensible_way(client, word, typed):
    client.post(PAGE, {"word": typed(word)})

    assert who(client)


def test_the_word_works_once(client, word):
    client.post(PAGE, {"word": word})
    client.logout()

    page = client.post(PAGE, {"word": word})

    assert page.status_code == 422
    assert "Be om ett nytt" in whole(page)
    assert not who(client)
    assert PAGE not in client.get("/logga-in/").content.decode()


def test_of_two_who_press_at_once_one_comes_in(town, word, monkeypatch):
    """The other one has read the row before the first one takes it away."""
    late = FirstWord.objects.select_related("account").get()
    assert town.first_words.use(word)
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda _rows: late)

    assert town.first_words.use(word) is None


def test_the_word_lives_a_day(client, word):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=24, seconds=1)):
        assert client.post(PAGE, {"word": word}).status_code == 422
        tidy()

    assert not who(client)
    assert not FirstWord.objects.exists()


def test_a_word_that_can_still_be_used_is_not_tidied_away(client, word):
    tidy()

    client.post(PAGE, {"word": word})

    assert who(client)


def test_a_new_word_replaces_the_old_one(client, town, word, capsys):
    new = given(capsys, town.slug)

    assert client.post(PAGE, {"word": word}).status_code == 422
    client.post(PAGE, {"word": new})

    assert who(client)


def test_the_word_is_for_its_own_municipality_and_for_who_may_sign_in(client, word):
    other = make_municipality()
    town = FirstWord.objects.get().municipality

    assert client.post(f"/{other.slug}{PAGE}", {"word": word}).status_code == 422
    Account.objects.update(is_active=False)
    assert client.post(f"/{town.slug}{PAGE}", {"word": word}).status_code == 422

    assert not who(client)


def test_wrong_words_are_counted_and_then_even_the_right_one_waits(client, word):
    pages = [client.post(PAGE, {"word": "ABCD-EFGH"}).status_code for _try in range(10)]
    late = client.post(PAGE, {"word": word})

    assert pages == [422] * 10
    assert late.status_code == 429
    assert "Vänta tio minuter" in whole(late)
    assert not who(client)


def test_nothing_typed_costs_no_try(client, word):
    for _try in range(12):
        assert client.post(PAGE, {"word": ""}).status_code == 422
    client.post(PAGE, {"word": word})

    assert who(client)


def test_the_word_is_written_in_no_log_and_kept_as_a_fingerprint(client, word, caplog):
    caplog.set_level(logging.DEBUG)
    row = FirstWord.objects.get()

    client.post(PAGE, {"word": "wrong"})
    client.post(PAGE, {"word": word})

    told = caplog.text + repr(list(Entry.objects.values())) + repr(row.__dict__)
    assert word not in told
    assert word.replace("-", "") not in told


def test_a_word_in_an_address_opens_nothing(client, word):
    assert client.get(PAGE, {"word": word}).status_code == 200
    client.post(f"{PAGE}?word={word}", {})

    assert not who(client)
    assert FirstWord.objects.exists()


def test_the_word_opens_a_municipality_that_lets_nobody_in_by_code(client, town, word):
    SignInRule.objects.create(municipality=town, ways={"coordinator": []})

    client.post(PAGE, {"word": word})

    assert client.get("/arbete/").status_code == 200


def test_who_comes_by_code_after_a_word_was_begun_came_by_code(client, word):
    sign_in(client, Account.objects.get())

    assert client.session["proof"]["way"] == "code"
