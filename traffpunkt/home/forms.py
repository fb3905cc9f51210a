# SPDX-License-Identifier: EUPL-1.2
"""What guests write on the installation's own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from traffpunkt.places.forms import PlainForm
from traffpunkt.places.guards import GuardedForm
from traffpunkt.ui.forms import PlainDateField, PlainTimeField


class FaultForm(GuardedForm):
    """What somebody could not use, and how to answer her if she wants that."""

    text = forms.CharField(
        label=_("Vad gick inte?"),
        help_text=_("Berätta vad du ville göra, och på vilken sida."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Skriv vad som inte gick, till exempel: Jag ser inte texten.")
        },
    )
    contact = forms.CharField(
        label=_("Din telefon eller e-post"),
        help_text=_("Skriv den om du vill ha svar från oss."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


class SampleForm(PlainForm):
    """One field of each kind, for the page of pieces."""

    is_of_workroom = False

    name = forms.CharField(
        label=_("Ditt namn"), help_text=_("Det räcker med förnamn."), max_length=20
    )
    email = forms.EmailField(label=_("Din e-post"), required=False)
    story = forms.CharField(
        label=_("Berätta mer"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    way = forms.ChoiceField(
        label=_("Hur vill du delta?"),
        choices=[("here", _("Kom hit")), ("home", _("Var med hemifrån")), ("phone", _("Ring in"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=_("Vilka dagar passar?"),
        choices=[("tue", _("Tisdag")), ("thu", _("Torsdag"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    day = PlainDateField(label=_("Dag"), help_text=_("Till exempel 4 mars eller 4/3."))
    time = PlainTimeField(label=_("Klockslag"), help_text=_("Till exempel 13.00."))
    count = forms.IntegerField(
        label=_("Antal"), min_value=1, max_value=30, widget=forms.TextInput(attrs={"size": 4})
    )
    place = forms.ChoiceField(
        label=_("Plats"), choices=[("angen", "Träffpunkt Ängen"), ("library", "Biblioteket")]
    )
    ring_me = forms.BooleanField(label=_("Ring mig dagen innan"), required=False)
