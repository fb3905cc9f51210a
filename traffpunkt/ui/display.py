# SPDX-License-Identifier: EUPL-1.2
"""How somebody wants pages shown: text size, contrast and colours, kept in a cookie of our own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

COOKIE = "traffpunkt_visning"
COOKIE_AGE = 60 * 60 * 24 * 365

# The first answer of each is what everybody gets who has chosen nothing.
CHOICES = {
    "text": ("normal", "larger", "largest"),
    "contrast": ("normal", "strong"),
    "colours": ("device", "light", "dark"),
}


@dataclass(frozen=True, slots=True)
class Display:
    """One reader's choices; anything unknown counts as not chosen."""

    text: str = "normal"
    contrast: str = "normal"
    colours: str = "device"

    @classmethod
    def read(cls, cookie: str) -> Self:
        """The choices as a cookie tells them, whatever somebody may have written there."""
        said = [part.partition("-")[::2] for part in cookie.split(".")]
        return cls().changed(dict(said))

    def changed(self, wishes: Mapping[str, str]) -> Self:
        """The same with those wishes that are among the choices."""
        return replace(
            self,
            **{name: wishes[name] for name in CHOICES if wishes.get(name) in CHOICES[name]},
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Only what differs from what everybody gets."""
        return {
            name: getattr(self, name)
            for name, answers in CHOICES.items()
            if getattr(self, name) != answers[0]
        }

    @property
    def cookie(self) -> str:
        """The choices as they are kept; empty when there are none to keep."""
        return ".".join(f"{name}-{answer}" for name, answer in self.chosen.items())

    @property
    def classes(self) -> str:
        """The class names that the style sheet knows them by."""
        return " ".join(f"{name}-{answer}" for name, answer in self.chosen.items())

    @property
    def next_text(self) -> str:
        """The size that the button "Större text" leads to: one larger, at last the usual again."""
        sizes = CHOICES["text"]
        return sizes[(sizes.index(self.text) + 1) % len(sizes)]

    @property
    def next_contrast(self) -> str:
        """The contrast that the button leads to."""
        return "normal" if self.contrast == "strong" else "strong"
