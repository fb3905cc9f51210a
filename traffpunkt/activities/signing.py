# SPDX-License-Identifier: EUPL-1.2
"""What somebody has answered to which texts, and who has not signed what she should."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from traffpunkt.activities.models import Activity, Signature
from traffpunkt.people.desk import Desk
from traffpunkt.people.models import LegalText, LegalVersion, Membership, Person
from traffpunkt.places.models import Municipality


def answers_of(person: Person) -> list[Signature]:
    """The last answer of a person to each text, for all and for each activity, the newest first."""
    found: dict[tuple[int, int | None], Signature] = {}
    for row in person.signatures.newest_first().in_full():
        found.setdefault((row.version.text_id, row.activity_id), row)
    return list(found.values())


def may_be_filmed(person: Person, activity: Activity) -> bool:
    """Whether a person has said yes to film and photo there; "visa aldrig" is always a no.

    The last word about the activity counts before that about all, but for a later no to all.
    """
    filming = LegalText.Kind.FILMING
    rows = [row for row in person.signatures.newest_first().in_full() if row.text.kind == filming]
    always = next((row for row in rows if row.activity_id is None), None)
    here = next((row for row in rows if row.activity_id == activity.pk), None)
    if here is None or always is None:
        last = here or always
        return last is not None and last.holds
    is_over = not always.is_standing and always.last_said > here.last_said
    return here.holds and not is_over


def currents(municipality: Municipality) -> list[LegalVersion]:
    """The version of each text that holds today."""
    return [row.current for row in municipality.legal_texts.in_full() if row.current]


def unanswered(person: Person, answers: Iterable[Signature]) -> list[LegalVersion]:
    """The consents that somebody has never answered in the version of today."""
    told = {row.version_id for row in answers if row.activity_id is None and not row.withdrawn}
    return [
        version
        for version in currents(person.municipality)
        if version.text.is_consent and version.pk not in told
    ]


@dataclass(frozen=True, slots=True)
class Missing:
    """A text, and the assignments of those who should sign it and have not."""

    text: LegalText
    memberships: list[Membership]


def missing(municipality: Municipality) -> list[Missing]:
    """Each text that those who work here sign, and who lacks it: each of them once."""
    texts = of_staff(municipality)
    signed = signed_by_staff(municipality)
    lasting = list(municipality.memberships.current().in_full().order_by("name", "pk"))
    found = []
    for text in texts:
        theirs = {row.account_id: row for row in reversed(lasting) if text in meant(texts, row)}
        lacks = [row for row in theirs.values() if not is_signed(text, row, signed)]
        found.append(Missing(text, sorted(lacks, key=lambda row: (row.name, row.pk))))
    return found


def of_staff(municipality: Municipality) -> list[LegalText]:
    """The texts in force that those who work here sign."""
    rows = municipality.legal_texts.of_kinds(*LegalText.OF_STAFF).in_full()
    return [row for row in rows if row.current]


def meant(texts: list[LegalText], membership: Membership) -> list[LegalText]:
    """The texts that an assignment asks for: its organisation's own words before those of all."""
    own = [
        row
        for row in texts
        if row.organisation_id and row.organisation_id == membership.organisation_id
    ]
    kinds = {row.kind for row in own}
    return own + [row for row in texts if row.organisation_id is None and row.kind not in kinds]


Signed = dict[tuple[int, int], int]


def signed_by_staff(municipality: Municipality) -> Signed:
    """The newest version of each text that each account has signed."""
    rows = Signature.objects.within(municipality).standing().filter(account__isnull=False)
    newest = rows.values_list("account", "version__text").annotate(Max("version__number"))
    return {(account, text): number for account, text, number in newest.order_by()}


def is_signed(text: LegalText, membership: Membership, signed: Signed) -> bool:
    """Whether the holder of an assignment has signed a version that still counts."""
    return signed.get((membership.account_id, text.pk), 0) >= text.least


def to_sign(desk: Desk) -> list[tuple[LegalVersion, bool]]:
    """What a desk is asked to sign, and whether it has."""
    texts = of_staff(desk.municipality)
    signed = signed_by_staff(desk.municipality)
    asked = {text.pk: text for row in desk.memberships for text in meant(texts, row)}
    holder = desk.memberships[0]
    return [
        (text.current, is_signed(text, holder, signed)) for text in asked.values() if text.current
    ]
