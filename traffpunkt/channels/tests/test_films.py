# SPDX-License-Identifier: EUPL-1.2
import pytest

from traffpunkt.channels.films import player_address, youtube_film


@pytest.mark.parametrize(
    "address",
    ["https://www.youtube.com/watch?v=abcDEF123-_&t=5", "https://youtu.be/abcDEF123-_?si=x",
     "https://youtube.com/live/abcDEF123-_", "https://m.youtube.com/shorts/abcDEF123-_",
     "https://www.youtube-nocookie.com/embed/abcDEF123-_"],
)  # fmt: skip
def test_a_film_is_found_in_any_of_youtubes_addresses(address):
    assert youtube_film(address) == "abcDEF123-_"
    assert player_address(address).startswith("https://www.youtube-nocookie.com/embed/abcDEF123-_?")


@pytest.mark.parametrize(
    "address",
    ["https://www.youtube.com/@kommunen", "https://youtu.be/", "https://youtube.com/watch?v=kort",
     "https://youtube.com.evil.example/watch?v=abcDEF123-_", "https://teams.example/mote", "",
     "https://www.youtube.com/embed/"],
)  # fmt: skip
def test_other_addresses_hold_no_film(address):
    assert youtube_film(address) == ""
    assert player_address(address) == ""
