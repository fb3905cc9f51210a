# SPDX-License-Identifier: EUPL-1.2
"""Accounts that sign in, their memberships, and the persons of a municipality's register."""

from traffpunkt.people.models.account import NOWHERE, Account, leads_somewhere
from traffpunkt.people.models.card import Card
from traffpunkt.people.models.code_number import CodeNumber
from traffpunkt.people.models.first_word import FirstWord
from traffpunkt.people.models.identity import (
    GroupRole,
    Identity,
    IdentityProvider,
    ProviderSignIn,
)
from traffpunkt.people.models.intake import Intake
from traffpunkt.people.models.legal import LegalText, LegalVersion
from traffpunkt.people.models.membership import Membership, Role, StillNeeded
from traffpunkt.people.models.merge import Merge
from traffpunkt.people.models.person import ContactWay, Person, PersonalPage
from traffpunkt.people.models.person_key import PersonKey, Spelling
from traffpunkt.people.models.sign_in import SignIn, SignInRule
from traffpunkt.people.models.takeout import Takeout

__all__ = [
    "NOWHERE", "Account", "Card", "CodeNumber", "ContactWay", "FirstWord", "GroupRole", "Identity",
    "IdentityProvider", "Intake", "LegalText", "LegalVersion", "Membership", "Merge", "Person", "PersonKey",
    "PersonalPage", "ProviderSignIn", "Role", "SignIn", "SignInRule", "Spelling", "StillNeeded", "Takeout",
    "leads_somewhere",
]  # fmt: skip
