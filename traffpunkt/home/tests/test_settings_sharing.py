# SPDX-License-Identifier: EUPL-1.2
import pytest

from tests.makers import make_topic, make_venue, the_municipality
from tests.pages import Page
from traffpunkt.home.tests.settings_rooms import browser
from traffpunkt.journal.models import Entry

pytestmark = pytest.mark.django_db

ADDRESS = "/arbete/installningar/er-webbplats/"
SITE = "https://www.kommunen.se"


def test_karin_lists_the_sites_and_copies_the_text(karin):
    desk = browser(karin)
    assert "Text att kopiera" not in desk.get(ADDRESS).content.decode()

    answer = desk.post(ADDRESS, {"framed_by": f"{SITE}/omsorg/\r\n"}, follow=True)

    assert the_municipality().framed_by == [SITE]
    assert "Webbplatserna är sparade." in answer.content.decode()
    [copied] = [each for each in Page(answer.content.decode()).all("textarea") if not each["name"]]
    assert copied.text.startswith('<iframe src="http://testserver/inbaddning/" title="')
    assert copied.text.endswith("</iframe>")


def test_the_same_sites_again_leave_no_trace(karin):
    desk = browser(karin)
    desk.post(ADDRESS, {"framed_by": SITE})
    desk.post(ADDRESS, {"framed_by": f"{SITE}/"})

    assert Entry.objects.about(the_municipality()).count() == 1


def test_what_is_no_site_is_refused_and_nothing_typed_is_lost(karin):
    answer = browser(karin).post(ADDRESS, {"framed_by": "http://www.kommunen.se"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv så här: https://www.kommunen.se" in page
    assert ">\nhttp://www.kommunen.se</textarea>" in page
    assert the_municipality().framed_by == []


def test_no_site_at_all_takes_it_back(karin):
    desk = browser(karin)
    desk.post(ADDRESS, {"framed_by": SITE})
    desk.post(ADDRESS, {"framed_by": ""})

    assert the_municipality().framed_by == []


def test_the_feeds_and_open_data_are_named_with_whole_addresses(karin):
    page = browser(karin).get(ADDRESS).content.decode()

    for address in ("kalender.ics", "program.atom", "program.json"):
        assert f'href="http://testserver/{address}"' in page
    assert 'href="/api/v1/"' in page
    assert 'href="/inbaddning/"' in page


def test_a_name_with_signs_of_markup_stays_a_name(karin):
    here = the_municipality()
    here.name = 'Åby "&" <b>'
    here.framed_by = [SITE]
    here.save()

    [copied] = [
        each
        for each in Page(browser(karin).get(ADDRESS).content.decode()).all("textarea")
        if not each["name"]
    ]

    assert 'title="Det som kommer i Åby &quot;&amp;&quot; &lt;b&gt;"' in copied.text


def test_the_list_may_show_one_place_and_one_topic(karin):
    here = the_municipality()
    here.framed_by = [SITE]
    here.save()
    make_venue(municipality=here, slug="angen", name="Ängen")
    make_topic(municipality=here, key="data", name="Dator")

    page = Page(browser(karin).get(ADDRESS, {"plats": "angen", "amne": "data"}).content.decode())

    [copied] = [each for each in page.all("textarea") if not each["name"]]
    assert 'inbaddning/?plats=angen&amp;amne=data"' in copied.text


def test_a_place_that_is_not_there_shows_the_whole_programme(karin):
    here = the_municipality()
    here.framed_by = [SITE]
    here.save()

    page = Page(browser(karin).get(ADDRESS, {"plats": "borta"}).content.decode())

    [copied] = [each for each in page.all("textarea") if not each["name"]]
    assert '/inbaddning/"' in copied.text
