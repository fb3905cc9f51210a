# SPDX-License-Identifier: EUPL-1.2
"""Films to see at any hour."""

import pytest

from tests.makers import make_activity, make_link
from traffpunkt.activities.models import Activity

pytestmark = pytest.mark.django_db

FILM = "https://www.youtube.com/watch?v=abcDEF123-_"


def make_film(**given):
    link = make_link(**{"provider": "youtube", "address": FILM, "audience": "everyone"} | given)
    return make_activity(kind=Activity.Kind.ON_DEMAND, link=link, title="Sittgympa")


def test_a_film_begins_with_a_still_picture_of_our_own(client):
    path = f"/aktivitet/{make_film().pk}/film/"

    before, pressed = client.get(path), client.get(path, {"spela": "1"})

    assert "får Google veta att du tittar" in before.content.decode()
    assert b"abcDEF123" not in before.content
    assert b"youtube-nocookie.com/embed/abcDEF123-_" in pressed.content
    assert "frame-src https://www.youtube-nocookie.com" in pressed["Content-Security-Policy"]
    assert not before.cookies
    assert not pressed.cookies


def test_a_film_elsewhere_is_a_plain_link(client):
    film = make_film(provider="facebook", address="https://www.facebook.com/film/1")

    answer = client.get(f"/aktivitet/{film.pk}/film/", {"spela": "1"})

    assert b'href="https://www.facebook.com/film/1"' in answer.content
    assert "frame-src" not in answer["Content-Security-Policy"]


def test_a_film_without_a_link_is_not_there_yet(client):
    film = make_activity(kind=Activity.Kind.ON_DEMAND)

    assert "inte på plats än" in client.get(f"/aktivitet/{film.pk}/film/").content.decode()


def test_what_is_not_a_published_film_is_not_found(client):
    draft = make_activity(kind=Activity.Kind.ON_DEMAND, state="draft")

    assert client.get(f"/aktivitet/{draft.pk}/film/").status_code == 404
    assert client.get(f"/aktivitet/{make_activity().pk}/film/").status_code == 404


@pytest.mark.parametrize(
    ("minutes", "captions", "about"),
    [(20, True, "20 minuter, textad"), (65, False, "1 timme och 5 minuter, inte textad"),
     (None, True, "textad")],
)  # fmt: skip
def test_cards_and_pages_say_how_long_a_film_is_and_whether_it_is_captioned(
    client, minutes, captions, about
):
    film = make_film()
    film.minutes, film.captions = minutes, captions
    film.save()

    assert f'<span class="told">{about}</span>' in client.get("/titta/").content.decode()
    for path in (f"/aktivitet/{film.pk}/", f"/aktivitet/{film.pk}/film/"):
        assert f"Film, {about}" in client.get(path).content.decode()


def test_a_film_does_not_say_whether_it_is_filmed(client):
    page = client.get(f"/aktivitet/{make_film().pk}/").content.decode()

    assert "Filmas inte" not in page
