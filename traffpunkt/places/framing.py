# SPDX-License-Identifier: EUPL-1.2
"""Which other sites may show the programme within their own pages."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_SITES = 20
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")


def read_origin(typed: str) -> str:
    """The site of an address, as browsers name it: "https://www.kommunen.se"."""
    whole = typed.strip() if "://" in typed else f"https://{typed.strip()}"
    try:
        address = urlsplit(whole)
        host = (address.hostname or "").encode("idna").decode()
        port = f":{address.port}" if address.port else ""
    except ValueError:
        raise strange(typed) from None
    if address.scheme != "https" or not HOST.fullmatch(host) or address.username is not None:
        raise strange(typed)
    return f"https://{host}{port}"


def strange(typed: str) -> ValidationError:
    """That an address is written in a way that no site has."""
    words = _("”%(typed)s” går inte att använda. Skriv så här: https://www.kommunen.se.")
    return ValidationError(words % {"typed": typed.strip()}, code="strange")


def read_origins(typed: str) -> list[str]:
    """The sites of some addresses, one on each line, each once."""
    lines = [line for line in typed.splitlines() if line.strip()]
    origins = list(dict.fromkeys(read_origin(line) for line in lines))
    if len(origins) > MOST_SITES:
        words = _("Det går att skriva högst %(most)s webbplatser. Ta bort några rader.")
        raise ValidationError(words % {"most": MOST_SITES}, code="many")
    return origins


def refuse_strange_origins(origins: Any) -> None:
    """What is kept is a list of sites as browsers name them; each goes into a header as it is."""
    if not isinstance(origins, list) or [read_origin(str(each)) for each in origins] != origins:
        raise ValidationError(_("Skriv en webbplats på varje rad."))
