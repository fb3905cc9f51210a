# SPDX-License-Identifier: EUPL-1.2
"""Inställningar: what people are sent is worded by the municipality, within what they need to know."""

import pytest

from tests.makers import in_days, make_occasion, make_person, the_municipality
from traffpunkt.activities.models import Wording
from traffpunkt.activities.tests.desk import text
from traffpunkt.activities.tests.untouched import fields_of
from traffpunkt.activities.texts import BY_KEY, TEXTS
from traffpunkt.home.tests.settings_rooms import browser, next_door, verbs
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.outbox.models import Message

pytestmark = pytest.mark.django_db

PAGE = "/arbete/installningar/texter/text/"
CONFIRMATION = BY_KEY["confirmation"]
OURS = {"subject": "Tack {namn}", "body": "Hej!\n\nDu är med på {aktivitet} {när}.\n{plats}"}


@pytest.fixture
def desk(karin):
    return browser(karin)


def at(key="confirmation", language="sv"):
    return f"{PAGE}?text={BY_KEY[key].slug}&sprak={language}"


def save(desk, path=None, **changed):
    return desk.post(path or at(), OURS | changed, follow=True)


def confirmed(name="Astrid", **given):
    """What somebody is told who signs up now."""
    occasion = make_occasion(starts=in_days(3))
    person = make_person(name, email=f"{name}@exempel.example")
    for field, value in given.items():
        setattr(person, field, value)
    person.save()
    occasion.sign_up(person, occasion.offers.get(), by=GUEST)
    return occasion, Message.objects.of_kinds("confirmation").latest("pk")


def test_the_list_has_every_text_and_says_which_are_worded_here(desk):
    the_municipality().change({"languages": ["sv", "en"]}, by=SYSTEM)
    for language in ("sv", "en"):
        save(desk, at(language=language))

    page = text(desk.get("/arbete/installningar/texter/"))

    assert all(str(one.title) in page for one in TEXTS)
    assert page.count("Vår vanliga text.") == len(TEXTS) - 1
    assert "Egen text: Svenska, English." in page
    assert "2 texter är era egna." in text(desk.get("/arbete/installningar/"))


def test_a_text_is_worded_once_and_what_was_sent_stays_as_it_was(desk):
    occasion, before = confirmed()
    for _press in range(2):
        answer = save(desk)

    assert "Den gäller det som skickas från och med nu." in text(answer)
    assert verbs("activities.wording") == ["worded"]
    occasion, told = confirmed("Bertil")
    assert told.subject == "Tack Bertil"
    assert told.body.startswith(f"Hej!\n\nDu är med på {occasion.activity.title} ")
    assert told.body.endswith(f"{occasion.venue}, Ängsgatan 1, Ängsby")
    before.refresh_from_db()
    assert before.body.startswith("Hej Astrid!\n\nDu är anmäld. Välkommen!")


def test_an_empty_text_and_the_usual_one_are_what_stands_for_all(desk):
    usual = {"subject": CONFIRMATION.subject, "body": CONFIRMATION.body.replace("\n", "\r\n")}
    desk.post(at(), usual)
    assert not Wording.objects.exists()
    save(desk)
    save(desk, body="", subject="Ny rubrik: {aktivitet}")
    row = Wording.objects.get()
    assert (row.subject, row.body) == ("Ny rubrik: {aktivitet}", "")
    assert "Välkommen!" in confirmed()[1].body

    for _press in range(2):
        save(desk, subject="", body="")

    assert verbs("activities.wording") == ["worded", "worded", "removed"]
    assert "Du är anmäld. Välkommen!" in confirmed("Bertil")[1].body


def test_each_is_told_in_her_language_else_in_swedish(desk):
    the_municipality().change({"languages": ["sv", "en", "fi"]}, by=SYSTEM)
    save(desk)
    english = "You have signed up for {aktivitet}. {när}, {plats}"
    save(desk, at(language="en"), subject="Thank you", body=english)

    assert confirmed(language="en")[1].subject == "Thank you"
    assert confirmed("Bertil", language="fi")[1].subject == "Tack Bertil"


def test_another_language_begins_empty_and_swedish_with_what_stands(desk):
    the_municipality().change({"languages": ["sv", "en"]}, by=SYSTEM)

    swedish = fields_of(desk.get(at()).content.decode())
    english = fields_of(desk.get(at(language="en")).content.decode())

    assert swedish["subject"] == ["Du är anmäld: {aktivitet}, {dag}"]
    assert english["subject"] == english["body"] == [""]


def test_a_language_that_is_not_spoken_here_or_a_text_that_is_not_there_is_not_found(desk):
    assert desk.get(at(language="fi")).status_code == 404
    assert desk.get(f"{PAGE}?text=rim").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"body": "Du är med på {aktivitet} {när}."}, "Skriv också {plats}, annars"),
        ({"body": "Vi ses!"}, "Skriv också {aktivitet}, {när} och {plats}, annars"),
        ({"body": "{aktivitet} {när} {plats} {orsak}"}, "{orsak} går inte att fylla i här. Välj bland {namn},"),
        ({"subject": "{titel}"}, "{titel} går inte att fylla i här."),
        ({"body": "{aktivitet} {när} {plats} {namn"}, "En klammer står ensam."),
        ({"body": "{aktivitet} {när} {plats} Läs på www.kommun.example"}, "Ta bort webbadressen."),
        ({"subject": "Läs på kommun.se"}, "Ta bort webbadressen."),
        ({"body": "{aktivitet} {när} {plats} 640823-3234"}, "Det ser ut som ett personnummer."),
        ({"body": "å" * 1501}, "Det blev för långt. Skriv högst 1500 tecken."),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused_kindly_and_kept(desk, changed, words):
    answer = save(desk, **changed)

    assert answer.status_code == 422
    assert words in text(answer)
    field, typed = next(iter(changed.items()))
    assert [one.strip() for one in fields_of(answer.content.decode())[field]] == [typed]
    assert not Wording.objects.exists()


def test_a_text_is_looked_at_before_it_is_saved(desk):
    answer = desk.post(at(), OURS | {"gor": "visa"})
    page = text(answer)

    assert answer.status_code == 200
    assert not Wording.objects.exists()
    assert page.count("Tack Astrid") == 2
    assert page.count("Vi ber aldrig om koder eller BankID.") == 4
    assert "Träffpunkt Ängen, Ängsgatan 1, Ängsby" in page
    assert "Det blir 2 sms efter varandra." in page


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.slug)
def test_every_text_is_shown_filled_in_and_says_what_its_words_mean(desk, one):
    page = text(desk.get(at(one.key)))

    shown = page[page.index("Så ser det ut för Astrid") :]
    assert "{" not in shown
    assert "http" not in shown.replace("https", "")
    assert all(f"<strong>{{{word}}}</strong>" in page for word in one.words)
    assert set(one.needed) <= set(one.words)


def test_a_short_text_is_one_sms(desk):
    short = {"subject": "", "body": "Inställt: {aktivitet} {när}", "gor": "visa"}

    assert "Det blir 1 sms." in text(desk.post(at("cancelled"), short))


def test_who_was_overtaken_is_asked(desk):
    mine = fields_of(desk.get(at()).content.decode())
    here = the_municipality()
    here.wordings.put(here, CONFIRMATION, "sv", {"subject": "Tack", "body": ""}, by=SYSTEM)

    answer = desk.post(at(), mine | {"subject": "Tack igen"})

    assert answer.status_code == 422
    assert "Nu står det: Tack." in text(answer)
    assert desk.post(at(), fields_of(answer.content.decode())).status_code == 302
    assert Wording.objects.get().subject == "Tack igen"


def test_a_wording_goes_for_its_own_municipality_only(karin):
    neighbour = next_door()
    here = the_municipality()
    browser(karin).post(f"/{here.slug}{at()}", OURS)

    assert here.wordings.count() == 1
    assert not neighbour.wordings.exists()
    said = neighbour.wordings.phrases("confirmation").say("sv", {"aktivitet": "A", "dag": "B"} | {
        word: "x" for word in CONFIRMATION.words if word not in {"aktivitet", "dag"}
    })  # fmt: skip
    assert said[0] == "Du är anmäld: A, B"


def test_a_line_that_may_leave_takes_nothing_along_that_people_need(desk):
    answer = save(desk, body="{aktivitet} {när} {plats}, antal: {antal}")

    assert answer.status_code == 422
    assert "Skriv {antal} på en egen rad." in text(answer)
    assert not Wording.objects.exists()
    save(desk, body="{aktivitet} {när} {plats}\nAntal: {antal}")
    assert Wording.objects.exists()
