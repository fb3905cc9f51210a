# SPDX-License-Identifier: EUPL-1.2
"""A whole municipality with something true to show on every page, and everybody who knocks."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from tests.makers import (
    in_days,
    make_account,
    make_activity,
    make_legal_text,
    make_legal_version,
    make_letter,
    make_link,
    make_municipality,
    make_occasion,
    make_offer,
    make_organisation,
    make_page,
    make_person,
    make_series,
    make_signup,
    make_topic,
    make_venue,
)
from traffpunkt.activities.models import (
    Activity,
    Cancellation,
    Group,
    Hosting,
    Occasion,
    Signature,
    Signup,
    Standing,
)
from traffpunkt.cafe.models import Ticket
from traffpunkt.journal.models import GUEST, SYSTEM
from traffpunkt.outbox.models import Message, Pile, SmsTry
from traffpunkt.people.models import Account, IdentityProvider, Merge
from traffpunkt.places.models import ClosedDay


@dataclass
class Town:
    """One municipality; `mark` stands in every name and text that belongs to it."""

    slug: str
    mark: str
    roles: dict[str, Account] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place()
        self.own_door()
        self.plan()
        self.people_take_part()
        self.texts_to_sign()
        self.gather()
        self.staff()
        self.letters()

    def place(self) -> None:
        self.municipality = make_municipality(
            slug=self.slug,
            name=f"Kommunen {self.mark}",
            sender_name=f"Träffpunkterna i {self.mark}",
            languages=["sv", "en"],
        )
        here = {"municipality": self.municipality}
        self.venue = make_venue(
            **here,
            name=f"Träffpunkt {self.mark}",
            slug=f"traffpunkt-{self.slug}",
            way_there=f"Gå in vid {self.mark}.",
            step_free="yes",
            lift="no",
        )
        self.other_venue = make_venue(**here, name=f"Biblioteket {self.mark}", kind="library")
        self.topic = make_topic(**here, name=f"Ämne {self.mark}", key=f"amne-{self.slug}")
        self.link = make_link(**here, address=f"https://moten.example/{self.mark}")
        self.open_link = make_link(
            **here, provider="youtube", audience="everyone",
            address="https://www.youtube.com/watch?v=abcdefghijk",
        )  # fmt: skip
        self.partner = make_organisation(name=f"Kören {self.mark}")
        self.agreement = self.municipality.agreements.create(
            organisation=self.partner, reference=f"Avtal {self.mark}", starts=timezone.localdate()
        )
        self.closed_day = ClosedDay.objects.create(
            municipality=self.municipality,
            first=in_days(20).date(),
            last=in_days(21).date(),
            reason=f"Vi städar i {self.mark}",
        )
        self.screen = self.municipality.screens.set_up(
            self.municipality, self.venue, "wall", f"vid dörren i {self.mark}", by=GUEST
        )
        self.fault = self.municipality.receive_fault(
            f"Jag ser inte kartan över {self.mark}.", "070-174 06 05", by=GUEST
        )
        self.synonym = self.municipality.synonyms.create(words=f"boule, {self.mark}")

    def texts_to_sign(self) -> None:
        self.legal_text = make_legal_text(
            self.municipality, f"Löfte i {self.mark}", organisation=self.partner
        )
        self.legal_version = self.legal_text.current
        self.legal_text.write({"words": f"Nya ord i {self.mark}."}, by=GUEST)
        self.consent = make_legal_version(
            municipality=self.municipality, title=f"Film i {self.mark}", kind="filming"
        )
        self.signature = Signature.objects.create(
            version=self.consent, person=self.person, way="paper", kept_where=f"Hos {self.mark}",
            by="system",
        )  # fmt: skip

    def gather(self) -> None:
        self.group = Group.objects.create(
            municipality=self.municipality, name=f"Kören i {self.mark}", purpose="Vi ringer dem."
        )
        self.group_member = self.group.members.create(person=self.person, by="system")

    def own_door(self) -> None:
        """The municipality's own sign-in, which is not used yet."""
        provider = IdentityProvider.objects.create(
            municipality=self.municipality, label=f"{self.mark}s inloggning", is_active=False,
            issuer=f"https://inloggning.{self.slug}.example", client_id="traffpunkt",
        )  # fmt: skip
        self.group_role = provider.give(f"samordnare-{self.slug}", "coordinator", by=GUEST)

    def plan(self) -> None:
        here = {"municipality": self.municipality}
        text = f"Vi träffas och pratar i {self.mark}. Alla får vara med."
        self.activity = make_activity(
            **here, title=f"Stickcafé {self.mark}", text=text, easy_text=text, partner=self.partner,
            bring=f"Garn från {self.mark}", cost="Kaffe 20 kronor",
        )  # fmt: skip
        self.activity.topics.add(self.topic)
        self.other_activity = make_activity(**here, title=f"Schack {self.mark}", text=text)
        self.film = make_activity(
            **here, title=f"Film {self.mark}", text=text, kind=Activity.Kind.ON_DEMAND,
            link=self.open_link, captions=True,
        )  # fmt: skip
        self.draft = make_activity(**here, title=f"Utkast {self.mark}", state="draft")
        self.proposed = make_activity(**here, title=f"Förslag {self.mark}", state="proposed")
        # Six weeks: each form about the series is sent dozens of times, and plans them all anew.
        until = timezone.localdate() + datetime.timedelta(weeks=6)
        self.series = make_series(activity=self.activity, venue=self.venue, seats=4, until=until)
        self.occasion = self.date(self.activity, 1, series=self.series, slot=in_days(1).date())
        self.today = self.date(self.other_activity, 0, starts=timezone.now())
        self.offer = self.occasion.offers.get(way="on_site")
        self.later = self.date(self.activity, 15)
        self.past = self.date(self.activity, -7)
        self.cancelled = self.date(self.activity, 8, state=Occasion.State.CANCELLED)
        Cancellation.objects.create(
            occasion=self.cancelled, reason=f"Ledaren i {self.mark} är sjuk.", by="system"
        )

    def date(self, activity: Activity, days: int, **given: object) -> Occasion:
        given = {"starts": in_days(days)} | given
        occasion = make_occasion(activity=activity, venue=self.venue, seats=2, **given)
        make_offer(occasion, "online", link=self.link, instructions=f"Ring {self.mark}.")
        make_offer(occasion, "phone", link=self.link)
        make_offer(occasion, "watch_party", venue=self.other_venue, capacity=8)
        return occasion

    def people_take_part(self) -> None:
        self.person = make_person(
            f"Astrid {self.mark}", municipality=self.municipality, phone="+46701740605"
        )
        self.signup = make_signup(self.occasion, person=self.person)
        make_signup(self.past, person=self.person)
        self.page = make_page(self.person)
        self.ticket = self.occasion.tickets.create(number=1, place=Ticket.Place.STAFF)
        for name in ("Bertil", "Cecilia"):
            last = make_person(f"{name} {self.mark}", municipality=self.municipality)
            seated = name == "Bertil"
            state = Signup.State.EXPECTED if seated else Signup.State.WAITING
            self.waiting = make_signup(self.occasion, person=last, state=state)
        self.double = make_person(
            f"Cecilia {self.mark}", municipality=self.municipality, phone="+46701740605"
        )
        self.merge = Merge.objects.create(kept=self.person, other=last, by="system")
        self.standing = Standing.objects.create(
            series=self.series, person=self.person, way="on_site"
        )
        self.wish = self.municipality.wishes.create(
            text=f"Schack i {self.mark}.", said_by=self.person, venue=self.venue, by="guest",
            is_shown=True, shown_text=f"Schack i {self.mark}.", answer=f"Vi tänker i {self.mark}.",
        )  # fmt: skip
        self.call = Message.objects.create(
            municipality=self.municipality,
            person=self.person,
            key=f"{self.mark}:1",
            kind="promotion",
            channel="call",
            state=Message.State.TO_CALL,
            address="+46701740605",
            subject=f"Ledig plats i {self.mark}",
            body=f"Du har fått en plats i {self.mark}.",
            about=f"occasion:{self.occasion.pk}",
        )

        self.is_texted()

    def is_texted(self) -> None:
        text = Message.objects.create(
            municipality=self.municipality,
            person=self.person,
            key=f"{self.mark}:2",
            kind="confirmation",
            channel="sms",
            state=Message.State.SENT,
            address="+46701740605",
            body=f"Du är anmäld i {self.mark}.",
        )
        self.sms_try = SmsTry.objects.create(
            message=text, address=text.address, mark=self.mark, state="sent", number="s1"
        )

    def letters(self) -> None:
        """One letter that waits, one in a pile, and a list to read in."""
        by = self.roles["coordinator"]
        self.pile = Pile.objects.create(municipality=self.municipality, by=by)
        self.letter = make_letter(self.person, f"Ändrat i {self.mark}")
        make_letter(self.person, f"Inställt i {self.mark}", pile=self.pile)
        day = timezone.localdate().isoformat()
        self.disclosure = self.municipality.disclosures.begin(
            self.municipality, {"first": day, "last": day, "kinds": ["person"]}, "21:1", by=SYSTEM
        )
        self.disclosure.mask_words(f"Cecilia {self.mark}", "21:1", by=SYSTEM)
        self.intake = self.municipality.intakes.create(
            kind="persons",
            fields=["name"],
            rows=[{"name": f"Cecilia {self.mark}", "mobile": "0701740699"}],
            by="system",
        )
        self.takeout = self.municipality.takeouts.create(by="system", made=timezone.now(), rows=7)

    def staff(self) -> None:
        here = {"municipality": self.municipality}
        made = {
            "eva": make_account("Eva", None, **here),
            "host": make_account("Yusuf", "host", **here),
            "other_host": make_account("Maj", "host", **here),
            "partner": make_account("Petra", "partner", organisation=self.partner, **here),
            "other_partner": make_account("Olle", "partner", **here),
            "coordinator": make_account("Karin", "coordinator", **here),
            "bound": make_account("Bo", "coordinator", venue=self.other_venue, **here),
        }
        made |= {
            "reception": make_account("Rut", "reception", venue=self.venue, **here),
            "presence": make_account("Nils", "presence", **here),
            "officer": make_account("Lars", "officer", **here),
            "administrator": make_account("Disa", "administrator", **here),
            "partner_lead": make_account("Pia", "partner_lead", organisation=self.partner, **here),
            "other_lead": make_account(
                "Ove",
                "partner_lead",
                organisation=made["other_partner"].memberships.get().organisation,
                **here,
            ),
            "guide": make_account("Greta", "guide", **here),
            "volunteer": make_account("Vera", "volunteer", **here),
            "volunteer_lead": make_account("Vidar", "volunteer_lead", **here),
        }
        self.roles.update(made)
        today = timezone.localdate()
        self.membership = made["other_partner"].memberships.get()
        self.hosting = Hosting.objects.create(
            activity=self.activity, account=made["host"], since=today
        )
        Hosting.objects.create(
            activity=self.other_activity, account=made["other_host"], since=today
        )
        for role in ("presence", "guide", "volunteer"):
            Hosting.objects.create(
                activity=self.activity, account=made[role], role=role, since=today
            )


def two_towns() -> tuple[Town, Town]:
    """Gävle and Örebro, neighbours behind one wall; only the rows are invented."""
    gavle, orebro = Town("gavle", "Kastanjen"), Town("orebro", "Boklunden")
    gavle.roles["neighbour"] = orebro.roles["coordinator"]
    return gavle, orebro
