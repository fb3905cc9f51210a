# SPDX-License-Identifier: EUPL-1.2
"""The files that are handed out hold the grounds, and none of the masked words."""

import csv
import io
import json

import pytest
from pypdf import PdfReader

from tests.makers import (
    in_days,
    make_activity,
    make_occasion,
    make_person,
    make_signup,
    the_municipality,
)
from traffpunkt.home import searches
from traffpunkt.home.grounds import masked
from traffpunkt.home.tests.drafts import (
    HEALTH,
    SOCIAL,
    begun,
    fetched,
    page,
    pressed,
    secret_draft,
)
from traffpunkt.journal.models import SYSTEM, Entry
from traffpunkt.places.models import FaultReport

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("shape", ["pdf", "csv", "json"])
def test_the_masked_words_are_nowhere_in_the_file(karin, shape):
    answer = fetched(secret_draft(), karin, shape)
    raw = answer.content
    said = raw.decode("utf-8", "replace")
    if shape == "pdf":
        reader = PdfReader(io.BytesIO(raw))
        parts = [page.extract_text() for page in reader.pages]
        parts += [str(reader.metadata), str(reader.outline), str(reader.xmp_metadata)]
        said = " ".join("\n".join(parts).split())

    assert answer.status_code == 200
    for word in ("Astrid", "döv", "Lisa", "0701740605"):
        assert word not in said
    assert SOCIAL in said
    assert HEALTH in said
    assert "En person. Namnet är maskerat." in said
    assert f'filename="handlingar.{shape}"' in answer["Content-Disposition"]


def test_the_paper_has_tags_a_cover_and_how_one_appeals(karin):
    the_municipality().change({"appeal": "Skriv till kammarrätten i Ängsby."}, by=SYSTEM)

    reader = PdfReader(io.BytesIO(fetched(secret_draft(), karin, "pdf").content))
    cover = " ".join(reader.pages[0].extract_text().split())

    assert "/StructTreeRoot" in reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "Utlämnade handlingar"
    assert "2 handlingar. " in cover
    assert "Skriv till kammarrätten i Ängsby." in cover


def test_the_journal_says_that_it_was_handed_out_and_the_row_how_much(karin):
    draft = secret_draft()

    fetched(draft, karin, "json")
    draft.refresh_from_db()

    (line,) = Entry.objects.filter(verb="handed-out")
    assert (line.noun, line.number, line.actor) == ("places.disclosure", draft.pk, str(karin.actor))
    assert draft.documents == 2
    assert draft.masked >= 5


def test_the_table_says_on_which_ground_and_is_no_formula(karin):
    FaultReport.objects.create(municipality=the_municipality(), text="=SUMMA(A1)")
    draft = begun("fault")
    draft.mask({f"fault-{FaultReport.objects.get().pk}-text": "out"}, by=SYSTEM)

    rows = list(
        csv.reader(
            io.StringIO(fetched(draft, karin, "csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )

    assert ["1", "Anmälda brister och svar", "Vad som inte gick", "'=SUMMA(A1)", ""] in rows
    assert rows[0] == ["municipality", the_municipality().name]


def test_json_has_each_field_with_its_ground(karin):
    make_signup(make_occasion(starts=in_days(3)), "Astrid")

    told_ = json.loads(fetched(begun("signup"), karin, "json").content)

    assert told_["documents"] == 1
    assert {"label": "Person", "text": masked("21:1"), "ground": "21:1"} in told_["records"][0][
        "fields"
    ]


def test_more_documents_than_paper_holds_are_led_to_a_table(karin, monkeypatch):
    monkeypatch.setattr("traffpunkt.home.handing_out.MOST_ON_PAPER", 0)

    answer = fetched(secret_draft(), karin, "pdf")

    assert answer.status_code == 302
    assert not Entry.objects.filter(verb="handed-out").exists()


def test_a_draft_that_has_grown_beyond_the_most_is_not_handed_out(karin, monkeypatch):
    draft = secret_draft()
    monkeypatch.setattr(searches, "MOST", 1)

    assert fetched(draft, karin, "csv").status_code == 302
    assert fetched(draft, karin, "docx").status_code == 404


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_the_cover_is_masked_as_the_documents_are(karin, shape):
    hidden = make_person("Siv Ek")
    hidden.hidden = True
    hidden.save()
    date = make_occasion(starts=in_days(3), activity=make_activity(title="Sivs sorgegrupp"))
    draft = begun("occasion", activities=[date.activity_id])
    draft.mask_words("sorgegrupp", "26:1", by=SYSTEM)

    said = fetched(draft, karin, shape).content.decode()
    draft.refresh_from_db()

    assert "Siv" not in said
    assert "sorgegrupp" not in said
    assert said.count(f"{masked('21:3')} {masked('26:1')}") == 2
    assert draft.masked == 4


@pytest.mark.parametrize("what", ["comes", "changes", "is unmasked"])
def test_what_nobody_has_looked_at_is_not_handed_out(karin, what):
    report = FaultReport.objects.create(municipality=the_municipality(), text="Kartan är liten.")
    draft = begun("fault")
    shown = page(draft, karin)
    if what == "comes":
        FaultReport.objects.create(municipality=the_municipality(), text="Jag är döv.")
    elif what == "changes":
        FaultReport.objects.update(text="Jag är döv.")
    else:
        draft.mask({f"fault-{report.pk}-text": "out"}, by=SYSTEM)

    refused = pressed(draft, karin, "csv", shown, follow=True)

    assert "Något har kommit till eller ändrats. Gå igenom det igen." in refused.content.decode()
    assert not Entry.objects.filter(verb="handed-out").exists()
    assert pressed(draft, karin, "csv", refused)["Content-Type"] == "text/csv"


def test_the_looks_at_the_documents_are_none_of_them(karin):
    make_person("Astrid").note_reading(by=SYSTEM)
    draft = begun("entry", "fault")

    shown = page(draft, karin)
    page(draft, karin)
    answer = pressed(draft, karin, "json", shown)

    assert answer.status_code == 200
    documents = shown.context["masking"].search.count()
    assert json.loads(answer.content)["documents"] == documents >= 1
