# SPDX-License-Identifier: EUPL-1.2
"""A merge that was wrong is undone: each row is put back that nobody has changed since (ADR 29)."""

from collections import Counter
from typing import Any, TypeAlias

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from traffpunkt.activities.merging import hold_both, pointing, written
from traffpunkt.activities.models import Offer, Signup
from traffpunkt.activities.refusals import Refusal
from traffpunkt.journal.models import Actor
from traffpunkt.outbox.actions import follow
from traffpunkt.people.models import ContactWay, Merge, Person, PersonalPage
from traffpunkt.people.register import know

Touch: TypeAlias = dict[str, Any]
PROMISE = ("state", "ended", "held_until")
PERSON = Person._meta.label_lower
HOME = ("care_of", "street", "postcode", "town")
# They change by themselves, and nobody misses them.
UNSAID = frozenset({"met", "used"})
NOT_COUNTED = frozenset({ContactWay, Person, PersonalPage})


@transaction.atomic
def part(merge: Merge, *, by: Actor) -> list[str]:
    """Let the two be two again; in words what stays with the kept one: changed, or made, since."""
    hold_both(merge.kept, merge.other)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if not merge.may_be_undone:
        raise Refusal(_("Det går inte att ångra längre. Ändra uppgifterna för hand."))
    if merge.other.merged_into_id != merge.kept_id:
        raise Refusal(_("De har slagits ihop med en till sedan dess. Ångra det först."))
    touched = sorted(merge.touched, key=turn)
    persons = [touch for touch in touched if touch["model"] == PERSON]
    facts = [words for touch in persons for words in put_facts_back(touch)]
    rows = (touch for touch in touched if touch["model"] != PERSON)
    stays = Counter(touch["model"] for touch in rows if not put_back(touch))
    stays += made_since(merge, touched)
    for person in Person.objects.filter(pk__in=[merge.kept_id, merge.other_id]):
        know(person, person.contact_ways.values_list("value", flat=True))
        follow(person)
    merge.take_apart(by=by)
    seat_waiting(touched)
    return facts + [in_words(model, many) for model, many in stays.items()]


def turn(touch: Touch) -> int:
    """What goes back to one of the two first, so that nothing stands twice on the way."""
    if touch["before"] is None or touch["after"] is None:
        return 3
    return 1 if "person_id" in touch["before"] else 2


def put_facts_back(touch: Touch) -> list[str]:
    """Let what is said of a person be as it was, field by field; in words what has changed since."""
    row = Person.objects.filter(pk=touch["pk"]).first()
    if row is None:
        return []
    now, after = written(row), touch["after"]
    changed = {name for name in after if now[name] != after[name]}
    if changed.intersection(HOME):
        changed.update(HOME)
    before = {name: text for name, text in touch["before"].items() if name not in changed}
    Person.objects.filter(pk=row.pk).update(**read(Person, before))
    return fact_words([name for name in after if name in changed and name not in UNSAID])


def fact_words(names: list[str]) -> list[str]:
    """What fields of a person are called: "bra att veta"; where she lives is one thing."""
    labels = {field.attname: str(field.verbose_name) for field in Person._meta.concrete_fields}
    found = (_("adress") if name in HOME else labels[name] for name in names)
    return [f"”{label}”" for label in dict.fromkeys(found)]


def made_since(merge: Merge, touched: list[Touch]) -> Counter[str]:
    """How many rows of each kind the kept one has got since, whichever of the two they are about."""
    known = {(touch["model"], touch["pk"]) for touch in touched}
    found: Counter[str] = Counter()
    for model, name in pointing():
        label, born = model._meta.label_lower, birth_of(model)
        if born and model not in NOT_COUNTED:
            rows = model._base_manager.filter(**{name: merge.kept_id, f"{born}__gt": merge.at})
            found[label] += sum(
                (label, pk) not in known for pk in rows.values_list("pk", flat=True)
            )
    return +found


def birth_of(model: type[models.Model]) -> str:
    """The field that says when a row of a table was made, or nothing."""
    return next(
        (field.name for field in model._meta.concrete_fields if field.default is timezone.now), ""
    )


def put_back(touch: Touch) -> bool:
    """Let one row be as it was; False where it has changed since, or something stands in its way."""
    model = apps.get_model(touch["model"])
    row = model._base_manager.filter(pk=touch["pk"]).first()
    if touch["after"] is None:
        return was_done(lambda: model._base_manager.bulk_create([made_of(model, touch)]))
    if row is None:
        return drop_written_anew(model, touch)
    now = written(row)
    if any(now[name] != value for name, value in touch["after"].items()):
        return False
    if touch["before"] is None:
        row.delete()
        return True
    return restore(row, read(model, touch["before"]))


def drop_written_anew(model: type[models.Model], touch: Touch) -> bool:
    """Drop what stands where a copied contact way did: a correction writes all of them anew."""
    if model is ContactWay and touch["before"] is None:
        same = {name: touch["after"][name] for name in ("person_id", "kind", "value")}
        ContactWay.objects.filter(**same).delete()
    return True


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
