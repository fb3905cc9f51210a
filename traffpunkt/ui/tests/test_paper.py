# SPDX-License-Identifier: EUPL-1.2
"""Paper is a tagged PDF of our own letters, made in a process that can reach nothing else."""

import contextlib
import gc
import io
import resource
import subprocess
import sys

import pytest
from pypdf.generic import ContentStream
from weasyprint.urls import FatalURLFetchingError

from tests import paper as read
from traffpunkt.ui import booklet, paper, press

PAGE = """<!doctype html><html lang="sv"><head><title>Program för Ängen</title>
<link rel="stylesheet" href="paper:paper/sheet.css"></head>
<body data-foot="Frågor?">{body}</body></html>"""
SMALL = PAGE.format(
    body="<h1>Råå, Älvsjö och Öja</h1><p>Vi ses hos <bdi>بشير</bdi> och Astrid.</p>"
    "<p><a href='https://kommunen.example/1/'>Stickcafé</a>"
    "<img src='qr:https://kommunen.example/1/' alt='Ruta'></p>"
)


def leaflet(pages: int) -> str:
    """So many pages to be folded, each with its number and a link."""
    body = "".join(
        f"<h1 style='break-before: page'>Sidan {n}</h1><p><a href='https://x.example/{n}/'>Nr {n}</a></p>"
        for n in range(1, pages + 1)
    )
    return PAGE.format(body=body).replace("</head>", "<style>@page{size:A5}</style></head>")


@pytest.fixture(scope="module")
def small():
    return read.opened(press.pressed(SMALL))


def test_a_paper_is_tagged_and_says_its_language_and_its_title(small):
    root = read.root(small)

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert small.metadata.title == "Program för Ängen"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert read.paper(small.pages[0]) == (210, 297)


def test_swedish_letters_and_names_from_the_right_are_read_as_they_are_written(small):
    aloud = read.read_aloud(small)

    assert [kind for kind, _words in aloud if kind.startswith("H")] == ["H1"]
    said = " ".join(" ".join(words.split()) for _kind, words in aloud)
    assert "Råå, Älvsjö och Öja" in said
    assert set("بشير") <= set(said)


def test_each_letter_lies_in_the_file_and_swedish_ones_are_of_our_own_font(small):
    fonts = read.fonts(small)

    assert all(fonts.values())
    assert "Atkinson-Hyperlegible-Next" in fonts
    assert "Atkinson-Hyperlegible-Next-Bold" in fonts


def test_a_link_leads_where_it_did_on_the_page(small):
    assert list(read.links(small.pages[0])) == ["https://kommunen.example/1/"]


@pytest.mark.parametrize(
    "address",
    [
        "https://exempel.se/a.png",
        "http://127.0.0.1/a.png",
        "file:///etc/passwd",
        "ftp://exempel.se/a.png",
        "data:image/png;base64,AAAA",
        "paper:../../../config/settings.py",
        "paper:/etc/passwd",
        "paper:js/listen.js",
        "paper:fonts/OFL.txt",
        "paper:nothing.css",
    ],
)
def test_nothing_but_our_own_sheets_and_fonts_is_fetched(address):
    page = PAGE.format(body=f"<img src='{address}' alt=''>")

    with pytest.raises(FatalURLFetchingError):
        press.pressed(page)
    assert press.main([], io.BytesIO(page.encode()), io.BytesIO()) == press.FOREIGN


def test_the_press_reads_a_page_and_writes_a_pdf():
    target = io.BytesIO()

    assert press.main(["--booklet"], io.BytesIO(SMALL.encode()), target) == 0

    assert target.getvalue().startswith(b"%PDF-1.7")


def test_the_press_takes_no_more_than_it_may(monkeypatch):
    bounds: dict[int, tuple[int, int]] = {}
    cleared = []
    monkeypatch.setattr(resource, "setrlimit", bounds.__setitem__)
    monkeypatch.setattr(gc, "disable", lambda: cleared.append(True))

    press.bind()

    assert bounds[resource.RLIMIT_AS] == (press.MEMORY, press.MEMORY)
    assert bounds[resource.RLIMIT_CPU] == (press.SECONDS, press.SECONDS)
    assert cleared


def test_paper_comes_from_a_process_of_its_own_that_knows_no_secrets(monkeypatch):
    told = {}
    run = subprocess.run

    def see(command, **given):
        told.update(given["env"])
        return run(command, **given)

    monkeypatch.setattr(subprocess, "run", see)
    monkeypatch.setenv("TRAFFPUNKT_SECRET_KEY", "hemlig")

    printed = read.opened(paper.pdf(SMALL))

    assert "Stickcafé" in read.words(printed)
    assert not [name for name in told if name.startswith(("TRAFFPUNKT", "DATABASE", "DJANGO"))]


def test_what_went_wrong_is_said_in_words_that_help():
    with pytest.raises(paper.NoPaper, match="Det gick inte att göra pappret"):
        paper.pdf(PAGE.format(body="<img src='https://exempel.se/a.png' alt=''>"))


def test_a_press_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(paper, "LONGEST", 0.01)

    with pytest.raises(paper.NoPaper, match="skriv ut en kortare tid"):
        paper.pdf(SMALL)


def test_two_print_at_a_time_and_a_third_is_asked_to_wait(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path / "new"
    monkeypatch.setattr(paper, "PATIENCE", 0.15)

    with contextlib.ExitStack() as doors:
        for _press in range(2):
            doors.enter_context(paper.free_press())
        with pytest.raises(paper.NoPaper, match="Vänta en liten stund"), paper.free_press():
            pass

    with paper.free_press():
        pass


def test_a_paper_that_everybody_may_see_is_printed_once(monkeypatch):
    presses = []

    def press_it(html, booklet):
        presses.append(html)
        return b"%PDF"

    monkeypatch.setattr(paper, "pdf", press_it)

    assert paper.kept("sidan") is None
    paper.pdf_to_keep("sidan")

    assert paper.kept("sidan") == b"%PDF"
    assert paper.kept("sidan", booklet=True) is None
    assert presses == ["sidan"]


def test_the_web_never_loads_the_press():
    program = (
        "import django, sys; django.setup(); from django.urls import reverse;"
        " reverse('home:home'); print('weasyprint' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert said.strip() == "False"


@pytest.mark.parametrize(
    ("pages", "order"),
    [
        (1, [(0, None), (None, None)]),
        (4, [(3, 0), (1, 2)]),
        (6, [(5, 0), (1, None), (None, 2), (3, 4)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_pages_lie_so_that_a_folded_pile_reads_in_order_and_the_last_is_the_back(pages, order):
    assert list(booklet.sides(pages)) == order


def test_a_booklet_lies_two_by_two_on_a4_and_is_read_in_its_own_order():
    reader = read.opened(press.pressed(leaflet(6), booklet=True))

    assert [read.paper(page) for page in reader.pages] == [(297, 210)] * 4
    assert "Sidan 6" in reader.pages[0].extract_text()
    assert "Sidan 1" in reader.pages[0].extract_text()
    heads = [words for kind, words in read.read_aloud(reader) if kind == "H1"]
    assert heads == [f"Sidan {n}" for n in range(1, 7)]
    assert 16.0 in read.sizes(reader)


def test_links_of_a_booklet_move_with_their_page():
    first, *_others = read.opened(press.pressed(leaflet(4), booklet=True)).pages

    links = read.links(first)

    assert set(links) == {"https://x.example/4/", "https://x.example/1/"}
    middle = float(first.mediabox.width) / 2
    assert links["https://x.example/4/"][2] < middle < links["https://x.example/1/"][0]


def test_each_mark_of_a_booklet_has_one_tag():
    reader = read.opened(press.pressed(leaflet(5), booklet=True))
    nums = read.root(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tags = dict(zip(nums[::2], nums[1::2], strict=True))

    for page in reader.pages:
        drawn = ContentStream(page.get_contents(), reader).operations
        marks = [given[1]["/MCID"] for given, operator in drawn if operator == b"BDC"]
        assert sorted(marks) == list(range(len(tags[page["/StructParents"]])))
    assert list(tags) == sorted(tags)
