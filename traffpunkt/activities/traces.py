# SPDX-License-Identifier: EUPL-1.2
"""Who has looked at a person's details and who has changed what, from the journal, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from traffpunkt.activities.models import (
    Activity,
    Group,
    GroupMember,
    Occasion,
    Signature,
    Signup,
    Standing,
)
from traffpunkt.journal.models import (
    GUEST,
    SYSTEM,
    Actor,
    Entry,
    EntryQuerySet,
    names_of,
    noun_of,
)
from traffpunkt.outbox.models import Message, Pile
from traffpunkt.people.models import Card, Person, PersonalPage, Role
from traffpunkt.places.models import Municipality

# Of a package above this one: known by its name only.
WISH = "wishes.wish"
LOOKED = {
    "read": gettext_lazy("läste"),
    "printed": gettext_lazy("skrev ut"),
    "extracted": gettext_lazy("läste utdraget om"),
    "printed-extract": gettext_lazy("skrev ut utdraget om"),
    "exported-extract": gettext_lazy("hämtade utdraget om"),
}
DID = {
    "met": gettext_lazy("skrev in"),
    "corrected": gettext_lazy("ändrade"),
    "opened-page": gettext_lazy("gjorde"),
    "revoked": gettext_lazy("bytte adressen till"),
    "signed-up": gettext_lazy("gjorde"),
    "queued": gettext_lazy("ställde i kö:"),
    "withdrew": gettext_lazy("avbokade"),
    "not-today": gettext_lazy("avbokade en gång:"),
    "granted-standing": gettext_lazy("gav"),
    "ended-standing": gettext_lazy("avslutade"),
    "issued": gettext_lazy("gjorde"),
    "blocked": gettext_lazy("spärrade"),
    "used": gettext_lazy("loggade in med"),
    "mistyped-pin": gettext_lazy("skrev fel kod till"),
    "sent-again": gettext_lazy("skickade igen"),
    "signed": gettext_lazy("skrev in"),
    "took-back": gettext_lazy("tog tillbaka"),
    "joined-group": gettext_lazy("lade till"),
    "left-group": gettext_lazy("tog bort"),
    "left": gettext_lazy("skrev ner"),
    "answered": gettext_lazy("svarade på"),
    "removed": gettext_lazy("tog bort"),
    "restored": gettext_lazy("tog tillbaka"),
    "merged": gettext_lazy("slog ihop"),
    "unmerged": gettext_lazy("tog isär"),
}
THINGS = {
    names_of(Occasion): gettext_lazy("listan till ett tillfälle"),
    noun_of(Occasion): gettext_lazy("listan till ett tillfälle"),
    names_of(Activity): gettext_lazy("de fasta platserna i en aktivitet"),
    noun_of(Pile): gettext_lazy("brev på papper"),
    noun_of(Person): gettext_lazy("uppgifterna"),
    "people.personalpage": gettext_lazy("den egna sidan"),
    "people.card": gettext_lazy("kortet"),
    "activities.signup": gettext_lazy("anmälan"),
    "activities.standing": gettext_lazy("den fasta platsen"),
    "activities.signature": gettext_lazy("underskriften eller samtycket"),
    "activities.groupmember": gettext_lazy("platsen i en grupp"),
    names_of(Group): gettext_lazy("listan över en grupp"),
    "outbox.message": gettext_lazy("besked"),
    WISH: gettext_lazy("en önskan"),
    f"{WISH}.names": gettext_lazy("vem som önskade något"),
}

# From a line of the journal to the persons it concerns: its noun, its verb if only one, the way from
# a person, and the model of the rows that were seen. It is `about` read from the other side.
WAYS: tuple[tuple[str, str, str, type[Model] | str], ...] = (
    (noun_of(Person), "", "pk", Person),
    (noun_of(Signup), "", "signups__pk", Signup),
    (noun_of(Standing), "", "standings__pk", Standing),
    (noun_of(Signature), "", "signatures__pk", Signature),
    (noun_of(GroupMember), "", "group_members__pk", GroupMember),
    (names_of(Group), "", "group_members__group", GroupMember),
    (noun_of(Message), "", "messages__pk", Message),
    (noun_of(PersonalPage), "", "pages__pk", PersonalPage),
    (noun_of(Card), "", "cards__pk", Card),
    (names_of(Occasion), "", "signups__occasion", Signup),
    (noun_of(Occasion), "printed", "signups__occasion", Signup),
    (names_of(Activity), "", "standings__series__activity", Standing),
    (noun_of(Pile), "read", "messages__pile", Message),
    (WISH, "", "wishes__pk", WISH),
    (f"{WISH}.names", "", "wishes__pk", WISH),
)


@dataclass
class Touched:
    """A person whom lines of the journal concern, and which kinds of rows."""

    number: int
    name: str
    things: set[str] = field(default_factory=set)
    models: set[type[Model]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the journal as people read it."""

    entry: Entry
    who: str

    @property
    def words(self) -> str:
        """What was done to what; a verb without words of its own is a change."""
        verb = LOOKED.get(self.entry.verb) or DID.get(self.entry.verb) or _("ändrade")
        return f"{verb} {THINGS[self.entry.noun]}"


def readings_of(person: Person) -> list[Trace]:
    """Who has looked, the latest first."""
    lines = about(person).filter(verb__in=LOOKED).order_by("-pk")
    return told(lines, person.municipality)


def latest_readings(person: Person, most: int = 5) -> list[Trace]:
    """The last few of them."""
    return told(about(person).filter(verb__in=LOOKED).order_by("-pk")[:most], person.municipality)


def changes_of(person: Person) -> list[Trace]:
    """Who has changed what, the latest first."""
    lines = about(person).exclude(verb__in=LOOKED).order_by("-pk")
    return told(lines, person.municipality)


def about(person: Person) -> EntryQuerySet:
    """The lines about her, about rows of hers, and about lists on which her name stood then."""
    signups, standings = person.signups.all(), person.standings.all()
    own: dict[str, QuerySet[Any]] = {
        noun_of(Signup): signups.values("pk"),
        noun_of(Standing): standings.values("pk"),
        noun_of(Signature): person.signatures.values("pk"),
        noun_of(GroupMember): person.group_members.values("pk"),
        noun_of(Message): person.messages.values("pk"),
        noun_of(Card): person.cards.values("pk"),
        noun_of(PersonalPage): person.pages.values("pk"),
        WISH: person.wishes.values("pk"),
        f"{WISH}.names": person.wishes.values("pk"),
    }
    as_before = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person.pk))
    found = Q(noun=noun_of(Person), number__in=as_before.values("pk"))
    for noun, numbers in own.items():
        found |= Q(noun=noun, number__in=numbers)
    dates, activities = signups.values("occasion"), standings.values("series__activity")
    looked = Q(noun=names_of(Occasion), number__in=dates)
    looked |= Q(noun=noun_of(Occasion), verb="printed", number__in=dates)
    looked |= Q(noun=names_of(Activity), number__in=activities)
    looked |= Q(noun=names_of(Group), number__in=person.group_members.values("group"))
    looked |= Q(noun=noun_of(Pile), verb="read", number__in=person.messages.values("pile"))
    return Entry.objects.filter(found | (looked & Q(at__gte=person.met)))


def touched_by(lines: EntryQuerySet, municipality: Municipality) -> list[Touched]:
    """The persons of a municipality whom some lines of the journal concern, by their numbers."""
    found: dict[int, Touched] = {}
    for noun, verb, way, model in WAYS:
        said = lines.filter(noun=noun, verb=verb) if verb else lines.filter(noun=noun)
        those = Person.objects.filter(
            municipality=municipality, **{f"{way}__in": said.order_by().values("number")}
        )
        for number, name in those.distinct().values_list("pk", "name"):
            one = found.setdefault(number, Touched(number, name))
            one.things.add(str(THINGS[noun]))
            one.models.add(apps.get_model(model) if isinstance(model, str) else model)
    return sorted(found.values(), key=lambda one: one.number)


def told(lines: Iterable[Entry], municipality: Municipality) -> list[Trace]:
    """Each line with who it was, as this municipality calls her."""
    found = list(lines)
    known = colleagues(municipality)
    return [Trace(line, who(line.actor, known)) for line in found]


def colleagues(municipality: Municipality) -> dict[str, str]:
    """Name and assignment of each who works or has worked here, by what the journal calls her."""
    rows = municipality.memberships.order_by("pk").values_list("account", "name", "role")
    return {
        str(Actor("account", account)): f"{name}, {Role(role).label}"
        for account, name, role in rows
    }


def who(actor: str, known: dict[str, str]) -> str:
    """The doer of a line in words."""
    if actor == str(GUEST):
        return _("Någon utan inloggning")
    if actor == str(SYSTEM):
        return _("Systemet")
    if actor.startswith("screen:"):
        return _("En skärm vid dörren")
    return known.get(actor, _("Någon som har arbetat här"))
