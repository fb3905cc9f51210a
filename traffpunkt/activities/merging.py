# SPDX-License-Identifier: EUPL-1.2
"""Two rows of the register that are one person become one, with all that points at them (ADR 29)."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.models import Attendance, Occasion, Signup, Standing
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor, record
from traffpunkt.outbox.models import Message
from traffpunkt.people.models import ContactWay, Merge, Person, PersonKey
from traffpunkt.people.register import know

Kind: TypeAlias = "type[models.Model]"
Rows: TypeAlias = dict[tuple[str, int], dict[str, Any]]
Row = TypeVar("Row", Signup, Standing, Attendance)

# What tells of the merge itself, and the keys of search, which are drawn from the rest.
NOT_TOUCHED = frozenset({Merge, PersonKey})


@transaction.atomic
def merge(kept: Person, other: Person, *, by: Actor) -> Merge:
    """Let one row stand for both: all that points at the other points at the kept one from now on."""
    kept, other = hold_both(kept, other)
    refuse_if_apart(kept, other)
    made = Merge(kept=kept, other=other, by=str(by))
    before = as_they_stand(kept, other)
    freed = leave_twice_asked(kept, other, by=by)
    end_second_standings(kept, other, by=by)
    drop_second_ticks(kept, other)
    leave_second_groups(kept, other, by=by)
    revoke_cards(other, by=by)
    move_rows(kept, other)
    fill_in(kept, other)
    made.settle(difference(before, as_they_stand(kept, other)), by=by)
    for occasion in freed:
        occasion.seat_waiting()
    return made


def hold_both(kept: Person, other: Person) -> tuple[Person, Person]:
    """Both rows as they are now, locked after their dates and before their messages.

    Sign-ups lock the date first too, so that nobody waits in a ring.
    """
    both = [kept.pk, other.pk]
    dates = Signup.objects.filter(person__in=both).values("occasion")
    list(Occasion.objects.select_for_update(no_key=True).filter(pk__in=dates).order_by("pk"))
    # The whole row: nobody points anything new at it meanwhile.
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=both).order_by("pk")
    held = {row.pk: row for row in rows.select_related("municipality")}
    list(Message.objects.select_for_update().filter(person__in=both).order_by("pk"))
    if len(held) < len(both):
        raise Refusal(_("En av personerna finns inte kvar i registret."))
    return held[kept.pk], held[other.pk]


def refuse_if_apart(kept: Person, other: Person) -> None:
    """Say no where the two are one already, or never can be."""
    if other.merged_into_id == kept.pk or kept.merged_into_id == other.pk:
        raise Refusal(_("De är redan ihopslagna. Någon annan hann före."))
    is_gone = any(one.merged_into_id or one.erased for one in (kept, other))
    if is_gone or kept.pk == other.pk or kept.municipality_id != other.municipality_id:
        raise Refusal(_("De här två går inte att slå ihop. Sök upp personen på nytt."))


def pointing() -> list[tuple[Kind, str]]:
    """Each table that points at a person, and the name of the field by which it does."""
    found: list[tuple[Kind, str]] = []
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model not in NOT_TOUCHED:
            found.append((model, relation.field.name))
    return found


def as_they_stand(*persons: Person) -> Rows:
    """Each row of some persons and each that points at them, as text that can be kept."""
    numbers = [person.pk for person in persons]
    found: Rows = {}
    ways: list[tuple[Kind, str]] = [(Person, "pk"), *pointing()]
    for model, name in ways:
        for row in model._base_manager.filter(**{f"{name}__in": numbers}).order_by("pk"):
            found[model._meta.label_lower, row.pk] = written(row)
    return found


def written(row: models.Model) -> dict[str, Any]:
    """A row as text, field by field; what is empty is None."""
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def difference(before: Rows, after: Rows) -> list[dict[str, Any]]:
    """What became of each row: the fields that changed; None where it was not, or is no more."""
    touched = []
    for model, pk in dict.fromkeys([*before, *after]):
        old, new = before.get((model, pk)), after.get((model, pk))
        if old is not None and new is not None:
            names = [name for name in old if old[name] != new[name]]
            old, new = {n: old[n] for n in names}, {n: new[n] for n in names}
        if old != new:
            touched.append({"model": model, "pk": pk, "before": old, "after": new})
    return touched


# What one person has only once: the conflicts are settled before the rows move.


def twice_asked(kept: Person, other: Person) -> list[tuple[Signup, Signup]]:
    """What one person would have asked for twice: the sign-up that stays, and the one that is left.

    A firm seat outweighs a held one, that a place in the queue, then the larger number of people, then who asked first.
    """
    live = Signup.objects.standing_now().filter(person__in=[kept, other])
    rows = live.select_related("occasion__activity", "offer", "person").order_by("pk")
    found = []
    for same in of_both(rows, lambda row: row.occasion_id):
        stays: list[Signup] = []
        for row in sorted(same, key=weight):
            winner = next((one for one in stays if is_same_promise(one, row)), None)
            if winner is None:
                stays.append(row)
            else:
                found.append((winner, row))
    return found


def leave_twice_asked(kept: Person, other: Person, *, by: Actor) -> list[Occasion]:
    """Leave one of each pair; the dates where somebody else may sit now."""
    pairs = twice_asked(kept, other)
    for winner, left in pairs:
        left.leave("merged", by=by)
        inherit(winner, left)
    return [left.occasion for _winner, left in pairs]


def of_both(rows: Iterable[Row], what: Callable[[Row], int]) -> list[list[Row]]:
    """The rows about one thing, where both persons have some."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[what(row)].append(row)
    return [same for same in groups.values() if len({row.person_id for row in same}) > 1]


def weight(row: Signup) -> tuple[Any, ...]:
    """What outweighs what, the weightiest first; a seat that is only held is no promise yet."""
    return (not row.is_expected, row.held_until is not None, -row.headcount, row.queued, row.pk)


def is_same_promise(one: Signup, row: Signup) -> bool:
    """Whether one person can have only one of the two: a seat at a date, a place in one queue."""
    return one.offer_id == row.offer_id or (one.is_expected and row.is_expected)


def inherit(winner: Signup, left: Signup) -> None:
    """Take over the time of the first asking for the same thing, and the page where it is seen."""
    if winner.offer_id == left.offer_id:
        winner.queued = min(winner.queued, left.queued)
    winner.page_id = winner.page_id or left.page_id
    winner.save(update_fields=["queued", "page"])


def second_standings(kept: Person, other: Person) -> list[Standing]:
    """The lesser of two standing places in one series."""
    rows = Standing.objects.lasting().filter(person__in=[kept, other])
    full = rows.select_related("series__activity").order_by("pk")
    found: list[Standing] = []
    for same in of_both(full, lambda row: row.series_id):
        first, *rest = sorted(
            same, key=lambda row: (row.weekday is not None, -row.headcount, row.since, row.pk)
        )
        found += [row for row in rest if row.person_id != first.person_id]
    return found


def end_second_standings(kept: Person, other: Person, *, by: Actor) -> None:
    """Let the lesser of two standing places in one series have ended yesterday."""
    for row in second_standings(kept, other):
        row.until = timezone.localdate() - datetime.timedelta(days=1)
        row.save(update_fields=["until"])
        record("ended-standing", row, by=by, municipality=kept.municipality_id)


def drop_second_ticks(kept: Person, other: Person) -> None:
    """Of two ticks at one date keep the one that says that she came."""
    rows = Attendance.objects.filter(person__in=[kept, other]).order_by("pk")
    for same in of_both(rows, lambda row: row.occasion_id):
        _first, second = sorted(
            same, key=lambda row: (row.outcome != "present", row.person_id != kept.pk)
        )
        second.delete()


def leave_second_groups(kept: Person, other: Person, *, by: Actor) -> None:
    """Of two places in one group keep the kept one's; the other ends today."""
    hers = kept.group_members.lasting().values("group")
    for row in other.group_members.lasting().filter(group__in=hers).select_related("group"):
        row.leave(by=by)


def revoke_cards(other: Person, *, by: Actor) -> None:
    """Let the other's card open nothing: whoever holds it would read all of the kept one's list."""
    for card in other.cards.in_force():
        card.revoke(by=by)


def move_rows(kept: Person, other: Person) -> None:
    """Point all that points at the other at the kept one; how she is reached is copied instead."""
    for model, name in pointing():
        if model is not ContactWay:
            model._base_manager.filter(**{name: other}).update(**{name: kept})
    Person.objects.filter(pk=other.pk).update(merged_into=kept)


def fill_in(kept: Person, other: Person) -> None:
    """Fill in what is not said of the kept one; the stricter secrecy holds."""
    copy_ways(kept, other)
    for name, value in filled(kept, other).items():
        setattr(kept, name, value)
    kept.save()
    know(kept, kept.contact_ways.values_list("value", flat=True))
    PersonKey.objects.filter(person=other).delete()


def copy_ways(kept: Person, other: Person) -> None:
    """Let the kept one be reached as the other was, from now on: it leads into no older page."""
    has = {(way.kind, way.value) for way in kept.contact_ways.all()}
    now = timezone.now()
    for way in other.contact_ways.all():
        if (way.kind, way.value) not in has:
            kept.contact_ways.create(since=now, **way.reached._asdict())


def filled(kept: Person, other: Person) -> dict[str, Any]:
    """What the kept one becomes: her own where something was said, else what the other had."""
    home = kept if kept.street else other
    reached = {way.kind for way in kept.contact_ways.all() if not way.relative}
    # Swedish is what stands where nobody has said anything.
    language = kept.language if kept.language != "sv" else other.language
    return {
        "needs": kept.needs or other.needs,
        "wish": kept.wish or other.wish,
        "language": language,
        "hidden": kept.hidden or other.hidden,
        "no_phone": (kept.no_phone or other.no_phone) and ContactWay.Kind.PHONE not in reached,
        "no_email": (kept.no_email or other.no_email) and ContactWay.Kind.EMAIL not in reached,
        **{name: getattr(home, name) for name in ("care_of", "street", "postcode", "town")},
        "met": min(kept.met, other.met),
        "used": max(filter(None, (kept.used, other.used)), default=None),
    }
