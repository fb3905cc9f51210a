# SPDX-License-Identifier: EUPL-1.2
"""The letters of a text message (3GPP TS 23.038): which are cheap, and how many parts a text makes.

One letter outside the table makes the whole text two and a half times as long to send.
"""

import re
import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these takes the room of two.
EXTENDED = frozenset("\f^{}\\[~]|€")
ALONE, IN_PARTS = 160, 153
WIDE_ALONE, WIDE_IN_PARTS = 70, 67

# What is lovely in print and dear in a text message; the words stay the same.
PLAINER = str.maketrans(
    {
        **dict.fromkeys("–—‐‑‒―−•·", "-"),
        **dict.fromkeys("”“„‟«»″", '"'),
        **dict.fromkeys("’‘‚‛′´`", "'"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " "),
        # Marks that nobody sees.
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"),
        "…": "...",
        "×": "x",
        "½": "1/2",
        "→": "->",
    }
)

# An address as it is written, or a bare name that a telephone makes pressable. In a name that has
# no address before it only small letters count: "fika.Se" is a forgotten space.
LINK = re.compile(
    r"\b[Hh][Tt][Tt][Pp][Ss]?:"
    r"|\b[Ww][Ww][Ww]\.\S"
    r"|(?<![@\w.-])(?:[a-z0-9åäö-]+\.)+[a-z]{2,}/\S"
    r"|(?<![@\w.-])(?:[a-z0-9åäö-]+\.)+(?:se|nu|com|org|net|eu|info|app|link|page|site|ly)\b(?!\.?\w)"
)
# A name all in capitals is one too: nobody forgets a space so.
CAPITALS = re.compile(r"\b[A-ZÅÄÖ0-9-]+(?:\.[A-ZÅÄÖ0-9-]+)+\b")


def plain(text: str) -> str:
    """The same words with typography that a text message has letters for."""
    return unicodedata.normalize("NFC", text).translate(PLAINER)


def holds_link(text: str) -> bool:
    """Whether a text has a web address, or what a telephone would take for one."""
    signs = unicodedata.normalize("NFKC", text).replace("。", ".")
    return LINK.search(CAPITALS.sub(lambda found: found[0].lower(), signs)) is not None


def parts(text: str) -> int:
    """How many text messages are paid for, as telephones put them together again."""
    if set(text) <= BASIC | EXTENDED:
        return counted([1 + (sign in EXTENDED) for sign in text], ALONE, IN_PARTS)
    return counted([len(sign.encode("utf-16-be")) // 2 for sign in text], WIDE_ALONE, WIDE_IN_PARTS)


def counted(widths: list[int], alone: int, in_parts: int) -> int:
    """Parts for signs of these widths; none is cut in two by the end of a part."""
    if sum(widths) <= alone:
        return 1
    made, room = 0, 0
    for width in widths:
        if width > room:
            made, room = made + 1, in_parts
        room -= width
    return made
