# SPDX-License-Identifier: EUPL-1.2
"""A senior signs up without an account, sees it again, changes her way, and changes her mind."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from traffpunkt.activities import guests, receipts
from traffpunkt.activities.forms.signups import FindForm, SignupForm
from traffpunkt.activities.models import Signup
from traffpunkt.activities.refusals import Refusal, TooOften
from traffpunkt.activities.views.secrecy import kept_nowhere
from traffpunkt.journal.models import GUEST
from traffpunkt.people.limits import Limit, address_of
from traffpunkt.people.models import PersonalPage
from traffpunkt.places.requests import GuestRequest
from traffpunkt.ui.qr import qr

form_page = require_http_methods(["GET", "HEAD", "POST"])

# A relative may sign up a whole table; a library with thirty tablets is one address.
BY_CONTACT = Limit("signup-contact", tries=20, seconds=3600, cache="near")
BY_ADDRESS = Limit("signup-address", tries=150, seconds=600, cache="near")
# Each sign-up is confirmed in writing: nobody is sent more than this, however many the dates. It is
# the sign-ups themselves that are counted, so that all processes agree and nothing more is written.
LETTERS_IN_A_DAY = 40
# Leaving, coming back and changing write to others too; a shaky hand gets through.
BY_SIGNUP = Limit("signup-changed", tries=20, seconds=60 * 60 * 12)
# Guessing: a few tries for each code, then a quarter's pause; many codes are stopped by address.
BY_CODE = Limit("find-code", tries=5, seconds=900)
BY_SEEKER = Limit("find-address", tries=60, seconds=900)


def to_receipt(signup: Signup, own_page: str = "") -> HttpResponseRedirect:
    """Lead to the receipt, which shows the way to the personal page to whoever knows it."""
    query = f"?{urlencode({'jag': own_page})}" if own_page else ""
    return redirect(reverse("activities:receipt", args=[signup.secret]) + query)


def known_page(request: GuestRequest) -> PersonalPage | None:
    """The personal page that somebody comes from, when its address still holds."""
    secret = request.POST.get("jag") or request.GET.get("jag") or ""
    # No secret of ours holds a NUL or its like, and PostgreSQL refuses to look for one.
    known = secret and secret.isprintable()
    return receipts.page_at(request.municipality, secret) if known else None


def too_many(request: GuestRequest, form: SignupForm) -> bool:
    """Whether a machine seems to be at it: first by whom it signs up, then by where it sits."""
    contact = form.cleaned_data.get("contact")
    if contact and not BY_CONTACT.allows(form.occasion.pk, str(contact)):
        return True
    if not BY_ADDRESS.allows(address_of(request)):
        return True
    ways = [str(contact)] if contact else form.ways_of_herself()
    made = Signup.objects.within(request.municipality).of_a_day(ways)
    return bool(ways) and made.count() >= LETTERS_IN_A_DAY


@form_page
@kept_nowhere
def signup(request: GuestRequest, pk: int) -> HttpResponse:
    """The form with which one signs up for one date, in the way that was chosen."""
    sent = request.method == "POST"
    shown = request.municipality.occasions.shown()
    # A press shows nothing of the activity and its place; a page that says no asks for them then.
    occasions = shown if sent else shown.select_related("activity", "venue")
    occasion = get_object_or_404(occasions, pk=pk)
    page = known_page(request)
    asked = request.POST if sent else request.GET
    form = SignupForm.of(occasion, asked, sent, page)
    if form.is_bound and form.is_valid():
        return signed_up(request, form, page)
    return show_form(request, form, page, 422 if form.is_bound else 200)


def signed_up(request: GuestRequest, form: SignupForm, page: PersonalPage | None) -> HttpResponse:
    """Do it, or say in the same page why it cannot be done."""
    assert form.offer is not None  # noqa: S101 - the form has refused to be without one
    if too_many(request, form):
        form.refuse(Refusal(_("Det kommer väldigt många anmälningar just nu. Vänta en stund.")))
        return show_form(request, form, page, 429)
    try:
        made = guests.sign_up_guest(form.offer, form.guest, form.press)
    except Refusal as refusal:
        form.refuse(refusal)
        return show_form(request, form, page, 422)
    if guests.is_told_nothing(made, form.guest):
        return redirect("activities:received")
    return to_receipt(made, page.secret if page else guests.page_opened_by(made))


@require_safe
def received(request: GuestRequest) -> HttpResponse:
    """Thanks, and nothing more: for a sign-up that only somebody who is hidden may look at."""
    return render(request, "activities/received.html")


def show_form(
    request: GuestRequest, form: SignupForm, page: PersonalPage | None, status: int
) -> HttpResponse:
    """The form with all that was typed, and with the seats that are left now."""
    if form.is_bound:
        form.bring_ways(counted=True)
    content = {"form": form, "occasion": form.occasion, "page": page}
    return render(request, "activities/signup.html", content, status=status)


@form_page
@kept_nowhere
def receipt(request: GuestRequest, secret: str) -> HttpResponse:
    """What one has signed up for, to print or photograph; a post says yes to a held seat."""
    made = get_object_or_404(receipts.signups_of(request.municipality), secret=secret)
    came_from = request.GET.get("jag", "")
    if request.method == "POST":
        return to_receipt(made.confirm_seat(by=GUEST), came_from)
    if instead := guests.successor(made):
        return to_receipt(instead, came_from)
    page = known_page(request)
    own = page if page and page.pk == made.page_id else None
    address = request.build_absolute_uri(reverse("activities:receipt", args=[secret]))
    content = {"signup": made, "page": own, "qr": qr(address), **receipts.said_of(made)}
    return render(request, "activities/receipt.html", content)


def asked(
    request: GuestRequest, made: Signup, noun: str, verb: Callable[[], Signup], **more: object
) -> HttpResponse:
    """A page that asks first; a post does it, or says in the same page why it cannot be done."""
    content = {"signup": made, "came_from": request.GET.get("jag", ""), **more}
    status = 200
    if request.method == "POST":
        try:
            return to_receipt(not_too_often(made, verb), request.GET.get("jag", ""))
        except Refusal as refusal:
            content["refusal"] = refusal
            status = 429 if isinstance(refusal, TooOften) else 422
    return render(request, f"activities/{noun}.html", content, status=status)


def not_too_often(made: Signup, verb: Callable[[], Signup]) -> Signup:
    """Do it, unless one has changed one's mind more often than a person does."""
    # Each change of way is a sign-up of its own: what is counted is whose it is and for which date.
    if not BY_SIGNUP.allows(made.occasion_id, made.person_id):
        raise TooOften
    return verb()


@form_page
@kept_nowhere
def withdrawal(request: GuestRequest, secret: str) -> HttpResponse:
    """Take the promise back; who has a standing place stays away from this date only."""
    made = get_object_or_404(receipts.signups_of(request.municipality), secret=secret)
    leave = made.not_today if made.source == Signup.Source.STANDING else made.withdraw
    return asked(request, made, "withdrawal", lambda: leave(by=GUEST))


@form_page
@kept_nowhere
def comeback(request: GuestRequest, secret: str) -> HttpResponse:
    """Undo a withdrawal within half an hour."""
    made = get_object_or_404(receipts.signups_of(request.municipality), secret=secret)
    return asked(request, made, "comeback", lambda: made.take_back(by=GUEST))


@form_page
@kept_nowhere
def switch(request: GuestRequest, secret: str) -> HttpResponse:
    """Choose another way of taking part; one press on it does it."""
    made = get_object_or_404(receipts.signups_of(request.municipality), secret=secret)
    others = receipts.other_ways(made)
    wanted = request.POST.get("satt", "")
    offer = next((offer for offer in others if str(offer.pk) == wanted), made.offer)
    return asked(request, made, "switch", lambda: made.switch(offer, by=GUEST), others=others)


@form_page
@kept_nowhere
def my_page(request: GuestRequest, secret: str) -> HttpResponse:
    """A person's own page; a post gives it a new secret address."""
    pages = receipts.pages_of(request.municipality).select_related("person__municipality")
    page = get_object_or_404(pages, secret=secret)
    if request.method == "POST":
        return redirect("activities:my_page", guests.renew(page).secret)
    content = {"page": page, "own": receipts.own_page(page, request.GET.get("sida"))}
    return render(request, "activities/my_page.html", content)


@form_page
@kept_nowhere
def find_signup(request: GuestRequest) -> HttpResponse:
    """The way back to a sign-up: its code, and the end of the phone number or the address."""
    form = FindForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        found, status = sought(request, form)
        if found is not None:
            return to_receipt(found, receipts.way_back(found, form.cleaned_data["proof"]))
    return render(request, "activities/find_signup.html", {"form": form}, status=status)


def sought(request: GuestRequest, form: FindForm) -> tuple[Signup | None, int]:
    """What a code and its proof lead to; an unknown code and a wrong proof sound the same."""
    code, proof = form.cleaned_data["code"], form.cleaned_data["proof"]
    if not may_try(request, code):
        form.add_error(None, _("Det har blivit många försök. Vänta en kvart, eller ring oss."))
        return None, 429
    found = receipts.by_code(request.municipality, code, proof)
    if found is None:
        form.add_error(None, _("Det du skrev i de två fälten hör inte ihop. Kontrollera båda."))
    return found, 422


def may_try(request: GuestRequest, code: str) -> bool:
    """Whether one more guess is allowed for the code, and from this address."""
    return BY_SEEKER.allows(address_of(request)) and BY_CODE.allows(request.municipality.pk, code)
