# SPDX-License-Identifier: EUPL-1.2
import pytest

from tests.makers import make_karin, make_venue
from traffpunkt.home.tests.settings_rooms import ROOT
from traffpunkt.journal.models import GUEST, Seal, record
from traffpunkt.journal.sealing import seal_new

pytestmark = pytest.mark.django_db


def test_the_days_seal_can_be_read_and_printed(signed_in):
    browser = signed_in(make_karin())
    record("opened", make_venue(), by=GUEST)
    seal_new()

    page = browser.get(f"{ROOT}sigill/").content.decode()

    assert Seal.objects.get().in_groups in page
    assert "data-print" in page


def test_before_anything_has_happened_there_is_none(signed_in):
    page = signed_in(make_karin()).get(f"{ROOT}sigill/").content.decode()

    assert "Det finns inget sigill än" in page
    assert "data-print" not in page


def test_the_way_there_stands_among_the_settings(signed_in):
    page = signed_in(make_karin()).get(ROOT).content.decode()

    assert f"{ROOT}sigill/" in page
