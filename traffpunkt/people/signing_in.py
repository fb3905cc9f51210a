# SPDX-License-Identifier: EUPL-1.2
"""The ways to sign in and the second steps that there are; each municipality chooses for each role.

A new way is one line here and a page that begins it. The pages and the desk ask this list.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Way:
    """A way to show who one is. `page` is where it begins.

    One with a `switch` needs that setting of the installation, and to be chosen for each role.
    """

    key: str
    name: StrOrPromise
    page: str
    switch: str = ""

    @property
    def is_set_up(self) -> bool:
        """Whether the installation has what the way needs."""
        return not self.switch or bool(getattr(settings, self.switch))


@dataclass(frozen=True, slots=True)
class Factor:
    """A second step: something that one has, asked for after the way in. `page` adds one."""

    key: str
    name: StrOrPromise
    about: StrOrPromise
    page: str


CODE = Way("code", _("kod i e-post"), "people:sign_in")
# No rule takes it away and none offers it: it opens a municipality whose other ways are shut.
FIRST = Way("first", _("engångsord"), "people:first")
# It begins on the page where the code by e-mail is typed, so it never stands without that.
SMS = Way("sms", _("kod som sms"), "people:sign_in", switch="SMS_ON")
OIDC = Way("oidc", _("kommunens egen inloggning"), "people:provider")
WAYS: tuple[Way, ...] = (CODE, SMS, OIDC)

TOTP = Factor(
    "totp",
    _("kod från en app"),
    _("En app i mobilen visar sex siffror som byts hela tiden. Det fungerar på alla datorer."),
    "people:totp",
)
PASSKEY = Factor(
    "webauthn",
    _("nyckel i mobilen eller datorn"),
    _(
        "Du låser upp med fingret, ansiktet eller skärmlåset. Den gäller bara på den mobilen eller datorn."
    ),
    "people:passkey",
)
FACTORS: tuple[Factor, ...] = (TOTP, PASSKEY)
# One of the codes on paper for who has lost the rest; it belongs to every second step.
RESERVE = "recovery_codes"
# What the municipality's own provider asked for in our stead.
BY_PROVIDER = "provider"


def ways_named(keys: set[str]) -> list[Way]:
    """The ways with these keys, in our order."""
    return [way for way in WAYS if way.key in keys]


def factors_named(keys: set[str]) -> list[Factor]:
    """The second steps with these keys, in our order."""
    return [factor for factor in FACTORS if factor.key in keys]
