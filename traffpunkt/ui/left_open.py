# SPDX-License-Identifier: EUPL-1.2
"""What a form does when somebody else has changed the same thing while it lay open (ADR 19).

The page carries a mark: a fingerprint of each field as it stood when the form was opened. What is
sent is compared with it and with what stands now. Whoever was overtaken is always asked, and
nothing is lost: a field in which she wrote keeps her words and says what stands now, and a field
that she left alone takes over what stands now, so that her old page never undoes a change that
she has not seen. The new mark is on the page that comes back, and the next press saves.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from traffpunkt.ui.words import listed

SPOT = "oppnad"
# Before the fields, so that the mark of an empty form is not empty.
BEGINNING = "1"

Sent = list[str]


def as_sent(field: BoundField, value: Any) -> Sent:
    """What a browser sends of a field that shows a value; nothing where it shows nothing."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    parts = shown if isinstance(shown, list | tuple) else [shown]
    return sorted(str(part).replace("\r\n", "\n") for part in parts if part not in {None, ""})


def fingerprint(sent: Sent) -> str:
    """Some letters that are others as soon as what a field says is another thing."""
    return hashlib.blake2s("\0".join(sent).encode(errors="replace"), digest_size=5).hexdigest()


NOTHING = fingerprint([])


def in_words(field: BoundField, sent: Sent) -> str:
    """What a field says now, as a sentence."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return _("Nu är rutan ikryssad.") if sent else _("Nu är rutan inte ikryssad.")
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        known = sent or [""]
        sent = [str(label) for key, label in choices if str(key) in known]
    if not sent:
        return _("Nu är det tomt här.")
    return _("Nu står det: %s.") % listed(sent).rstrip(".")


class LeftOpen(forms.BaseForm):
    """A form that can tell what has changed under it; without a mark it asks nothing."""

    def __init__(self, *given: Any, **more: Any) -> None:
        # What to say at each field that somebody else has changed, by its name; and what stands
        # now in those in which both have written.
        self.news: dict[str, str] = {}
        self.written_over: dict[str, str] = {}
        self.was_asked = False
        super().__init__(*given, **more)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else has changed what the form shows since it was opened."""
        return bool(self.news)

    @property
    def mark(self) -> str:
        """What the hidden field of its page carries."""
        return mark_of([self])

    def now(self, field: BoundField) -> Sent:
        """What a field would send if it showed what is kept now."""
        return as_sent(field, field.field.prepare_value(field.initial))

    def full_clean(self) -> None:
        """Look for what has changed under the form before what was sent is understood."""
        self.was_asked = True
        if isinstance(self.data, QueryDict) and self.data.get(SPOT):
            parts = str(self.data[SPOT]).split()
            self.look_back(self.data.copy(), dict(part.rpartition(":")[::2] for part in parts))
        super().full_clean()
        for name, words in self.written_over.items():
            # Who meant the same as the other, however she wrote it, need not be asked.
            if name not in self.cleaned_data or self.cleaned_data[name] != self[name].initial:
                self.news[name] = _("%s Ditt svar är kvar, och gäller när du sparar.") % words

    def look_back(self, data: QueryDict, opened: dict[str, str]) -> None:
        """Note each field that says something else now; an untouched one takes that over."""
        for field in self:
            before, now = opened.get(field.html_name, NOTHING), self.now(field)
            sent = as_sent(field, field.value())
            if before == fingerprint(now) or sent == now:
                continue
            if before != fingerprint(sent):
                self.written_over[field.name] = in_words(field, now)
                continue
            self.news[field.name] = in_words(field, now)
            data.setlist(field.html_name, now)
            if not now:
                # Of a box without a tick a browser sends nothing at all.
                del data[field.html_name]
        self.data = data

    def is_valid(self) -> bool:
        """Whether it can be saved: all is understood, and nothing has changed under it.

        The news are added last, so that a field that is only overtaken is no fault to its neighbours.
        """
        valid = super().is_valid()
        for name, words in self.news.items():
            if words not in self.errors.get(name, ()):
                self.add_error(name, words)
        return valid and not self.is_overtaken


def mark_of(parts: Iterable[LeftOpen]) -> str:
    """The mark of a page: how each field stands now.

    As long as nothing of what was sent has been compared, it stays the one that was sent.
    """
    shown = list(parts)
    if shown[0].is_bound and not shown[0].was_asked:
        return str(shown[0].data.get(SPOT, ""))
    said = ((field.html_name, form.now(field)) for form in shown for field in form)
    return " ".join([BEGINNING, *(f"{name}:{fingerprint(sent)}" for name, sent in said if sent)])
