# SPDX-License-Identifier: EUPL-1.2
import datetime
import secrets
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from traffpunkt.journal.models import Actor, record
from traffpunkt.people.models.card import Card, IssuedCard
from traffpunkt.people.phones import is_mobile
from traffpunkt.people.register import know
from traffpunkt.places.models import Municipality
from traffpunkt.places.models.municipality import LANGUAGES
from traffpunkt.places.validators import refuse_civic_number


def folded(name: str) -> str:
    """A name as it is compared: no case, accents kept apart from å ä ö, one space between words."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def new_secret() -> str:
    """An address nobody can guess: 128 random bits, safe in a URL."""
    return secrets.token_urlsafe(16)


class Reached(NamedTuple):
    """A number or an address of a person as it is written down, and the relative who answers there."""

    kind: str
    value: str
    relative: str = ""


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about many persons."""

    def known_as(self, name: str, contact: str) -> Self:
        """Those with this called name who are reached on this very number or address."""
        return self.filter(folded_name=folded(name), contact_ways__value=contact).distinct()

    def kept(self) -> Self:
        """All but those who only stand for somebody: whose name is erased, or who is another row."""
        return self.unmerged().filter(erased__isnull=True)

    def other_than(self, person: "Person") -> Self:
        """All but one."""
        return self.exclude(pk=person.pk)

    def unmerged(self) -> Self:
        """All but those who turned out to be another row of the register."""
        return self.filter(merged_into__isnull=True)


class Person(models.Model):
    """A person in one municipality's register; a called name is enough.

    Never kept: personnummer, birth date, nationality, residence status, diagnosis, religion.
    """

    class Wish(models.TextChoices):
        CALL = "call", _("ring mig")
        SMS = "sms", _("sms")
        EMAIL = "email", _("e-post")
        LETTER = "letter", _("brev")
        NONE = "none", _("hör inte av er")
        UNSAID = "", _("inte sagt")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="persons")
    name = models.CharField(_("namn"), max_length=80, validators=[refuse_civic_number])
    # One letter may fold into three: ﬃ.
    folded_name = models.CharField(max_length=240, editable=False)
    no_phone = models.BooleanField(_("har ingen telefon"), default=False)
    no_email = models.BooleanField(_("har ingen e-post"), default=False)
    wish = models.CharField(
        _("vill bli nådd"), max_length=6, choices=Wish, default=Wish.UNSAID, blank=True
    )
    care_of = models.CharField(
        _("c/o eller våning"), max_length=60, blank=True, validators=[refuse_civic_number]
    )
    street = models.CharField(
        _("gata eller box"), max_length=60, blank=True, validators=[refuse_civic_number]
    )
    postcode = models.CharField(_("postnummer"), max_length=6, blank=True)
    town = models.CharField(_("ort"), max_length=40, blank=True, validators=[refuse_civic_number])
    language = models.CharField(_("språk"), max_length=3, default="sv")
    hidden = models.BooleanField(_("visa aldrig namn eller bild"), default=False)
    needs = models.CharField(
        _("bra att veta"), max_length=300, blank=True, validators=[refuse_civic_number]
    )
    met = models.DateTimeField(default=timezone.now, editable=False)
    # The last date that she had anything to do with, once that is no longer tied to her.
    used = models.DateTimeField(null=True, editable=False)
    # Since when the row only stands for somebody, so that the counts of a date stay.
    erased = models.DateTimeField(null=True, editable=False)
    # The row that she is found as, where the register had her twice; never itself merged into one.
    merged_into = models.ForeignKey(
        "self", models.CASCADE, related_name="tombstones", null=True, editable=False,
        verbose_name=_("är samma person som"),
    )  # fmt: skip

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["municipality", "folded_name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The first phone number, in E.164, or nothing."""
        return self.way(ContactWay.Kind.PHONE)

    @property
    def email(self) -> str:
        """The first e-mail address, or nothing."""
        return self.way(ContactWay.Kind.EMAIL)

    @property
    def post(self) -> str:
        """Where a letter reaches her: "Ängsgatan 1, 803 20 Gävle"; nothing where it is not known."""
        if not (self.street and self.postcode and self.town):
            return ""
        return ", ".join(filter(None, [self.care_of, self.street, f"{self.postcode} {self.town}"]))

    @property
    def language_name(self) -> str:
        """The language that she is spoken to in, by its own name."""
        return LANGUAGES[self.language]

    def way(self, kind: str) -> str:
        """The first contact way of a kind; prefetched rows are used when there are some."""
        return next((way.value for way in self.contact_ways.all() if way.kind == kind), "")

    def relative_at(self, kind: str) -> str:
        """The relative who answers at the first contact way of a kind, or nothing."""
        return next((way.relative for way in self.contact_ways.all() if way.kind == kind), "")

    @property
    def channel(self) -> str:
        """How to tell this person something: email, sms or call; the wish first, then what is known.

        Letters and those who cannot be reached are calls until somebody writes: nobody is skipped.
        """
        reachable = {"email": bool(self.email), "sms": bool(self.phone) and is_mobile(self.phone)}
        if reachable.get(self.wish):
            return self.wish
        if self.wish in {Person.Wish.UNSAID, Person.Wish.SMS, Person.Wish.EMAIL}:
            return next((channel for channel, works in reachable.items() if works), "call")
        return self.wish

    def open_page(self, *, by: Actor, instead_of: "PersonalPage | None" = None) -> "PersonalPage":
        """A new page with a secret address of its own, empty so far."""
        page = self.pages.create(instead_of=instead_of)
        record("opened-page", page, by=by, municipality=self.municipality_id)
        return page

    @transaction.atomic
    def issue_card(self, *, by: Actor) -> IssuedCard:
        """A new card, with its secret and its PIN for this once; what she had before still holds."""
        return Card.objects.issue(self.hold_still(), by=by)

    @transaction.atomic
    def rely_on(self, card: Card, *, by: Actor) -> None:
        """Let every older card of hers open nothing more, now that this one is on paper."""
        for older in self.hold_still().cards.in_force().filter(pk__lt=card.pk):
            older.revoke(by=by)

    def hold_still(self) -> "Person":
        """Let one at a time change what she may have only one of; the rest wait.

        The row that stands for her now: it may have been merged into another while one waited.
        """
        rows = Person.objects.select_for_update(no_key=True)
        row = rows.get(pk=self.pk)
        return rows.get(pk=row.merged_into_id) if row.merged_into_id else self

    def note_reading(self, *, by: Actor, verb: str = "read") -> None:
        """Write down that somebody has read what is known of her."""
        record(verb, self, by=by)

    @transaction.atomic
    def correct(self, facts: dict[str, Any], ways: Sequence[Reached], *, by: Actor) -> bool:
        """Mend what is known of her and how she is reached.

        False where nothing of it is new, or where she is another row since.
        """
        stands = self.hold_still()
        self.refresh_from_db()
        if stands != self:
            return False
        changed = [name for name, value in facts.items() if getattr(self, name) != value]
        if not self.be_reached(ways) and not changed:
            return False
        for name in changed:
            setattr(self, name, facts[name])
        self.folded_name = folded(self.name)
        self.save(update_fields=[*changed, "folded_name"])
        know(self, [way.value for way in ways])
        record("corrected", self, by=by)
        return True

    def be_reached(self, ways: Sequence[Reached]) -> bool:
        """Be reached in these ways, in this order, and in no others; False where they are as before.

        Each is dated when it is new: it leads into no page that was opened without it (ADR 18).
        """
        before = list(self.contact_ways.all())
        if [way.reached for way in before] == list(ways):
            return False
        since = {(way.kind, way.value): way.since for way in before}
        self.contact_ways.all().delete()
        now = timezone.now()
        for way in ways:
            first_said = since.get((way.kind, way.value), now)
            self.contact_ways.create(since=first_said, **way._asdict())
        return True


class ContactWay(models.Model):
    """A phone number or e-mail address of a person, or of a relative who answers for her."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telefon")
        EMAIL = "email", _("e-post")

    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_ways")
    kind = models.CharField(_("slag"), max_length=5, choices=Kind)
    value = models.CharField(_("nummer eller adress"), max_length=254)
    relative = models.CharField(_("anhörigs namn"), max_length=80, blank=True)
    since = models.DateTimeField(
        null=True,
        editable=False,
        help_text=_("När den skrevs in i efterhand; tomt för det som sades från början."),
    )

    class Meta:
        verbose_name = "kontaktväg"
        verbose_name_plural = "kontaktvägar"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "value"], name="contact_way_once")
        ]
        indexes = [models.Index(fields=["value"], name="contact_way_value")]

    def __str__(self) -> str:
        return self.value

    @property
    def reached(self) -> Reached:
        """What it says, whenever it was written."""
        return Reached(self.kind, self.value, self.relative)

    def was_known(self, at: datetime.datetime) -> bool:
        """Whether one could reach her this way at a moment, as far as had been said."""
        return self.since is None or self.since <= at


class PersonalPageQuerySet(models.QuerySet["PersonalPage"]):
    """Questions about many personal addresses."""

    def within(self, municipality: Municipality) -> Self:
        """Those of persons in one municipality."""
        return self.filter(person__municipality=municipality)

    def valid(self) -> Self:
        """Those that have not been revoked."""
        return self.filter(Q(revoked__isnull=True))


class PersonalPage(models.Model):
    """The secret address of a page with what somebody has signed up for by it.

    A name and a number can be typed by anybody, so that they open a page but never lead into one:
    whoever types them anew gets a page of her own, and sees nothing of what stands on the others.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="pages")
    instead_of = models.OneToOneField(
        "self", models.SET_NULL, related_name="successor", null=True, blank=True, editable=False
    )
    secret = models.CharField(max_length=32, unique=True, default=new_secret, editable=False)
    made = models.DateTimeField(default=timezone.now, editable=False)
    revoked = models.DateTimeField(null=True, blank=True)

    objects = PersonalPageQuerySet.as_manager()

    class Meta:
        verbose_name = "personlig adress"
        verbose_name_plural = "personliga adresser"

    def __str__(self) -> str:
        return f"{self.person_id} {self.made:%Y-%m-%d}"

    @transaction.atomic
    def renew(self, *, by: Actor) -> "PersonalPage":
        """Stop this address from answering, for a new one; a second press gives the same new one."""
        self.person.hold_still()
        self.refresh_from_db(fields=["revoked", "person"])
        if self.revoked is None:
            self.revoked = timezone.now()
            self.save(update_fields=["revoked"])
            record("revoked", self, by=by, municipality=self.person.municipality_id)
            return self.person.open_page(by=by, instead_of=self)
        return self.successor
