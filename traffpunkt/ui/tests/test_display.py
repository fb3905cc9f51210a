# SPDX-License-Identifier: EUPL-1.2
"""Text size, contrast and colours are remembered, and nonsense in the cookie is no choice."""

from hypothesis import given
from hypothesis import strategies as st

from traffpunkt.ui.display import CHOICES, Display

displays = st.builds(
    Display, *[st.sampled_from(CHOICES[name]) for name in ("text", "contrast", "colours")]
)


def test_who_has_chosen_nothing_has_no_cookie() -> None:
    assert Display.read("") == Display()
    assert Display().cookie == ""
    assert Display().classes == ""


def test_a_choice_changes_only_itself() -> None:
    display = Display(contrast="strong").changed({"text": "larger", "colours": "pink", "x": "y"})

    assert display == Display(text="larger", contrast="strong")
    assert display.classes == "text-larger contrast-strong"


def test_the_button_for_larger_text_comes_round_again() -> None:
    sizes = [Display()]
    for _step in range(3):
        sizes.append(sizes[-1].changed({"text": sizes[-1].next_text}))

    assert [one.text for one in sizes] == ["normal", "larger", "largest", "normal"]


def test_the_button_for_contrast_goes_to_and_fro() -> None:
    assert Display().next_contrast == "strong"
    assert Display(contrast="strong").next_contrast == "normal"


@given(displays)
def test_every_choice_survives_its_cookie(display: Display) -> None:
    assert Display.read(display.cookie) == display


@given(st.text(max_size=200))
def test_whatever_stands_in_the_cookie_gives_only_known_classes(cookie: str) -> None:
    known = {f"{name}-{answer}" for name, answers in CHOICES.items() for answer in answers[1:]}

    assert set(Display.read(cookie).classes.split()) <= known
