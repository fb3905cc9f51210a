# SPDX-License-Identifier: EUPL-1.2
"""Media that cannot be put in its place never takes along what is there."""

import shutil

import pytest

from traffpunkt.config import restoring


@pytest.fixture
def here(own_var, settings):
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "bild.txt").write_text("före")
    return settings.MEDIA_ROOT


@pytest.fixture
def copied(tmp_path):
    media = tmp_path / "copy" / "media"
    media.mkdir(parents=True)
    (media / "bild.txt").write_text("efter")
    return media


def test_the_copy_takes_the_place_of_what_is_there(here, copied):
    restoring.swap_media(copied)

    assert (here / "bild.txt").read_text() == "efter"
    assert not here.with_name("media-before").exists()


@pytest.mark.parametrize("there", [True, False])
def test_a_full_disk_leaves_what_was_there(here, copied, monkeypatch, there):
    if not there:
        shutil.rmtree(here)
    move = shutil.move

    def full(source, target):
        if source == copied:
            raise OSError("disk full")
        return move(source, target)

    monkeypatch.setattr(shutil, "move", full)

    with pytest.raises(OSError, match="disk full"):
        restoring.swap_media(copied)

    assert here.exists() == there
    if there:
        assert (here / "bild.txt").read_text() == "före"


def test_a_copy_without_media_leaves_none(here, copied):
    shutil.rmtree(copied)

    restoring.swap_media(copied)

    assert not here.exists()
