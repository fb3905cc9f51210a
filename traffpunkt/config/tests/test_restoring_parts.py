# SPDX-License-Identifier: EUPL-1.2
"""What lies in a copy is laid in a folder as files, and nothing else is."""

import io
import stat
import tarfile

import pytest

from traffpunkt.config import restoring


def packed(tmp_path, *parts):
    archive = tmp_path / "copy.tar"
    with tarfile.open(archive, "w") as copy:
        for part in parts:
            copy.addfile(part, io.BytesIO(b"x" * part.size))
    return archive


def part(name, kind=tarfile.REGTYPE, mode=0o644, **facts):
    told = tarfile.TarInfo(name)
    told.type, told.mode = kind, mode
    told.size = 3 if kind == tarfile.REGTYPE else 0
    for fact, value in facts.items():
        setattr(told, fact, value)
    return told


def laid(archive, folder):
    with tarfile.open(archive) as copy:
        for one in copy:
            restoring.lay(copy, one, folder)


def test_files_lie_where_they_lay_and_folders_follow(tmp_path):
    folder = tmp_path / "laid"
    parts = part("media", tarfile.DIRTYPE), part("media/hus/bild.txt"), part("key", mode=0o622)

    laid(packed(tmp_path, *parts), folder)

    assert (folder / "media" / "hus" / "bild.txt").read_bytes() == b"xxx"
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "hostile",
    [
        part("media/x", tarfile.SYMTYPE, linkname="../secret-key"),
        part("media/x", tarfile.LNKTYPE, linkname="secret-key"),
        part("media/x", tarfile.FIFOTYPE),
        part("/etc/x"),
        part("media/../../x"),
    ],
    ids=lambda told: f"{told.name}-{told.type!r}",
)
def test_all_else_is_refused(tmp_path, hostile):
    with pytest.raises((tarfile.TarError, KeyError)):
        laid(packed(tmp_path, part("secret-key"), hostile), tmp_path / "laid")


def test_the_same_file_twice_is_refused(tmp_path):
    with pytest.raises(FileExistsError):
        laid(packed(tmp_path, part("a"), part("a")), tmp_path / "laid")
