# SPDX-License-Identifier: EUPL-1.2
"""Wrong, huge, hostile and double input in every form: a kind answer, and nothing typed is lost."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from tests.addresses import named
from tests.default_words import default_words, django_says
from tests.pages import Page
from tests.signing import let_in
from tests.test_doors import rows
from tests.town import Town

pytestmark = pytest.mark.django_db

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
# Made up by the rule of SKV 704, of days that nobody is given a number for in this form.
CIVIC_NUMBERS = ("19121212-1212", "121212-1212", "191212121212", "121272-1219")
TYPED = ("text", "search", "email", "tel", "", "textarea")
HOSTILE = {
    "long": "å" * 10_000,
    "nul": "Ast\x00rid",
    "emoji": "Astrid 👵🏽💃",
    "turned": "\u202edirtsA\u2066",
    "markup": "<script>alert(1)</script>\"'><b>",
    "query": "'; DROP TABLE people_person; --",
    "template": "{{ settings.SECRET_KEY }}{% debug %}%(name)s {0}",
    "blank": " \t\n ",
    "lines": "rad\r\nBcc: annan@post.example",
    "number": "99999999999999999999999999",
    "minus": "-1",
    "date": "2026-02-31",
}
BAD_IDS = ("0", "-1", "9223372036854775808", "9" * 40, "1e9", "٣", "abc", "1 OR 1=1", "", "\x00")


def browser(town: Town, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "guest":
        let_in(client, town.roles[role])
    return client


def posts() -> list[tuple[str, str]]:
    """Each address that takes a post, with a role that may send it."""
    found = []
    for name, method, answers in rows():
        if method == "POST":
            role = next(
                (role for role, answer in answers.items() if answer in {"422", "on", "ok"}), ""
            )
            found += [(name, role)] if role else []
    return found


class Form:
    """A form of a page: where it is sent, and what a browser would send from it untouched."""

    def __init__(self, element, path: str) -> None:
        self.path = element["action"] or path
        self.fields = element.all("input", "select", "textarea")
        self.sent: dict[str, str] = {}
        for field in self.fields:
            if field["type"] in {"radio", "checkbox"} and "checked" not in field.attributes:
                continue
            options = [one for one in field.all("option") if "selected" in one.attributes]
            chosen = options or field.all("option")[:1]
            value = chosen[0]["value"] if chosen else field["value"] or field.text
            if field["name"] and field["type"] not in {"submit", "file"}:
                self.sent.setdefault(field["name"], value)

    @property
    def typed(self) -> list[str]:
        """The names of the fields that one writes in."""
        return [
            field["name"]
            for field in self.fields
            if (field["type"] if field.tag == "input" else field.tag) in TYPED
        ]


def forms_of(client: Client, path: str) -> Iterator[Form]:
    answer = client.get(path)
    if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
        for element in Page(answer.content.decode()).all("form"):
            if element["method"].lower() == "post":
                yield Form(element, path)


# One town stands for the whole module: its pages are read once, and posted to in every test.
FORMS: list[tuple[str, str, Form]] = []


def every_form(town: Town) -> Iterator[tuple[str, Client, Form]]:
    """The forms of the pages that take posts; those that stand on every page only once."""
    if not FORMS:
        FORMS.extend(read_forms(town))
    for name, role, form in FORMS:
        yield name, browser(town, role), form


def read_forms(town: Town) -> Iterator[tuple[str, str, Form]]:
    """The same, read from the pages."""
    seen = set()
    for name, role in posts():
        address = named(name).within(town)
        path = f"{address}?satt={town.offer.pk}" if "signup" in name else address
        for form in forms_of(browser(town, role), path):
            key = (form.path, tuple(form.sent))
            if key not in seen:
                seen.add(key)
                yield name, role, form


def send(client: Client, form: Form, changes: dict[str, str]) -> Any:
    return client.post(form.path, form.sent | changes)


def test_there_are_forms_to_try(town):
    assert {"people:sign_in", "home:fault"} <= {name for name, _client, _form in every_form(town)}


def in_turns(things: Any, turn: int, turns: int) -> list[Any]:
    """The part of some things whose turn it is, another part each turn.

    Every field meeting every bad thing alone would take an hour; so each meets two of a kind
    alone, and all of them together with the other fields.
    """
    return [thing for place, thing in enumerate(things) if (place + turn) % turns == 0]


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_form_breaks_on_hostile_text_and_django_never_speaks_by_itself(town, kind):
    said: dict[str, str] = {}
    for name, client, form in every_form(town):
        for field in in_turns(form.sent, list(HOSTILE).index(kind), 6):
            answer = send(client, form, {field: HOSTILE[kind]})
            assert answer.status_code < 500, f"{name} {field}"
            if answer.status_code == 422:
                text = answer.content.decode()
                assert "<script>alert" not in text, f"{name} {field}"
                assert settings.SECRET_KEY not in text, f"{name} {field}"
                for sentence in django_says(Page(text).root.text):
                    said.setdefault(sentence, f"{name} {field}")

    assert said == {}


def test_no_form_breaks_when_all_fields_are_hostile_at_once(town):
    for name, client, form in every_form(town):
        for text in HOSTILE.values():
            assert send(client, form, dict.fromkeys(form.sent, text)).status_code < 500, name


def test_no_form_breaks_on_nothing_and_on_what_it_never_asked_for(town):
    for name, client, form in every_form(town):
        assert client.post(form.path, {}).status_code < 500, name
        strange = {"is_superuser": "1", "municipality": "2", "state": "published", "id": "1"}
        assert send(client, form, strange).status_code < 500, name
        doubled = {field: [value, value] for field, value in form.sent.items()}
        assert client.post(form.path, doubled).status_code < 500, name
        json = client.post(form.path, "{", content_type="application/json")
        assert json.status_code < 500, name


@pytest.mark.parametrize("number", CIVIC_NUMBERS)
def test_a_personnummer_is_refused_kindly_in_every_text_field(town, number):
    for name, client, form in every_form(town):
        for field in in_turns(form.typed, CIVIC_NUMBERS.index(number), 2):
            answer = send(client, form, {field: f"Astrid {number}"})
            if name.startswith("people:") or field in {"hemsida", "code", "proof", "q"}:
                continue
            assert answer.status_code == 422, f"{name} {field} took {number}"
            page = answer.content.decode()
            assert "personnummer" in page or name_of_other_fault(page), f"{name} {field}"

    assert rows_holding(number) == []


def name_of_other_fault(page: str) -> bool:
    """A field for a number, a date or an address says what it wants instead."""
    return "till exempel" in page or "Skriv" in page


def rows_holding(text: str) -> list[str]:
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("traffpunkt."):
            found += [
                f"{model.__name__}: {values}"
                for values in model._default_manager.values()
                if text in str(values)
            ]
    return found


def test_a_personnummer_that_was_kept_would_be_seen(town):
    town.activity.text = "19121212-1212"
    town.activity.save()

    assert rows_holding("19121212-1212")


def test_what_was_typed_stays_when_something_is_wrong(town):
    lost = []
    for name, client, form in every_form(town):
        for field in form.typed:
            if field == "hemsida":
                continue
            words = f"Astrids ord <{field}> 19121212-1212"
            answer = send(client, form, {field: words})
            if answer.status_code == 422 and escape(words) not in answer.content.decode().replace(
                "&#x27;", "'"
            ):
                lost.append(f"{name} {field}")

    assert lost == []


def test_a_refused_form_says_what_is_wrong_above_and_at_the_field(town):
    silent = []
    for name, client, form in every_form(town):
        answer = client.post(form.path, dict.fromkeys(form.sent, ""))
        if answer.status_code != 422:
            continue
        page = Page(answer.content.decode())
        wrong = [field for field in page.fields if field["aria-invalid"] == "true"]
        links = {link["href"] for link in page.main.all("a")}
        # A group of radio buttons is one question: the summary leads to one of them.
        led = {field["name"] for field in wrong if f"#{field['id']}" in links}
        silent += [f"{name} {field['name']}" for field in wrong if field["name"] not in led]
        if not wrong and 'role="alert"' not in page.html and "notice" not in page.html:
            silent.append(name)

    assert silent == []


@pytest.mark.parametrize(
    "sentence",
    [
        "This field is required.",
        "Enter a valid email address.",
        "Select a valid choice. 7 is not one of the available choices.",
        "Null characters are not allowed.",
        "Ensure this value has at most 80 characters (it has 10000).",
        "Detta fält måste fyllas i.",
    ],
)
def test_djangos_own_sentences_are_known(sentence):
    assert django_says(sentence), len(default_words().pattern)


def test_our_own_sentences_are_ours():
    assert not django_says("Skriv ett namn, till exempel Astrid. Det gick inte. Försök igen.")


@pytest.mark.parametrize("bad", BAD_IDS)
def test_bad_ids_in_forms_and_queries_never_break_anything(town, bad):
    for name, client, form in every_form(town):
        assert send(client, form, dict.fromkeys(form.sent, bad)).status_code < 500, name
        for field in in_turns(form.sent, BAD_IDS.index(bad), 5):
            assert send(client, form, {field: bad}).status_code < 500, f"{name} {field}"
    for name, method, answers in in_turns(rows(), BAD_IDS.index(bad), 2):
        if method == "GET":
            role = next(
                (role for role in ("guest", "coordinator") if answers[role] == "ok"), "guest"
            )
            query = "&".join(
                f"{word}={bad}" for word in ("satt", "jag", "plats", "amne", "q", "dag", "vecka", "sida", "spela")
            )  # fmt: skip
            path = f"{named(name).within(town)}?{query}"
            # It says with 503 that the worker is away; no word in its address changes that.
            usual = {503} if name == "readyz" else set()
            status = browser(town, role).get(path).status_code
            assert status < 500 or status in usual, path


@pytest.mark.parametrize("role", ["guest", "coordinator"])
def test_bad_ids_in_addresses_are_not_found(town, role):
    client = browser(town, role)
    for name, method, answers in rows():
        address = named(name)
        if method != "GET" or not address.arguments or answers[role] != "ok":
            continue
        for bad in ("0", "9223372036854775807", "9" * 40, "a\x00b", "%00", "å", "x" * 3000):
            path = re.sub(r"<\w+:\w+>", bad.replace("\x00", "%00"), address.route)
            assert client.get(f"/{town.slug}/{path}").status_code == 404, f"{name} {bad[:20]}"


def test_a_nul_in_an_address_is_not_found(town):
    client = browser(town, "guest")

    for path in ("/gavle/?q=%00", "/g%00vle/", "/gavle/program/?dag=2026-05-04%00"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Träffpunkt" in answer.content.decode()


def test_a_nul_in_the_address_of_a_personal_page_names_nobody(town):
    client = browser(town, "guest")

    answer = client.post(f"/gavle/tillfalle/{town.occasion.pk}/anmalan/", {"jag": "abc\0def"})

    assert answer.status_code == 422


def test_a_body_that_is_too_large_is_answered_plainly(town):
    for _name, client, form in every_form(town):
        huge = {"text": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
        many = {f"f{number}": "1" for number in range(500)}
        for body in (huge, many):
            # A button that reads nothing does not notice; everybody else refuses.
            assert client.post(form.path, body).status_code in {302, 400, 404, 413}


def test_text_in_another_encoding_is_answered_plainly(town):
    for name, client, form in every_form(town):
        answer = client.post(
            form.path, b"name=\xff\xfe%ff", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code < 500, name
