# SPDX-License-Identifier: EUPL-1.2
"""A daughter signs up her mother: the page says so before, and the receipt names who comes."""

import datetime
import re

import pytest
import time_machine

from tests.makers import (
    in_days,
    make_municipality,
    make_occasion,
    make_page,
    make_person,
    make_signup,
)
from tests.pages import Page
from traffpunkt.activities.models import Signup
from traffpunkt.activities.tests.desk import text
from traffpunkt.journal.models import GUEST
from traffpunkt.outbox.models import Message
from traffpunkt.places.guards import new_press

pytestmark = pytest.mark.django_db


def address(occasion):
    return f"/tillfalle/{occasion.pk}/anmalan/"


def opened_a_while_ago():
    with time_machine.travel(
        datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(minutes=1)
    ):
        return new_press()


def values(answer):
    """What a browser would send from the fields of a page."""
    return {
        field["name"]: field["value"]
        for field in Page(answer.content.decode()).main.all("input")
        if field["type"] not in {"radio", "checkbox"} or "checked" in field.attributes
    }


def test_the_page_says_that_somebody_else_is_signed_up(client):
    occasion = make_occasion()

    herself = text(client.get(address(occasion)))
    another = text(client.get(address(occasion), {"annan": "1"}))

    title = occasion.activity.title
    assert f"<h1>Anmäl dig till {title}</h1>" in herself
    assert f"<h1>Anmäl någon annan till {title}</h1>" in another
    assert re.search(r"button-main[^>]*>Anmäl dig</button>", herself)
    assert re.search(r"button-main[^>]*>Anmäl</button>", another)
    assert "Hur många kommer?" in another


def test_to_queue_for_somebody_else_is_said_as_such(client):
    occasion = make_occasion(seats=1)
    make_signup(occasion, "Bertil")

    page = text(client.get(address(occasion), {"annan": "1"}))

    assert re.search(r"button-main[^>]*>Ställ i kö</button>", page)


def test_the_choice_stands_above_the_fields_and_enter_still_signs_up(client):
    page = Page(client.get(address(make_occasion())).content.decode())

    form = next(form for form in page.main.all("form") if form["method"] == "post")
    buttons = form.all("button")
    assert [button.text for button in buttons] == [
        "Anmäl dig", "Jag anmäler någon annan", "Anmäl dig",
    ]  # fmt: skip
    assert page.html.index("Jag anmäler någon annan") < page.html.index("Ditt namn")


def test_what_was_typed_stays_when_one_changes_over_and_back(client):
    occasion = make_occasion(ways=["on_site", "online"])
    online = occasion.offers.get(way="online")
    typed = {
        "satt": online.pk, "name": "Lena", "contact": "070-174 06 05", "several": "2",
        "number": "", "tryck": opened_a_while_ago(),
    }  # fmt: skip

    over = client.post(address(occasion), typed | {"byt": "annan"})

    found = values(over)
    assert over.status_code == 200
    assert "aria-invalid" not in over.content.decode()
    assert (found["relative"], found["name"], found["contact"]) == ("Lena", "", "070-174 06 05")
    assert (found["annan"], found["vald"], found["several"]) == ("1", str(online.pk), "2")
    assert '<details class="narrow" open>' in over.content.decode()

    back = client.post(address(occasion), found | {"name": "Astrid", "byt": "jag"})
    again = client.post(address(occasion), values(back) | {"byt": "annan"})

    assert values(back)["name"] == "Lena"
    assert "annan" not in values(back)
    assert (values(again)["relative"], values(again)["name"]) == ("Lena", "Astrid")
    assert not Signup.objects.exists()


def test_the_other_ones_name_is_kept_also_when_the_form_is_refused_between(client):
    occasion = make_occasion()
    sent = {"name": "", "andra": "Astrid", "tryck": opened_a_while_ago()}

    answer = client.post(address(occasion), sent)

    assert answer.status_code == 422
    assert values(answer)["andra"] == "Astrid"


def test_who_changed_over_signs_up_the_other_one(client):
    occasion = make_occasion()
    sent = {"name": "Lena", "tryck": opened_a_while_ago(), "byt": "annan"}
    form = values(client.post(address(occasion), sent))

    ticket = {"name": "Astrid", "several": "2", "tryck": opened_a_while_ago()}
    answer = client.post(address(occasion), form | ticket)

    signup = occasion.signups.get()
    assert (signup.person.name, signup.by_relative, signup.headcount) == ("Astrid", "Lena", 2)
    page = text(client.get(answer["Location"]))
    assert "<h1>Astrid är anmäld</h1>" in page
    assert "Astrid har en plats. Välkommen!" in page
    assert "<dd>2 personer</dd>" in page


def test_from_her_own_page_nobody_else_is_signed_up(client):
    own = make_page(make_person("Astrid")).secret

    page = text(client.get(address(make_occasion()), {"jag": own, "annan": "1"}))

    assert "någon annan" not in page
    assert "Anmäl dig" in page


def signed_up_by_lena(occasion, **given):
    return make_signup(occasion, "Astrid", by_relative="Lena", **given)


def test_each_receipt_of_somebody_else_names_her(client):
    occasion = make_occasion(ways=["on_site", "online"])
    signup = signed_up_by_lena(occasion, state="waiting")
    waiting = text(client.get(f"/anmalan/{signup.secret}/"))
    home = signup.switch(occasion.offers.get(way="online"), by=GUEST)
    changed = text(client.get(f"/anmalan/{home.secret}/"))
    home.withdraw(by=GUEST)
    gone = text(client.get(f"/anmalan/{home.secret}/"))

    assert "<h1>Astrid står i kö</h1>" in waiting
    assert "Astrid är först i kön." in waiting
    assert "Nu är det ändrat. Astrid är med hemifrån." in changed
    assert "<h1>Astrid är avbokad</h1>" in gone
    assert "Vi har tagit bort Astrid från listan." in gone


def test_a_hidden_person_is_not_named_to_her_relative(client):
    signup = signed_up_by_lena(make_occasion())
    signup.person.hidden = True
    signup.person.save()

    page = text(client.get(f"/anmalan/{signup.secret}/"))

    assert "<h1>Du är anmäld</h1>" in page
    assert "Astrid" not in page


def test_the_own_page_says_how_many_come(client):
    make_municipality()
    astrid = make_person("Astrid")
    make_signup(make_occasion(starts=in_days(2)), person=astrid, headcount=3)
    make_signup(make_occasion(starts=in_days(3)), person=astrid)

    page = text(client.get(f"/min-sida/{make_page(astrid).secret}/"))

    assert "<dd>3 personer</dd>" in page
    assert "<dd>1 person</dd>" in page


def letter_about(person):
    occasion = make_occasion(starts=in_days(3))
    occasion.sign_up(person, occasion.offers.get(way="on_site"), by=GUEST, by_relative="Lena")
    return Message.objects.latest("pk")


def test_a_letter_that_goes_to_a_relative_greets_her_and_says_whom_it_is_for():
    letter = letter_about(make_person("Astrid", email="lena@post.example", relative="Lena"))

    assert letter.subject.startswith("Till Astrid – Du är anmäld: ")
    assert letter.body.startswith(
        "Hej Lena!\n\nDet här gäller Astrid. Så här lyder beskedet till Astrid:\n\nDu är anmäld."
    )


def test_a_letter_that_goes_to_herself_greets_herself():
    letter = letter_about(make_person("Astrid", email="a@post.example"))

    assert letter.body.startswith("Hej Astrid!")
    assert letter.subject.startswith("Du är anmäld: ")


def test_a_letter_does_not_name_a_hidden_person_to_her_relative():
    astrid = make_person("Astrid", email="lena@post.example", relative="Lena")
    astrid.hidden = True
    astrid.save()

    letter = letter_about(astrid)

    assert letter.body.startswith("Hej Lena!\n\nDet här gäller den som du har anmält.")
    assert "Astrid" not in letter.subject + letter.body


def test_what_is_rung_about_greets_whoever_answers_the_telephone():
    astrid = make_person("Astrid", phone="+46317000601", relative="Lena")
    occasion = make_occasion(starts=in_days(3))
    occasion.sign_up(astrid, occasion.offers.get(way="on_site"), by=GUEST, by_relative="Lena")

    occasion.cancel("Vattenläcka", by=GUEST)

    assert Message.objects.latest("pk").body.startswith("Hej Lena!")
