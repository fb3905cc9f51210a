# SPDX-License-Identifier: EUPL-1.2
"""How often something may be tried, counted in cache; twelve behind one address all get through."""

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries for one key in so many seconds, then a pause until they have passed.

    `cache` is "default" where all processes must agree, "near" where each may count its own.
    """

    name: str
    tries: int
    seconds: int
    cache: str = "default"

    def allows(self, *key: object) -> bool:
        """Count one try, and say whether it was within the limit."""
        store = caches[self.cache]
        # Numbers and addresses are personal: the cache holds only a fingerprint of them.
        spot = f"{self.name}:{salted_hmac(self.name, repr(key)).hexdigest()}"
        began = store.get_or_set(spot, time.time, self.seconds)
        # The count is only where to begin; `add` gives each place to one of those who press at once.
        for place in range(store.get(f"{spot}:{began}", 0), self.tries):
            if store.add(f"{spot}:{began}:{place}", True, self.seconds):
                store.set(f"{spot}:{began}", place + 1, self.seconds)
                return True
        return False


def address_of(request: HttpRequest) -> str:
    """The visitor's address, as the outermost of our own proxies saw it; IPv6 by its network."""
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    ours = settings.TRUSTED_PROXIES
    address = passed[-ours] if 0 < ours <= len(passed) else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(parsed if parsed.version == 4 else ipaddress.ip_network((parsed, 64), strict=False))
