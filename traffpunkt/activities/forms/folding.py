# SPDX-License-Identifier: EUPL-1.2
"""Forms that show what is needed first and fold the rest under "Fler val"."""

from typing import ClassVar

from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from traffpunkt.ui.left_open import LeftOpen


class Folding(LeftOpen):
    """A form that knows which fields come first; the rest is folded until it is wanted."""

    FIRST: ClassVar[tuple[str, ...]] = ()
    # Nothing is wrong yet while more is being added to the page.
    is_quiet = False

    @property
    def errors(self) -> ErrorDict:
        """What is wrong, once something was sent to be understood."""
        return ErrorDict() if self.is_quiet else super().errors

    @property
    def shown(self) -> list[BoundField]:
        """The fields that always show."""
        return [self[name] for name in self.FIRST]

    @property
    def folded(self) -> list[BoundField]:
        """The fields that may be left alone."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def is_open(self) -> bool:
        """Whether something wrong is folded, so that it must be seen."""
        return any(field.errors for field in self.folded)
