# SPDX-License-Identifier: EUPL-1.2
"""How long the outbox waits, for what."""

import datetime

LEASE = datetime.timedelta(minutes=5)
# How long to wait after each failure, some twenty hours in all; then somebody has to see to it.
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 600)]
