# SPDX-License-Identifier: EUPL-1.2
"""What is to be told to whom, each try to text it, and which channels stand still."""

from traffpunkt.outbox.models.message import CODE, Message, MessageQuerySet, subject_of, subjects
from traffpunkt.outbox.models.pile import Pile
from traffpunkt.outbox.models.sms_try import SmsTry
from traffpunkt.outbox.models.standstill import Standstill

__all__ = [
    "CODE",
    "Message",
    "MessageQuerySet",
    "Pile",
    "SmsTry",
    "Standstill",
    "subject_of",
    "subjects",
]
