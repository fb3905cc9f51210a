# SPDX-License-Identifier: EUPL-1.2
"""Between two sign-ins the provider is asked again: who is still one of theirs, and in which groups."""

import contextlib
import datetime
import socket
import threading
import time
from contextlib import contextmanager

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.identity_server import answered, asked, go_in, known, make_provider
from tests.makers import make_account, make_municipality
from traffpunkt.journal.models import SYSTEM
from traffpunkt.people import oidc, provider_rounds
from traffpunkt.people.models import Identity, Membership, ProviderSignIn, SignIn
from traffpunkt.people.models.identity import locked

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture
def tells_again(client, provider, server, monkeypatch):
    """The provider that also says who she is when it is asked again, as some do."""
    true = oidc.tokens

    def as_now(sub="k1", **claims):
        known(server, sub, **claims)
        browser = type(client)()
        back = answered(asked(browser), sub)
        question = browser.session["provider_question"]["question"]
        code = back.partition("code=")[2].partition("&")[0]
        form = {
            "grant_type": "authorization_code", "code": code, "code_verifier": question["verifier"],
            "redirect_uri": "http://testserver/logga-in/kommunen/svar/",
        }  # fmt: skip
        token = true(provider, oidc.facts_of(provider), form)["id_token"]

        def told(*given):
            return true(*given) | {"id_token": token}

        monkeypatch.setattr(oidc, "tokens", told)

    return as_now


@pytest.fixture
def later():
    """Until the round asks about her."""

    def round_of_nine_minutes():
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=9), tick=False):
            return provider_rounds.ask_again()

    return round_of_nine_minutes


def roles():
    return sorted(Membership.objects.current().values_list("role", flat=True))


def test_a_group_that_she_has_come_into_gives_its_task_in_the_round(
    client, provider, server, tells_again, later
):
    provider.give("vardar", "host", by=SYSTEM)
    go_in(client, server)
    tells_again(groups=["samordnare", "vardar"])

    assert later() == 0

    assert roles() == ["coordinator", "host"]


def test_who_has_left_her_last_group_is_out_in_the_round(
    client, provider, server, tells_again, later
):
    go_in(client, server)
    tells_again(groups=["annat"])

    assert later() == 1

    assert roles() == []
    assert not SignIn.objects.exists()


def test_groups_that_are_not_told_of_stay_as_they_were(
    client, provider, server, tells_again, later
):
    go_in(client, server)
    provider.groups_claim = "roles"
    provider.save()
    tells_again()

    assert later() == 0

    assert roles() == ["coordinator"]


def test_an_answer_about_somebody_else_ends_it(client, provider, server, tells_again, later):
    go_in(client, server)
    tells_again("k2")

    assert later() == 1


def test_who_is_no_longer_linked_is_out(client, provider, server, tells_again, later):
    go_in(client, server)
    tells_again()
    Identity.objects.all().delete()

    assert later() == 1


def test_an_answer_that_is_not_to_be_believed_ends_it(client, provider, server, later, monkeypatch):
    go_in(client, server)
    true = oidc.tokens
    monkeypatch.setattr(oidc, "tokens", lambda *given: true(*given) | {"id_token": "a.b.c"})

    assert later() == 1


def test_when_one_answers_no_more_the_others_of_that_provider_wait(
    client, provider, server, later, monkeypatch
):
    go_in(client, server)
    go_in(type(client)(), server, "k2")
    asked_of = []

    def silent(provider, refresh):
        asked_of.append(refresh)
        raise oidc.Down("silent")

    monkeypatch.setattr(oidc, "ask_again", silent)

    assert later() == 0
    assert len(asked_of) == 1


@pytest.fixture
def neighbour(provider, server):
    """A municipality whose people are asked about after those of a provider that has waited longer."""
    return make_provider(server, municipality=make_municipality())


def of(provider, account, minutes=20):
    """A sign-in by a provider that was asked about some minutes ago."""
    session = Session.objects.create(session_key=f"s{account.pk}", expire_date=timezone.now())
    row = SignIn.objects.create(account=account, session=session)
    asked = timezone.now() - datetime.timedelta(minutes=minutes)
    return ProviderSignIn.objects.create(
        sign_in=row, provider=provider, locked_refresh=locked("k"), asked=asked
    )


def hears(monkeypatch, provider, fault):
    """What each round asks: one provider's answer is a fault, the others shut out who is asked about."""
    asked_of = []

    def answer(of_whom, _refresh):
        asked_of.append(of_whom)
        raise fault if of_whom == provider else oidc.Ended

    monkeypatch.setattr(oidc, "ask_again", answer)
    return asked_of


def test_a_silent_provider_keeps_in_nobody_of_anothers(provider, neighbour, monkeypatch):
    monkeypatch.setattr(provider_rounds, "HANDFUL", 2)
    kept = [of(provider, make_account(), 60) for _one in range(3)]
    of(neighbour, make_account())
    asked_of = hears(monkeypatch, provider, oidc.Down("silent"))

    assert provider_rounds.ask_again() == 1

    assert sorted(row.pk for row in asked_of) == [provider.pk, neighbour.pk]
    assert ProviderSignIn.objects.count() == len(kept)


def test_what_nobody_foresaw_is_written_down_and_stops_nobody_else(
    provider, neighbour, monkeypatch, caplog
):
    of(provider, make_account(), 60)
    of(neighbour, make_account())
    hears(monkeypatch, provider, ValueError())

    assert provider_rounds.ask_again() == 1

    assert f"provider {provider.pk} " in caplog.text


def test_a_round_that_has_lasted_goes_on_with_the_others_next_time(
    provider, neighbour, monkeypatch
):
    monkeypatch.setattr(provider_rounds, "SECONDS", 0.001)
    monkeypatch.setattr(provider_rounds, "TURNS", {})
    for _one in range(2):
        of(provider, make_account(), 60)
    of(neighbour, make_account())

    def slow(_provider, refresh):
        time.sleep(0.01)
        return None, refresh

    monkeypatch.setattr(oidc, "ask_again", slow)

    waiting = []
    for _round in range(3):
        provider_rounds.ask_again()
        old = timezone.now() - datetime.timedelta(minutes=8)
        rows = ProviderSignIn.objects.filter(asked__lte=old)
        waiting.append([rows.filter(provider=each).count() for each in (provider, neighbour)])

    assert waiting == [[1, 1], [1, 0], [0, 0]]


@contextmanager
def speaking(*parts, pause=0.0):
    """Somebody at an address who says this to one who asks, then a byte now and then."""
    place = socket.create_server(("localhost", 0))

    def speak():
        line, _who = place.accept()
        with line, contextlib.suppress(OSError):
            line.recv(4096)
            for part in parts:
                line.sendall(part)
            for _byte in range(100 if pause else 0):
                time.sleep(pause)
                line.sendall(b"x")

    speaker = threading.Thread(target=speak)
    speaker.start()
    yield f"http://localhost:{place.getsockname()[1]}/"
    speaker.join()
    place.close()


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"X-Long: ", HEAD + b"Content-Length: 1000\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n", HEAD + b"\r\n",
    ],
)  # fmt: skip
def test_one_that_says_a_byte_now_and_then_is_cut_off(monkeypatch, head):
    monkeypatch.setattr(oidc, "PATIENCE", 0.3)
    began = time.monotonic()

    with speaking(head, pause=0.05) as address, pytest.raises(oidc.Down):
        oidc.replied("GET", address)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("size", "fits"), [(64 * 1024, True), (64 * 1024 + 1, False)])
def test_no_more_is_read_than_64_kb(size, fits):
    with speaking(HEAD + b"\r\n", b"x" * size) as address:
        if fits:
            assert oidc.replied("GET", address) == (200, b"x" * size)
        else:
            with pytest.raises(oidc.Down, match="unreadable"):
                oidc.replied("GET", address)


def test_an_answer_in_pieces_is_read_whole():
    pieces = b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n3\r\n   \r\n0\r\n\r\n"
    with speaking(HEAD + pieces) as address:
        assert oidc.replied("GET", address) == (200, b"{}   ")


def test_an_answer_that_cannot_be_unfolded_is_none():
    with pytest.raises(oidc.Down, match="unreadable"):
        oidc.told_in(b"[" * 60_000)


def test_a_line_that_is_closed_already_stays_so():
    line = socket.socket()
    line.close()

    oidc.hang_up(line)

    assert line.fileno() == -1
