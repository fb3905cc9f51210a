# SPDX-License-Identifier: EUPL-1.2
"""A merge that was wrong is undone: each row is put back that nobody has changed since (ADR 29)."""

from collections import Counter
from typing import Any, TypeAlias

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from traffpunkt.activities.merging import hold_both, written
from traffpunkt.activities.models import Offer, Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor
from traffpunkt.people.models import Merge, Person
from traffpunkt.people.register import know

Touch: TypeAlias = dict[str, Any]
PROMISE = ("state", "ended", "held_until")


@transaction.atomic
def part(merge: Merge, *, by: Actor) -> list[str]:
    """Let the two be two again; in words what stays with the kept one, since it has changed."""
    hold_both(merge.kept, merge.other)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if not merge.may_be_undone:
        raise Refusal(_("Det går inte att ångra längre. Ändra uppgifterna för hand."))
    if merge.other.merged_into_id != merge.kept_id:
        raise Refusal(_("De har slagits ihop med en till sedan dess. Ångra det först."))
    touched = sorted(merge.touched, key=turn)
    stays = Counter(touch["model"] for touch in touched if not put_back(touch))
    for person in Person.objects.filter(pk__in=[merge.kept_id, merge.other_id]):
        know(person, person.contact_ways.values_list("value", flat=True))
    merge.take_apart(by=by)
    seat_waiting(touched)
    return [in_words(model, many) for model, many in stays.items()]


def turn(touch: Touch) -> int:
    """Persons first, then what goes back to one of them, so that nothing stands twice on the way."""
    if touch["model"] == Person._meta.label_lower:
        return 0
    if touch["before"] is None or touch["after"] is None:
        return 3
    return 1 if "person_id" in touch["before"] else 2


def put_back(touch: Touch) -> bool:
    """Let one row be as it was; False where it has changed since, or something stands in its way."""
    model = apps.get_model(touch["model"])
    row = model._base_manager.filter(pk=touch["pk"]).first()
    if touch["after"] is None:
        return was_done(lambda: model._base_manager.bulk_create([made_of(model, touch)]))
    if row is None:
        return True
    now = written(row)
    if any(now[name] != value for name, value in touch["after"].items()):
        return False
    if touch["before"] is None:
        row.delete()
        return True
    return restore(row, read(model, touch["before"]))


def restore(row: models.Model, fields: dict[str, Any]) -> bool:
    """Write the fields of a row as they were; a seat only while there is one."""
    whole = True
    if isinstance(row, Signup) and "state" in fields and not may_stand(row, fields):
        fields = {name: value for name, value in fields.items() if name not in PROMISE}
        whole = False
    mine = type(row)._base_manager.filter(pk=row.pk)
    return was_done(lambda: mine.update(**fields)) and whole


def may_stand(signup: Signup, fields: dict[str, Any]) -> bool:
    """Whether what was left by the merge can be promised again: nobody else has got it since."""
    signup.person_id = fields.get("person_id", signup.person_id)
    if signup.is_replaced():
        return False
    offer = Offer.counted(signup.occasion, signup.offer_id)
    return fields["state"] != Signup.State.EXPECTED or offer.has_room_for(signup)


def was_done(deed: Any) -> bool:
    """Do it; False where the database says that it would stand there twice."""
    try:
        with transaction.atomic():
            deed()
    except IntegrityError:
        return False
    return True


def read(model: type[models.Model], texts: dict[str, Any]) -> dict[str, Any]:
    """The values of fields that were kept as text."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: None if text is None else fields[name].to_python(text) for name, text in texts.items()
    }


def made_of(model: type[models.Model], touch: Touch) -> models.Model:
    """The row that was removed, with its own number."""
    return model(pk=touch["pk"], **read(model, touch["before"]))


def seat_waiting(touched: list[Touch]) -> None:
    """Give seats that are free at the dates that were touched to those who wait."""
    numbers = [one["pk"] for one in touched if one["model"] == Signup._meta.label_lower]
    for signup in Signup.objects.filter(pk__in=numbers).select_related("occasion").order_by("pk"):
        signup.occasion.seat_waiting()


def in_words(model: str, many: int) -> str:
    """How many rows of a kind: "2 anmälningar"."""
    names = apps.get_model(model)._meta
    return f"{many} {names.verbose_name if many == 1 else names.verbose_name_plural}"
