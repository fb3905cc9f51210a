# SPDX-License-Identifier: EUPL-1.2
"""Forms as everybody above builds them: plain words, and no text takes a personnummer."""

from django import forms

from traffpunkt.places.validators import refuse_civic_number
from traffpunkt.ui.forms import Plain


class PlainForm(Plain, forms.Form):
    """A form that people fill in."""

    guards = (refuse_civic_number,)


class PlainModelForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    """A form of one row's fields."""

    guards = (refuse_civic_number,)
