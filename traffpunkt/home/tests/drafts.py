# SPDX-License-Identifier: EUPL-1.2
"""Drafts of what is handed out, and how tests read and press their pages."""

import datetime

from django.utils import timezone

from tests.makers import (
    in_days,
    make_occasion,
    make_signup,
    the_municipality,
)
from traffpunkt.home.grounds import GROUNDS
from traffpunkt.home.handing_out import SEEN
from traffpunkt.home.masking import Masking, in_all
from traffpunkt.home.tests.settings_rooms import at, browser
from traffpunkt.journal.models import SYSTEM
from traffpunkt.places.models import FaultReport

HEALTH, SOCIAL = str(GROUNDS["21:1"]), str(GROUNDS["26:1"])


def days(**more):
    """The form with a span around today."""
    today = timezone.localdate()
    span = {
        "first": (today - datetime.timedelta(days=30)).isoformat(),
        "last": (today + datetime.timedelta(days=30)).isoformat(),
    }
    return span | more


def begun(*kinds, here=None, ground="21:1", **more):
    """A draft of some kinds around today."""
    here = here or the_municipality()
    search = days(kinds=list(kinds)) | more
    return here.disclosures.begin(here, search, ground, by=SYSTEM)


def told(disclosure):
    """All that would be handed out, as one text."""
    documents = in_all(Masking(disclosure))
    return "\n".join(f"{one.piece.label}: {one.told}" for d in documents for one in d.fields)


def page(disclosure, karin, more=""):
    return browser(karin).get(at(f"utlamnande/{disclosure.pk}/{more}"))


def fetched(disclosure, karin, shape):
    return pressed(disclosure, karin, shape, page(disclosure, karin))


def pressed(disclosure, karin, shape, shown, **more):
    """The file, as it is asked for on a page that was opened before."""
    address = at(f"utlamnande/{disclosure.pk}/handlingar/")
    said = {"som": shape, SEEN: shown.context["masking"].fingerprint}
    return browser(karin).post(address, said, **more)


def as_sent(answer):
    """A masking page's own answers, as a browser sends them back untouched."""
    form = answer.context["form"]
    said = {name: field.initial for name, field in form.fields.items()}
    return said | {"oppnad": form.mark}


def secret_draft():
    """A draft of documents in which much is masked."""
    signup = make_signup(make_occasion(starts=in_days(3), note="Ta med =1+1"), "Astrid")
    report = FaultReport.objects.create(
        municipality=the_municipality(),
        text="Jag är döv, säger Astrid. Ring Lisa.",
        contact="0701740605",
    )
    draft = begun("signup", "fault", "occasion", person=signup.person.pk, by_person=True)
    draft.mask({f"fault-{report.pk}-text": "out"}, by=SYSTEM)
    draft.mask_words("döv\nAstrid\nLisa", "26:1", by=SYSTEM)
    return draft
