# SPDX-License-Identifier: EUPL-1.2
"""The programme within a page of the municipality's own site, in a real browser."""

import pytest

from tests.makers import make_activity, make_municipality, make_occasion

LISTED, OTHER = "https://www.kommunen.example", "https://www.annan.example"


def framed_by(walker, site, live_server):
    """What the frame shows within a page of some site."""
    html = f'<!doctype html><title>x</title><iframe src="{live_server.url}/inbaddning/"></iframe>'
    walker.page.route(
        f"{site}/**", lambda route: route.fulfill(body=html, content_type="text/html")
    )
    walker.page.goto(f"{site}/")
    walker.page.wait_for_timeout(500)
    return walker.page.frames[1]


@pytest.mark.parametrize(("site", "is_shown"), [(LISTED, True), (OTHER, False)])
def test_only_a_listed_site_shows_it(walker, live_server, site, is_shown):
    here = make_municipality(framed_by=[LISTED])
    make_occasion(activity=make_activity(municipality=here, title="Sittgympa"))

    frame = framed_by(walker, site, live_server)

    assert (frame.get_by_text("Sittgympa").count() == 1) is is_shown


def test_a_press_in_the_frame_opens_our_page_in_the_whole_window(walker, live_server):
    here = make_municipality(framed_by=[LISTED])
    occasion = make_occasion(activity=make_activity(municipality=here, title="Sittgympa"))

    framed_by(walker, LISTED, live_server).get_by_text("Sittgympa").click()
    walker.page.wait_for_url("**/tillfalle/**")

    assert walker.page.url == f"{live_server.url}/tillfalle/{occasion.pk}/"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_whole_by_itself(new_walker, width, scheme):
    make_occasion(activity=make_activity(title="Sittgympa till musik från sextiotalet"))

    walker = new_walker(width=width, color_scheme=scheme).open("/inbaddning/")

    assert walker.faults() == []
    assert not walker.spills()
    assert walker.small_targets(48) == []
    assert not walker.enlarge(2).spills()
