# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.exceptions import ValidationError

from tests.makers import make_municipality
from traffpunkt.places.framing import MOST_SITES, read_origins


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.kommunen.se", ["https://www.kommunen.se"]),
        ("www.kommunen.se/omsorg", ["https://www.kommunen.se"]),
        ("  HTTPS://Www.Kommunen.SE/omsorg/?a=b#c ", ["https://www.kommunen.se"]),
        ("https://kommunen.se:8443/", ["https://kommunen.se:8443"]),
        ("https://www.gävle.se", ["https://www.xn--gvle-loa.se"]),
        ("https://a.se\n\nhttps://b.se\nhttps://a.se/\n", ["https://a.se", "https://b.se"]),
        ("", []),
    ],
)
def test_a_site_is_understood_however_its_address_is_written(typed, kept):
    assert read_origins(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "http://www.kommunen.se", "kommunen", "https://", "*", "https://*.kommunen.se",
        "https://kommunen", "https://a.se; script-src *", "'self'", "https://a.se b.se",
        "javascript:alert(1)", "https://karin@a.se", "https://a.se:99999", "https://[::1",
        "https://-a.se", "https://a..se", "https://" + "a" * 64 + ".se", "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_site_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"https://www\.kommunen\.se"):
        read_origins(typed)


def test_there_is_a_most_number_of_sites():
    read_origins("\n".join(f"https://a{number}.se" for number in range(MOST_SITES)))
    with pytest.raises(ValidationError, match="högst"):
        read_origins("\n".join(f"https://a{number}.se" for number in range(MOST_SITES + 1)))


@pytest.mark.django_db
@pytest.mark.parametrize("origins", ["https://a.se", ["https://a.se/"], ["'self'"], [1]])
def test_only_sites_as_browsers_name_them_are_kept(origins):
    with pytest.raises(ValidationError):
        make_municipality(framed_by=origins).full_clean()


@pytest.mark.django_db
def test_sites_that_are_named_rightly_are_kept():
    make_municipality(framed_by=["https://a.se"]).full_clean()
