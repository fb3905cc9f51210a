# SPDX-License-Identifier: EUPL-1.2
"""Municipalities, organisations, agreements, venues, screens, closed days."""

from traffpunkt.places.models.agreement import Agreement
from traffpunkt.places.models.closed_day import ClosedDay
from traffpunkt.places.models.disclosure import Disclosure
from traffpunkt.places.models.erasure import Erasure, ErasureDecision
from traffpunkt.places.models.fault_report import FaultReport
from traffpunkt.places.models.municipality import Municipality
from traffpunkt.places.models.organisation import Organisation, OrganisationContact
from traffpunkt.places.models.screen import Screen
from traffpunkt.places.models.venue import OpeningHours, Venue

__all__ = [
    "Agreement",
    "ClosedDay",
    "Disclosure",
    "Erasure",
    "ErasureDecision",
    "FaultReport",
    "Municipality",
    "OpeningHours",
    "Organisation",
    "OrganisationContact",
    "Screen",
    "Venue",
]
