# SPDX-License-Identifier: EUPL-1.2
"""The shape of the whole: sizes, names, directions. Each check is also shown to fail."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

from tests import shape, shape_of_pages, shape_of_words
from tests.shape import Source

# What stands against a check, and why it may. An entry that nobody needs any more fails.
LOOK = "traffpunkt/ui/templates"
ALLOWED = {
    (f"{LOOK}/django/forms/errors/summary.html", "moves the visitor about"): (
        "after a refused form the summary of what to mend is read first"
    ),
    (f"{LOOK}/django/forms/widgets/multiple_input.html", "includes by a variable"): (
        "each choice names its own template; the names are Django's"
    ),
    ("traffpunkt/config/serving.py", "imports socket"): (
        "the server asks whether its own port is taken, before any request"
    ),
    ("traffpunkt/activities/templates/activities/_player.html", "an element that has no place"): (
        "the player that is framed only after somebody has pressed for it"
    ),
    ("traffpunkt/activities/templatetags/structured.py", "calls SafeString"): (
        "JSON in a block of facts, in signs that cannot end it (ADR 20)"
    ),
    ("traffpunkt/activities/templates/activities/embedding.html", "target:"): (
        "within somebody else's page our own must open in the whole window; framed they may not be"
    ),
    ("traffpunkt/home/views/guests.py", "asks the whole table Municipality.objects"): (
        "the page that lists the municipalities belongs to none of them"
    ),
}


def is_allowed(complaint: str) -> bool:
    return any(complaint.startswith(f"{name}:") and words in complaint for name, words in ALLOWED)


EACH_FILE = [(check, "all_python") for check in shape.ON_EACH_FILE]
OUR_CODE = [(check, "our_python") for check in shape.ON_OUR_CODE]
TEMPLATES = [(check, "templates") for check in shape_of_pages.ON_TEMPLATES]
PAGES = [(check, "pages") for check in shape_of_pages.ON_PAGES]
STYLES = [(check, "styles") for check in shape_of_pages.ON_STYLES]
SCRIPTS = [(check, "scripts") for check in shape_of_pages.ON_SCRIPTS]
CHECKS = EACH_FILE + OUR_CODE + TEMPLATES + PAGES + STYLES + SCRIPTS


def sources(kind: str) -> list[Source]:
    found: list[Source] = (getattr(shape, kind, None) or getattr(shape_of_pages, kind))()
    return found


@pytest.mark.parametrize(
    ("check", "kind"), CHECKS, ids=lambda value: getattr(value, "__name__", "")
)
def test_the_repository_keeps_its_shape(check, kind):
    found = shape.complaints(check, sources(kind))

    assert [complaint for complaint in found if not is_allowed(complaint)] == []


def test_nothing_is_allowed_that_nobody_does():
    found = [one for check, kind in CHECKS for one in shape.complaints(check, sources(kind))]

    for name, words in ALLOWED:
        assert any(one.startswith(f"{name}:") and words in one for one in found), (name, words)


VIEW = "traffpunkt/home/views/guests.py"
PAGE = "traffpunkt/people/templates/people/page.html"
STYLE = "traffpunkt/ui/static/ui/base.css"
SCRIPT = "traffpunkt/ui/static/ui/js/listen.js"

BREACHES = [
    (shape.licence_is_first, VIEW, "import os\n"),
    (shape.fits_on_a_screen, VIEW, "x = 1\n" * 401),
    (shape.fits_on_a_screen, VIEW, "def long():\n" + "    x = 1\n" * 40),
    (shape.views_are_short, VIEW, 'def home(request):\n    """A."""\n' + "    x = 1\n" * 16),
    (shape.views_are_functions, VIEW, "class Home:\n    pass\n"),
    (
        shape.views_ask_their_municipality,
        VIEW,
        "def home(request):\n    return Venue.objects.all()\n",
    ),
    (shape.views_ask_their_municipality, VIEW, "def home(r):\n    return r.venues.filter(pk=1)\n"),
    (shape.no_signals, VIEW, "from django.dispatch import receiver\n"),
    (shape.no_signals, VIEW, "from django.db.models.signals import post_save\n"),
    (shape.network_only_at_the_edge, VIEW, "import smtplib\n"),
    (shape.network_only_at_the_edge, VIEW, "from urllib.request import urlopen\n"),
    (shape.network_only_at_the_edge, VIEW, "from django.core.mail import send_mail\n"),
    (shape.nothing_is_marked_safe, VIEW, "from django.utils.safestring import mark_safe\n"),
    (shape.nothing_is_marked_safe, VIEW, "safestring.mark_safe('x')\n"),
    (shape.names_are_from_daily_speech, VIEW, "class SignupManager:\n    pass\n"),
    (shape.names_are_from_daily_speech, VIEW, "def handle_data():\n    pass\n"),
    (shape.names_are_from_daily_speech, "traffpunkt/home/utils.py", "x = 1\n"),
    (shape.says_what_it_is_for, VIEW, "def home(request):\n    return 1\n"),
    (shape.says_what_it_is_for, VIEW, 'class A:\n    """A."""\n    def b(self):\n        pass\n'),
    (shape.nothing_stands_in_the_field, VIEW, 'attrs={"placeholder": "namn"}\n'),
    (shape_of_pages.template_has_its_licence, PAGE, "<p></p>"),
    (shape_of_pages.template_fits, PAGE, "<p>\n" * 121),
    (shape_of_pages.template_leans_downward, PAGE, '{% extends "home/home.html" %}'),
    (shape_of_pages.template_leans_downward, PAGE, '{% include "activities/_row.html" %}'),
    (shape_of_pages.template_leans_downward, PAGE, "{% include piece %}"),
    (shape_of_pages.components_have_no_hidden_input, PAGE, '{% include "ui/x.html" with a=b %}'),
    (shape_of_pages.page_is_plain, PAGE, '<p style="x">'),
    (shape_of_pages.page_is_plain, PAGE, "<style>"),
    (shape_of_pages.page_is_plain, PAGE, "<script>x</script>"),
    (shape_of_pages.page_is_plain, PAGE, '<button onclick="x()">'),
    (shape_of_pages.page_is_plain, PAGE, '<a href="javascript:x">'),
    (shape_of_pages.page_is_plain, PAGE, '<input placeholder="x">'),
    (shape_of_pages.page_is_plain, PAGE, '<a target="_blank">'),
    (shape_of_pages.page_is_plain, PAGE, "{{ text|safe }}"),
    (shape_of_pages.page_is_plain, PAGE, '<img src="https://annan.example/x.png">'),
    (shape_of_pages.page_is_plain, PAGE, '<input type="password">'),
    (shape_of_pages.posts_carry_a_token, PAGE, '<form method="post"></form>'),
    (shape_of_pages.style_reads_in_both_directions, STYLE, "a { margin-left: 1rem }"),
    (shape_of_pages.style_reads_in_both_directions, STYLE, "a {\n  left: 0 }"),
    (shape_of_pages.style_reads_in_both_directions, STYLE, "a { text-align: right }"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "a { color: oklch(1 2 3) }"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "a { & b { color: red } }"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "@layer x { a { b { color: red } } }"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "@container (min-width: 1px) { }"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "@media (width >= 40em) { }"),
    (
        shape_of_pages.style_works_on_old_tablets,
        STYLE,
        "a { color: color-mix(in srgb, red, blue) }",
    ),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "@import 'x.css';"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "a { background: url(//x.example/y) }"),
    (shape_of_pages.script_is_one_behaviour, SCRIPT, "x;\n" * 51),
    (shape_of_pages.script_is_one_behaviour, SCRIPT, "a.innerHTML = b"),
    (shape_of_pages.script_is_one_behaviour, SCRIPT, 'fetch("https://annan.example")'),
]


@pytest.mark.parametrize(("check", "name", "text"), BREACHES)
def test_each_check_sees_its_breach(check, name, text):
    assert list(check(Source(name, text)))


def test_each_check_has_a_breach_that_it_sees():
    assert {check for check, _kind in CHECKS} == {check for check, _name, _text in BREACHES}


SOUND = [
    (shape.views_are_short, VIEW, 'def home(request):\n    """A.\n\n    B.\n    """\n' + "    x\n" * 15),
    (shape.views_ask_their_municipality, VIEW, "A.objects.within(request.municipality).all()\n"),
    (shape.nothing_is_marked_safe, VIEW, "def a() -> SafeString:\n    pass\n"),
    (shape.views_ask_their_municipality, VIEW, "def a(request):\n    request.municipality.venues.all()\n"),
    (shape.network_only_at_the_edge, "traffpunkt/outbox/sending.py", "import smtplib\n"),
    (shape.names_are_from_daily_speech, VIEW, "def informed():\n    pass\n"),
    (shape.says_what_it_is_for, "traffpunkt/home/tests/test_x.py", "def test_x():\n    pass\n"),
    (shape_of_pages.template_leans_downward, PAGE, '{% extends "base.html" %}{% include "ui/x.html" %}'),
    (shape_of_pages.template_leans_downward, PAGE, '{% include "people/_row.html" %}'),
    (shape_of_pages.template_leans_downward, PAGE, '{# {% extends "home/x.html" %} #}'),
    (shape_of_pages.page_is_plain, PAGE, '<script type="module" src="/x.js"></script>'),
    (shape_of_pages.page_is_plain, PAGE, '<script type="application/ld+json">{}</script>'),
    (shape_of_pages.style_reads_in_both_directions, STYLE, "a { margin-inline-start: 1rem; inset: 0 }"),
    (shape_of_pages.style_works_on_old_tablets, STYLE, "@layer x { @media (min-width: 1px) { a { b: c } } }"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "name", "text"), SOUND)
def test_no_check_complains_of_what_is_sound(check, name, text):
    assert list(check(Source(name, text))) == []


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("traffpunkt.")]


def package_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def foreign_keys() -> list[tuple[str, str, str]]:
    """Each relation as its name, the package it is in, the package it points at."""
    return [
        (f"{model.__name__}.{field.name}", package_of(model), package_of(field.related_model))
        for model in our_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model and field.related_model.__module__.startswith("traffpunkt.")
    ]


def test_foreign_keys_point_downward():
    assert foreign_keys()
    upward = [row for row in foreign_keys() if shape.points_upward(row[1], row[2])]
    assert upward == []


def test_an_upward_key_and_one_to_a_sibling_would_be_seen():
    assert shape.points_upward("people", "activities")
    assert shape.points_upward("outbox", "channels")
    assert not shape.points_upward("activities", "people")
    assert not shape.points_upward("people", "people")
    with pytest.raises(LookupError):
        shape.height("common")


def test_each_package_is_in_a_layer():
    packages = {path.parent.name for path in shape.ROOT.glob("traffpunkt/*/__init__.py")}

    assert packages == set().union(*shape.layers())


def test_each_model_says_what_it_is_for():
    silent = [
        model.__name__
        for model in our_models()
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]
    assert silent == []


def test_each_model_has_names_for_the_screen():
    unnamed = [
        model.__name__
        for model in our_models()
        if str(model._meta.verbose_name) == model.__name__.lower()
        and model.__name__.lower() not in {"person", "organisation"}
    ]
    assert unnamed == []


def test_styles_and_scripts_together_are_small():
    sheets = shape_of_pages.styles()
    papers = sum(len(source.lines) for source in sheets if shape_of_pages.is_of_paper(source))
    screens = sum(len(one.lines) for one in sheets if shape_of_pages.is_of_screens(one))
    styles = sum(len(source.lines) for source in sheets) - papers - screens
    scripts = sum(len(source.lines) for source in shape_of_pages.scripts())

    assert 0 < papers <= shape_of_pages.MOST_STYLE_OF_PAPER
    assert 0 < screens <= shape_of_pages.MOST_STYLE_OF_SCREENS
    assert styles <= shape_of_pages.MOST_STYLE
    assert scripts <= shape_of_pages.MOST_SCRIPT


def test_packages_import_downward():
    linter = subprocess.run(
        [f"{sys.prefix}/bin/lint-imports", "--no-cache"],
        cwd=shape.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert linter.returncode == 0, linter.stdout


def test_the_settings_hold_what_the_shape_asks():
    # W003 knows Django's own middleware by name only; that ours is one is asked below (ADR 0008).
    # W161 takes a rule about eight o'clock for the moment at which somebody runs the check.
    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W003", "fields.W161"]
    middleware = [import_string(path) for path in settings.MIDDLEWARE]
    assert any(isinstance(one, type) and issubclass(one, CsrfViewMiddleware) for one in middleware)
    assert not settings.DEBUG
    assert not settings.SESSION_SAVE_EVERY_REQUEST
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def avoided_words() -> dict[str, str]:
    return shape_of_words.avoided(shape_of_words.WORDS.read_text())


def test_no_avoided_word_stands_on_the_screen():
    banned = avoided_words()
    assert len(banned) > 20
    written = shape_of_pages.templates() + [one for one in shape.our_python() if not one.is_test]
    found = [
        complaint
        for source in written
        for complaint in shape_of_words.no_avoided_word(source, banned)
    ]
    assert [complaint for complaint in found if not is_allowed(complaint)] == []


TABLE = """
# Ord

| Säg | Undvik | Varför |
|---|---|---|
| aktivitet | event, evenemang | svenska |
| spara | submit · skicka in (i formulär) | |

Event här är inte i tabellen.
"""


def test_the_list_of_words_is_read_from_its_table():
    assert shape_of_words.avoided(TABLE) == {
        "event": "aktivitet",
        "evenemang": "aktivitet",
        "submit": "spara",
        "skicka in": "spara",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (PAGE, "<p>Alla eventen</p>"),
        (PAGE, '{% translate "Vårt event" %}'),
        (PAGE, "{% blocktranslate trimmed %}\n  Ett event i {{ month }}\n{% endblocktranslate %}"),
        (PAGE, '<img alt="Ett event">'),
        (VIEW, '_("Ett nytt evenemang")'),
        (VIEW, 'ngettext("%(n)s event", "%(n)s aktiviteter", 1)'),
    ],
)
def test_an_avoided_word_is_seen(name, text):
    assert list(shape_of_words.no_avoided_word(Source(name, text), shape_of_words.avoided(TABLE)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (PAGE, "<p>Eventuellt</p>"),
        (PAGE, '<button type="submit">Spara</button>'),
        (PAGE, "{# event #}{{ event.name }}{% if event %}{% endif %}"),
        (VIEW, 'Kind("event")'),
        (VIEW, '_("Eventuellt regn")'),
    ],
)
def test_code_and_other_words_are_let_be(name, text):
    assert not list(
        shape_of_words.no_avoided_word(Source(name, text), shape_of_words.avoided(TABLE))
    )
