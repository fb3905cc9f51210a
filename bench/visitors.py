# SPDX-License-Identifier: EUPL-1.2
"""People who sign up through the real form, and press again when they get no answer."""

import contextlib
import dataclasses
import http.client
import itertools
import re
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
CLIENTS = 10
TRAP = 2.5
# Numbers that PTS keeps for films and books: 070-174 06 05 to 99.
FIRST_NUMBER, NUMBERS = 701740605, 95


@dataclasses.dataclass
class Crowd:
    """People with a number each; every second leaves an e-mail address, the others a mobile."""

    site: str
    path: str
    offer: int
    confirmed: set[str] = dataclasses.field(default_factory=set)
    refused: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = itertools.count(1)
        self.over = threading.Event()

    @classmethod
    def to_one_date(cls, site: str) -> "Crowd":
        """To a date with room for all."""
        from bench.rows import make_town
        from traffpunkt.activities.models import Occasion

        make_town("stad", 50)
        offer = Occasion.objects.upcoming()[3].offers.get(way="on_site")
        offer.capacity = None
        offer.save()
        path = f"/stad/tillfalle/{offer.occasion_id}/anmalan/?satt={offer.pk}"
        return cls(site, path, offer.pk)

    @contextlib.contextmanager
    def signing_up(self) -> Iterator[None]:
        """Let them come as long as this goes on, and let those who have begun finish."""
        everybody = [threading.Thread(target=self.come, daemon=True) for _n in range(CLIENTS)]
        for one in everybody:
            one.start()
        yield
        self.over.set()
        for one in everybody:
            one.join(60)

    def come(self) -> None:
        """One after another."""
        while not self.over.is_set():
            self.sign_up(next(self.numbers))

    def sign_up(self, number: int) -> None:
        """Open the form, fill it in, and press until there is an answer."""
        name = f"Person {number}"
        mobile = f"+46{FIRST_NUMBER + number % NUMBERS}"
        contact = f"p{number}@exempel.example" if number % 2 else mobile
        _status, page = self.ask("GET", number)
        time.sleep(TRAP)
        said = dict(HIDDEN.findall(page))
        body = urlencode(said | {"name": name, "contact": contact, "satt": self.offer})
        for _press in range(40):
            status, page = self.ask("POST", number, body)
            if status == 302:
                self.confirmed.add(name)
                return
            if status < 500:
                # No fault of the program's: the bench asks wrongly.
                self.refused.append(page)
                return

    def ask(self, method: str, number: int, body: str = "") -> tuple[int, str]:
        """One request, asked again until somebody answers."""
        heads = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        if body:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            with contextlib.suppress(OSError, http.client.HTTPException):
                line = http.client.HTTPConnection(urlsplit(self.site).netloc, timeout=30)
                line.request(method, self.path, body or None, heads)
                answer = line.getresponse()
                return answer.status, answer.read().decode()
            time.sleep(0.2)
        raise TimeoutError(self.path)
