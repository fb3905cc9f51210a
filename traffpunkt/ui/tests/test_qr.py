# SPDX-License-Identifier: EUPL-1.2
from traffpunkt.ui.qr import qr


def test_a_code_is_drawn_by_strokes_alone_within_its_size():
    code = qr("https://traff.example/anmalan/abc/")

    assert code.size >= 29
    assert code.path.startswith("M")
    assert "<" not in code.path


def test_two_addresses_have_two_codes():
    assert qr("https://a.example/").path != qr("https://b.example/").path
