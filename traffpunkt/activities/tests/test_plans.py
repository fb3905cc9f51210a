# SPDX-License-Identifier: EUPL-1.2
"""The desk plans: who may, one form for all of it, and nothing typed is lost."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_municipality,
    make_occasion,
    make_organisation,
    make_series,
    make_topic,
    make_venue,
    the_municipality,
)
from traffpunkt.activities.actions import unroll_all
from traffpunkt.activities.models import Activity, Hosting, Occasion, Series
from traffpunkt.channels.models import Link
from traffpunkt.journal.models import SYSTEM
from traffpunkt.outbox.models import Message
from traffpunkt.places.models import ClosedDay

pytestmark = pytest.mark.django_db
CIVIC_NUMBER = "19121212-1212"


def next_monday():
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 - today.weekday())


def said(day):
    return formats.date_format(day, "j F Y")


def typed(venue=None, **given):
    """A whole form, as a browser sends it; given fields replace or take away."""
    facts = {
        "title": "Digital fika",
        "kind": "open_house",
        "filming": "none",
        "rytmer": "1",
        "r0-venues": [venue.pk] if venue else [],
        "r0-rhythm": "v2",
        "r0-first": said(next_monday()),
        "r0-start": "13",
        "r0-skip_holidays": "on",
        "r0-skip_closed": "on",
        "ways": ["on_site", "online"],
        "address": "https://teams.microsoft.com/l/hemligt",
        "booking": "optional",
        "gor": "publish",
    } | given
    return {name: value for name, value in facts.items() if value is not None}


@pytest.fixture
def desk(karin, signed_in):
    return signed_in(karin)


@pytest.fixture
def venue(karin):
    return make_venue(name="Träffpunkt Ängen")


def new(client, data):
    return client.post(reverse("activities:staff_activity_new"), data)


# One form


def test_a_fortnightly_hybrid_activity_is_published_in_one_form(desk, venue):
    answer = new(desk, typed(venue))

    activity = Activity.objects.get()
    assert answer.status_code == 302
    assert activity.is_published
    series = activity.series.get()
    assert (series.every, series.weekdays, series.minutes) == (2, [0], 120)
    assert {offer.way for offer in activity.occasions.earliest("pk").offers.all()} == {
        "on_site",
        "online",
    }
    link = Link.objects.get()
    assert (link.provider, link.audience) == ("teams", "signed_up")


def test_no_more_than_eight_fields_are_needed(desk, venue):
    needed = ["title", "kind", "r0-venues", "r0-rhythm", "r0-first", "r0-start", "ways", "address"]
    given = typed(venue)
    given = {name: given[name] for name in [*needed, "gor"]} | {
        "booking": "optional",
        "filming": "none",
    }

    assert new(desk, given).status_code == 302
    assert len(needed) <= 8


def test_the_dates_are_shown_first_and_nothing_is_saved(desk, venue):
    answer = new(desk, typed(venue, gor="visa"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Varannan vecka på måndag klockan 13.00–15.00" in page
    assert "Digital fika" in page
    assert not Activity.objects.exists()


def test_enter_in_a_field_only_shows_the_dates(desk, venue):
    assert new(desk, typed(venue, gor=None)).status_code == 200
    assert not Activity.objects.exists()


def test_the_preview_says_what_is_skipped_and_what_it_clashes_with(desk, venue):
    monday = next_monday()
    ClosedDay.objects.create(
        municipality=venue.municipality, first=monday, last=monday, reason="inventering"
    )
    other = make_occasion(
        activity=make_activity(title="Gympa"), venue=venue, starts=in_days((monday - timezone.localdate()).days + 7)
    )  # fmt: skip

    page = new(desk, typed(venue, gor="visa", **{"r0-rhythm": "v1"})).content.decode()
    assert "inventering" in page
    assert f"är ”{other.activity.title}” på Träffpunkt Ängen" in page


def test_a_draft_may_be_kept(desk, venue):
    new(desk, typed(venue, gor="utkast"))

    assert Activity.objects.get().state == "draft"


def test_two_presses_make_one_activity(desk, venue):
    page = desk.get(reverse("activities:staff_activity_new"))
    token = page.context["sheet"].token

    answers = [new(desk, typed(venue, tryck=token)) for _press in range(2)]

    assert Activity.objects.count() == Series.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


def test_the_rhythm_of_the_it_cafe_is_planned_in_one_go(desk):
    library = make_venue(name="Stadsbiblioteket", kind="library")
    points = [make_venue(name=f"Träffpunkt {name}") for name in ("Norr", "Söder", "Väster")]
    monday = next_monday()

    new(
        desk,
        typed(
            library,
            title="IT-kafé",
            kind="help",
            rytmer="2",
            **{
                "r0-rhythm": "v1",
                "r1-venues": [point.pk for point in points],
                "r1-turns": "ja",
                "r1-rhythm": "v2",
                "r1-first": said(monday + datetime.timedelta(days=3)),
                "r1-start": "10.00",
                "r1-end": "12.00",
            },
        ),
    )

    series = {str(row.venue): row for row in Series.objects.select_related("venue")}
    assert {name: row.every for name, row in series.items()} == {
        "Stadsbiblioteket": 1, "Träffpunkt Norr": 2, "Träffpunkt Söder": 2, "Träffpunkt Väster": 2
    }  # fmt: skip
    thursday = monday + datetime.timedelta(days=3)
    assert series["Träffpunkt Norr"].first == series["Träffpunkt Väster"].first == thursday
    assert series["Träffpunkt Söder"].first == thursday + datetime.timedelta(days=7)
    assert {row.weekdays[0] for name, row in series.items() if name != "Stadsbiblioteket"} == {3}


def test_venues_that_take_turns_each_week_go_round(desk):
    points = [make_venue() for _number in range(3)]

    new(
        desk,
        typed(None, **{"r0-venues": [p.pk for p in points], "r0-turns": "ja", "r0-rhythm": "v1"}),
    )

    weeks = [(row.first - next_monday()).days // 7 for row in Series.objects.order_by("pk")]
    assert weeks == [0, 1, 2]
    assert set(Series.objects.values_list("every", flat=True)) == {3}


def test_monthly_turns_are_whole_months_apart(desk):
    points = [make_venue() for _number in range(2)]

    new(
        desk,
        typed(None, **{"r0-venues": [p.pk for p in points], "r0-turns": "ja", "r0-rhythm": "m1"}),
    )

    first, other = Series.objects.order_by("pk")
    assert (other.first.month - first.first.month) % 12 == 1
    assert first.week_of_month == other.week_of_month


def test_venues_may_share_their_weeks(desk):
    points = [make_venue() for _number in range(2)]

    new(desk, typed(None, **{"r0-venues": [p.pk for p in points]}))

    assert {row.first for row in Series.objects.all()} == {next_monday()}


def test_one_more_rhythm_may_be_added_and_nothing_typed_is_lost(desk, venue):
    answer = new(desk, typed(venue, gor="rytm", title=""))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="r1-first"' in page
    assert f'value="{said(next_monday())}"' in page
    assert "behöver ändras" not in page


@pytest.mark.parametrize("count", ["", "abc", "-3", "²", "999999"])
def test_a_forged_number_of_rhythms_is_no_trouble(desk, venue, count):
    assert new(desk, typed(venue, rytmer=count, gor="visa")).status_code in {200, 422}


def test_there_is_an_end_to_rhythms(desk, venue):
    page = new(desk, typed(venue, rytmer="6", gor="rytm"))

    assert not page.context["sheet"].may_grow
    assert page.context["sheet"].count == 6


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Skriv något här."),
        ("r0-first", "snart", "Skriv dagen till exempel så här"),
        ("r0-start", "tjugofem", "Skriv klockslaget till exempel så här"),
        ("r0-end", "9.00", "Sluttiden är före starttiden."),
        ("r0-until", "1 januari 2020", "Den sista dagen är före den första."),
        ("r0-added", "4 mars\nblaj", "Det här gick inte att läsa: blaj"),
        ("address", "", "Klistra in länken"),
        ("address", "http://osäker.example", "Länken ska börja med https"),
        ("on_site_seats", "många", "Skriv bara en siffra"),
        ("ways", [], "Välj minst ett av svaren."),
        ("ways", ["phone"], "Skriv numret som man ringer"),
        ("ways", ["watch_party"], "Välj platsen där man ser tillsammans."),
        ("dial_in", "abc", "Skriv numret som man ringer"),
        ("r0-venues", ["99999"], "Välj bland svaren i listan."),
    ],
)
def test_what_cannot_be_understood_is_said_and_what_was_typed_stays(
    desk, venue, field, value, words
):
    answer = new(desk, typed(venue, text="Vi fikar ihop.", **{field: value}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Vi fikar ihop." in page
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "field",
    ["title", "text", "easy_text", "bring", "cost", "r0-added", "on_site_words", "online_words",
     "online_easy_words", "dial_code"],
)  # fmt: skip
def test_no_text_takes_a_personnummer(desk, venue, field):
    answer = new(desk, typed(venue, **{field: f"Ring {CIVIC_NUMBER}"}))

    assert answer.status_code == 422
    assert "Vi sparar aldrig personnummer" in answer.content.decode()


def test_an_activity_without_any_date_ahead_is_not_published_and_not_half_saved(desk, venue):
    answer = new(desk, typed(venue, **{"r0-rhythm": "en", "r0-first": "1 mars 2020"}))

    assert answer.status_code == 422
    assert "Det saknas minst ett datum som kommer" in answer.content.decode()
    assert not Activity.objects.exists()
    assert not Link.objects.exists()


def test_a_plan_without_dates_says_so_before_it_is_saved(desk, venue):
    page = new(desk, typed(venue, gor="visa", **{"r0-rhythm": "en", "r0-first": "1 mars 2020"}))

    assert "Inga datum kommer med." in page.content.decode()


def test_a_film_needs_a_link_and_no_dates(desk):
    film = {
        "title": "Så byter du lösenord",
        "kind": "on_demand",
        "filming": "none",
        "gor": "publish",
    }

    refused = new(desk, film)
    made = new(desk, film | {"film": "youtu.be/aaaaaaaaaaa"})

    assert "en länk till filmen" in refused.content.decode()
    assert made.status_code == 302
    link = Link.objects.get(activities__isnull=False)
    assert (link.provider, link.audience) == ("youtube", "everyone")


def test_watch_parties_phone_and_words_of_their_own(desk, venue):
    elsewhere = make_venue()

    new(
        desk,
        typed(
            venue,
            ways=["on_site", "online", "phone", "watch_party"],
            party_venues=[elsewhere.pk],
            dial_in="026-17 00 03",
            on_site_seats="12",
            online_seats="40",
            on_site_words="Ring på",
            online_words="Tryck på Delta",
            online_easy_words="Tryck här",
            open_link="on",
        ),
    )

    offers = {offer.way: offer for offer in Occasion.objects.earliest("pk").offers.all()}
    assert offers["on_site"].capacity == 12
    assert offers["online"].capacity == 40
    assert offers["online"].easy_instructions == "Tryck här"
    assert Link.objects.get().dial_in == "+4626170003"
    assert offers["phone"].link == offers["online"].link
    assert offers["watch_party"].venue == elsewhere
    assert Link.objects.get().audience == "everyone"


# Who may


@pytest.mark.parametrize("role", ["host", "partner"])
def test_hosts_and_partners_propose_and_the_coordinator_publishes(signed_in, role, venue):
    account = make_account("Pia", role)
    client = signed_in(account)

    new(client, typed(venue, gor="publish"))

    activity = Activity.objects.get()
    assert activity.state == "proposed"
    address = reverse("activities:staff_publication", args=[activity.pk])
    assert client.post(address, {"gor": "publish"}).status_code == 404
    assert client.get(reverse("activities:staff_activity", args=[activity.pk])).status_code == 200
    karin = signed_in(make_account("Karin"))
    assert karin.post(address, {"gor": "publish"}).status_code == 302
    activity.refresh_from_db()
    assert activity.is_published


def test_a_proposal_is_shown_first_in_the_list(desk):
    make_activity(title="A")
    make_activity(title="B", state="archived")
    make_activity(title="C", state="proposed")

    rows = desk.get(reverse("activities:staff_activities")).context["activities"]

    assert [row.title for row in rows] == ["C", "A", "B"]


PAGES = ["staff_activity", "staff_activity_change", "staff_series_new"]
DATE_PAGES = ["staff_occasion_change", "staff_cancellation", "staff_reinstatement"]


def everything(activity, series, occasion):
    return (
        [reverse(f"activities:{name}", args=[activity.pk]) for name in PAGES]
        + [reverse(f"activities:{name}", args=[occasion.pk]) for name in DATE_PAGES]
        + [reverse("activities:staff_series", args=[series.pk])]
    )


def all_pages(**given):
    activity = make_activity(**given)
    series = make_series(activity=activity)
    return activity, everything(activity, series, make_occasion(activity=activity))


def test_a_coordinator_sees_all_pages_of_her_municipality(desk):
    _activity, pages = all_pages()

    assert {desk.get(page).status_code for page in pages} == {200}


def test_another_municipalitys_are_not_found(desk):
    the_municipality()
    activity, pages = all_pages(municipality=make_municipality())

    prefix = f"/{the_municipality().slug}"
    assert {desk.get(prefix + page).status_code for page in pages} == {404}
    assert {desk.post(prefix + page).status_code for page in pages} == {404, 405}
    gone = prefix + reverse("activities:staff_publication", args=[activity.pk])
    assert desk.post(gone, {"gor": "archive"}).status_code == 404


@pytest.mark.parametrize("role", ["host", "partner"])
def test_what_is_not_theirs_is_not_found_by_hosts_and_partners(signed_in, role):
    _activity, pages = all_pages()
    client = signed_in(make_account("Pia", role))

    assert {client.get(page).status_code for page in pages} == {404}


def test_a_host_of_a_published_activity_changes_its_dates_but_not_its_plan(signed_in):
    host = make_account("Hanna", "host")
    activity, pages = all_pages()
    Hosting.objects.create(activity=activity, account=host, since=timezone.localdate())
    client = signed_in(host)

    answers = {page: client.get(page).status_code for page in pages}

    allowed = {page for page, status in answers.items() if status == 200}
    assert allowed == {page for page in pages if "tillfallen" in page} | {pages[0]}


def test_a_hosting_that_has_ended_opens_nothing(signed_in):
    host = make_account("Hanna", "host")
    activity, pages = all_pages()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Hosting.objects.create(activity=activity, account=host, since=yesterday, until=yesterday)

    assert signed_in(host).get(pages[0]).status_code == 404


def test_a_partner_works_with_its_organisations_draft(signed_in):
    organisation = make_organisation()
    client = signed_in(make_account("Pia", "partner", organisation=organisation))
    _activity, pages = all_pages(partner=organisation, state="draft")

    assert {client.get(page).status_code for page in pages} == {200}


def test_a_coordinator_of_one_venue_decides_over_what_is_there(signed_in):
    venue = make_venue()
    client = signed_in(make_account("Vera", "coordinator", venue=venue))
    elsewhere, other_pages = all_pages()
    here = make_series(venue=venue).activity

    assert here.may_publish(client_desk(client))
    assert not elsewhere.may_publish(client_desk(client))
    assert {client.get(page).status_code for page in other_pages} == {404}
    assert client.get(reverse("activities:staff_activity", args=[here.pk])).status_code == 200
    new(client, typed(venue))
    assert Activity.objects.get(title="Digital fika").is_published


def client_desk(client):
    return client.get(reverse("activities:staff_activities")).wsgi_request.desk


def test_who_is_not_signed_in_is_asked_to(venue):
    answer = Client().get(reverse("activities:staff_activities"))

    assert answer.status_code == 302
    assert Client().post(reverse("activities:staff_activity_new"), typed(venue)).status_code == 302
    assert not Activity.objects.exists()


def test_a_stranger_finds_nothing(eva, signed_in):
    the_municipality()
    assert signed_in(eva).get(reverse("activities:staff_activities")).status_code == 404


# Publishing and putting away


def publication(client, activity, wish):
    return client.post(reverse("activities:staff_publication", args=[activity.pk]), {"gor": wish})


def test_what_is_missing_is_said(desk):
    activity = make_activity(state="draft")

    answer = publication(desk, activity, "publish")

    assert answer.status_code == 422
    assert "Det saknas minst ett datum som kommer" in answer.content.decode()


def test_dates_that_nobody_can_take_part_in_are_missing_a_way(desk):
    activity = make_activity(state="draft")
    make_occasion(activity=activity, ways=[])

    assert "minst ett sätt att delta" in publication(desk, activity, "publish").content.decode()


def test_publishing_twice_is_harmless(desk):
    activity = make_occasion(activity=make_activity(state="draft")).activity

    assert {publication(desk, activity, "publish").status_code for _press in range(2)} == {302}


@pytest.mark.parametrize("wish", ["archive", "unpublish"])
def test_what_people_expect_is_not_put_away(desk, astrid, wish):
    occasion = make_occasion()
    occasion.sign_up(astrid, occasion.offers.get(), by=SYSTEM)

    refused = publication(desk, occasion.activity, wish)
    occasion.cancel("Sjukdom", by=SYSTEM)

    assert "Ställ in dem först" in refused.content.decode()
    assert publication(desk, occasion.activity, wish).status_code == 302
    assert publication(desk, occasion.activity, wish).status_code == 302


def test_what_is_published_is_not_proposed(desk):
    activity = make_activity()

    publication(desk, activity, "propose")

    activity.refresh_from_db()
    assert activity.is_published


def test_an_unknown_wish_is_not_found(desk):
    assert publication(desk, make_activity(), "delete").status_code == 404


# Words


def test_the_words_of_an_activity_are_changed(desk):
    activity = make_activity()
    topic = make_topic()
    address = reverse("activities:staff_activity_change", args=[activity.pk])

    answer = desk.post(
        address,
        {
            "title": "Ny titel",
            "kind": "course",
            "filming": "live",
            "topics": [topic.pk],
            "captions": "on",
        },
    )

    activity.refresh_from_db()
    assert answer.status_code == 302
    assert (activity.title, activity.kind, activity.captions) == ("Ny titel", "course", True)
    assert list(activity.topics.all()) == [topic]


def test_a_films_link_is_kept_changed_and_taken_away(desk):
    activity = make_activity(kind="on_demand")
    address = reverse("activities:staff_activity_change", args=[activity.pk])
    words = {"title": "Film", "kind": "on_demand", "filming": "none"}

    links = []
    for film in ("https://fb.watch/a", "https://fb.watch/a", "https://film.example/b", ""):
        desk.post(address, words | {"film": film})
        activity.refresh_from_db()
        links.append(activity.link)

    assert links[0] == links[1]
    assert [link and link.provider for link in links] == ["facebook", "facebook", "other", None]
    assert "https://film.example/b" not in desk.get(address).content.decode()


def test_a_wrong_word_is_said_and_nothing_is_changed(desk):
    activity = make_activity(title="Förut")
    address = reverse("activities:staff_activity_change", args=[activity.pk])

    answer = desk.post(
        address, {"title": "", "kind": "course", "text": "Ny text", "filming": "none"}
    )

    activity.refresh_from_db()
    assert answer.status_code == 422
    assert "Ny text" in answer.content.decode()
    assert activity.title == "Förut"


# More series and changes


def test_one_more_series_begins_with_the_ways_of_the_last(desk, venue):
    series = make_series(seats=7)
    series.plans.update(instructions="Ring på", opens_days=9)
    address = reverse("activities:staff_series_new", args=[series.activity_id])

    page = desk.get(address).content.decode()
    assert 'value="7"' in page
    data = typed(venue, gor="spara", on_site_seats="7", ways=["on_site"], address="")
    shown = desk.post(address, data | {"gor": "visa"})
    assert shown.status_code == 200
    assert Series.objects.count() == 1
    for _press in range(2):
        assert desk.post(address, data).status_code == 302

    added = Series.objects.latest("pk")
    assert Series.objects.count() == 2
    assert added.plans.get().opens_days == 9


def change(client, series, **given):
    """The form of a series as it is, with some answers changed."""
    address = reverse("activities:staff_series", args=[series.pk])
    sheet = client.get(address).context["sheet"]
    data = {}
    for form in sheet.forms:
        for name in form.fields:
            field = form[name]
            value = field.field.prepare_value(field.value()) if name != "ways" else field.value()
            if value not in (None, "", False):
                data[name] = value
    return client.post(address, data | given)


def test_a_form_that_is_sent_as_it_stands_changes_nothing(desk):
    series = make_series(seats=7, skip_holidays=False)
    series.unroll()
    before = list(
        Occasion.objects.order_by("pk").values("starts", "ends", "venue", "sequence", "slot")
    )

    answer = change(desk, series, gor="spara")

    assert answer.status_code == 302
    assert (
        list(Occasion.objects.order_by("pk").values("starts", "ends", "venue", "sequence", "slot"))
        == before
    )
    assert series.plans.get().capacity == 7


def test_what_a_change_does_is_shown_before_it_is_done(desk, astrid):
    series = make_series(skip_holidays=False)
    series.unroll()
    first = series.occasions.earliest("starts")
    first.sign_up(astrid, first.offers.get(), by=SYSTEM)

    page = change(desk, series, weekdays=["2"], gor="visa").content.decode()

    assert "Det här händer" in page
    assert "1 besked går till dem som är anmälda." in page
    assert "Spara ändringen" in page
    assert not Message.objects.filter(kind="moved").exists()
    first.refresh_from_db()
    assert timezone.localtime(first.starts).weekday() == 1

    assert change(desk, series, weekdays=["2"], gor="spara").status_code == 302
    first.refresh_from_db()
    assert timezone.localtime(first.starts).weekday() == 2
    assert Message.objects.filter(kind="moved").count() == 1


def test_this_and_following_begins_at_the_day_one_comes_from(desk):
    series = make_series(skip_holidays=False)
    series.unroll()
    third = series.occasions.order_by("starts")[2]
    page = desk.get(reverse("activities:staff_series", args=[series.pk]) + f"?fran={third.slot}")
    assert said(third.slot) in page.content.decode()

    answer = change(desk, series, from_day=said(third.slot), start="9", end="11", gor="spara")

    assert answer.status_code == 302
    assert series.occasions.count() == 2
    assert Series.objects.get(follows=series).start_time == datetime.time(9)


@pytest.mark.parametrize("asked", ["blaj", "2026-13-45", ""])
def test_a_day_that_is_no_day_is_left_out_of_the_form(desk, asked):
    series = make_series()

    page = desk.get(reverse("activities:staff_series", args=[series.pk]) + f"?fran={asked}")

    assert page.context["sheet"].rhythm["from_day"].value() is None


def test_a_change_that_cannot_be_understood_is_said(desk):
    series = make_series()

    answer = change(desk, series, start="blaj", gor="spara")

    assert answer.status_code == 422
    assert "blaj" in answer.content.decode()


def test_an_unusual_rhythm_can_be_kept(desk):
    weekly = make_series(every=6, skip_holidays=False)
    monthly = make_series(every=3, pattern="monthly", week_of_month=1, skip_holidays=False)
    single = make_series(pattern="single")

    page = desk.get(reverse("activities:staff_series", args=[weekly.pk])).content.decode()
    assert "Var 6:e vecka" in page
    for series in (weekly, monthly, single):
        rule = series.rule
        assert change(desk, series, gor="spara").status_code == 302
        series.refresh_from_db()
        assert (series.rule.every, series.rule.pattern) == (rule.every, rule.pattern)


def test_days_are_added_and_removed_in_the_form(desk):
    series = make_series(skip_holidays=False)
    series.unroll()
    first, second = (
        row.slot or row.starts.date() for row in series.occasions.order_by("starts")[:2]
    )
    sunday = second + datetime.timedelta(days=5)

    change(desk, series, removed=said(first), added=f"{said(sunday)}, ", gor="spara")

    slots = set(series.occasions.values_list("slot", flat=True))
    assert first not in slots
    assert sunday in slots
    page = desk.get(reverse("activities:staff_series", args=[series.pk])).content.decode()
    assert said(sunday) in page


def test_the_link_of_a_series_stays_one_until_it_is_changed(desk):
    series = make_series(skip_holidays=False)
    online = {"ways": ["on_site", "online"], "address": "https://teams.live.com/a", "gor": "spara"}
    change(desk, series, **online)
    change(desk, series, **online)
    assert Link.objects.count() == 1

    change(desk, series, **online | {"address": "https://teams.live.com/b"})
    assert series.plans.get(link__address="https://teams.live.com/b").way == "online"


# Lists


def test_the_list_asks_the_same_for_one_and_three(desk, django_assert_num_queries):
    make_occasion()
    address = reverse("activities:staff_activities")
    desk.get(address)

    with django_assert_num_queries(COUNTED["list"]):
        desk.get(address)
    make_occasion()
    make_occasion()
    with django_assert_num_queries(COUNTED["list"]):
        desk.get(address)


def test_an_activitys_page_asks_the_same_for_one_and_three(desk, django_assert_num_queries):
    series = make_series()
    make_occasion(activity=series.activity)
    address = reverse("activities:staff_activity", args=[series.activity_id])
    desk.get(address)

    with django_assert_num_queries(COUNTED["activity"]):
        desk.get(address)
    for _number in range(2):
        make_series(activity=series.activity)
        make_occasion(activity=series.activity)
    with django_assert_num_queries(COUNTED["activity"]):
        desk.get(address)


COUNTED = {"list": 7, "activity": 15}


def test_a_long_list_has_pages(desk):
    for _number in range(51):
        make_activity()
    address = reverse("activities:staff_activities")

    assert "Nästa sida" in desk.get(address).content.decode()
    assert "Förra sidan" in desk.get(address + "?sida=2").content.decode()


def test_an_empty_list_says_what_to_do(desk):
    assert (
        "Här finns inga aktiviteter än."
        in desk.get(reverse("activities:staff_activities")).content.decode()
    )


# The worker


def test_the_worker_rolls_every_series_forward():
    going = make_series(skip_holidays=False)
    make_series(activity=make_activity(state="archived"))

    assert unroll_all() == going.occasions.count() > 20
    assert unroll_all() == 0


def test_the_worker_asks_the_same_of_the_database_for_each_that_lacks_nothing(
    django_assert_max_num_queries,
):
    for _number in range(3):
        make_series(skip_holidays=False)
    unroll_all()

    with django_assert_max_num_queries(3 + 3 * 2):
        unroll_all()


def test_many_clashes_are_counted_and_a_plan_needs_no_place(desk, venue):
    make_series(venue=venue, weekdays=[next_monday().weekday()], skip_holidays=False).unroll()

    crowded = new(desk, typed(venue, gor="visa", **{"r0-rhythm": "v1"})).context["preview"]
    free = new(desk, typed(None, gor="visa", ways=["online"])).context["preview"]

    assert len(crowded.warnings) == 6
    assert "gånger till" in crowded.warnings[-1]
    assert free.warnings == []
    assert "Plats" not in free.sentences[0]


def test_a_change_may_leave_the_topics_alone():
    activity = make_activity()
    topic = make_topic()
    activity.topics.add(topic)

    activity.change({"title": "Ny titel"}, by=SYSTEM)

    assert list(activity.topics.all()) == [topic]
