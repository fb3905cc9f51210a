# SPDX-License-Identifier: EUPL-1.2
"""Someone who walks through pages: counts presses and fields, looks at every page with axe."""

from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import Locator, Page, Request

from tests.signing import let_in
from traffpunkt.people.models import Account

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A link in a row is a word of a sentence when the sentence has begun and not ended before it;
# such a word may be as small as its line (WCAG 2.5.8). A command after a full stop may not.
SMALL_TARGETS = """least => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.offsetParent && e.type !== 'hidden' && !e.closest('p, dd, td, .skip') &&
               getComputedStyle(e).position !== 'absolute' &&
               !(e.matches('li > a') && e.previousSibling?.nodeType === Node.TEXT_NODE &&
                 /[^\\s.:!?]\\s*$/.test(e.previousSibling.data)))
  .map(e => (e.type === 'radio' || e.type === 'checkbox') ? (e.closest('label') || e) : e)
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""

# What a visitor who spaces her text more (WCAG 1.4.12) lays over a page; a sheet made by script is no
# inline style, so that our own rules against those stand as they are.
SPACING = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet] }"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    return e.offsetParent && e.textContent.trim() && style.position !== 'absolute' &&
      (['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1 ||
       ['hidden', 'clip'].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1) })
  .map(e => 'text is cut off in ' + e.outerHTML.slice(0, 90))"""
# Where the keyboard stands must show (2.4.7, 2.4.13) and lie under nothing else (2.4.11).
UNSEEN_FOCUS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.offsetParent && e.type !== 'hidden' && !e.disabled && e.tabIndex >= 0)
  .filter(e => { e.focus(); if (document.activeElement !== e) return false;
    const shows = x => { const s = getComputedStyle(x);
      return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 3 };
    e.scrollIntoView({block: 'center'});
    const box = e.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    const covered = there && !e.contains(there) && !there.contains(e) && !e.closest('label')?.contains(there);
    return covered || !(shows(e) || (e.closest('label') && shows(e.closest('label')))) })
  .map(e => 'focus does not show on ' + e.outerHTML.slice(0, 90))"""


class Walker:
    """A visitor. `presses` and `fields` say what the walk has cost since `begin`."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.presses = 0
        self.fields = 0
        self.foreign: list[str] = []
        page.set_default_timeout(6000)
        page.on("request", self.note)

    def note(self, request: Request) -> None:
        """Remember a request to any other host than ours."""
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.foreign.append(request.url)

    def open(self, path: str) -> "Walker":
        """Go to an address by typing it; costs nothing."""
        self.page.goto(path)
        return self

    def begin(self, path: str) -> "Walker":
        """Open the page that a task begins at, and count from here."""
        self.open(path)
        self.presses = self.fields = 0
        return self

    def press(self, words: str, nth: int = 0) -> "Walker":
        """Press the link or button with these words."""
        self.presses += 1
        self.target(words, nth).click()
        self.page.wait_for_load_state()
        return self

    def target(self, words: str, nth: int = 0) -> Locator:
        """The link, button or choice with these words in its name."""
        page = self.page.locator("body")
        found = page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words))
        return found.nth(nth)

    def tick(self, words: str) -> "Walker":
        """Answer a question of a form by marking one of its choices; counts as a field."""
        self.fields += 1
        self.page.get_by_label(words, exact=False).first.check()
        return self

    def unfold(self, words: str) -> "Walker":
        """Open what is folded away under these words; counts as a press."""
        self.presses += 1
        self.page.locator("summary", has_text=words).first.click()
        return self

    def fill(self, label: str, text: str) -> "Walker":
        """Write in the field with this label."""
        self.fields += 1
        # Longer than the forms' time trap asks of anybody, so that it never decides a walk.
        self.page.wait_for_timeout(2300)
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def says(self, words: str) -> bool:
        """Whether the page shows these words."""
        return words in self.page.locator("body").inner_text()

    def sign_in(self, account: Account) -> "Walker":
        """Carry a session of this account."""
        client = let_in(Client(), account)
        name, cookie = next(iter(client.cookies.items()))
        self.page.context.add_cookies([{"name": name, "value": cookie.value, "url": self.site}])
        return self

    def faults(self, *rules: str) -> list[str]:
        """What axe finds wrong with the page as it stands, in words; of some rules, or of all."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
        found: dict[str, Any] = self.page.evaluate(
            "only => axe.run(document, {runOnly: only, resultTypes: ['violations'], "
            "rules: {'color-contrast-enhanced': {enabled: true}}})",
            only,
        )
        return [
            f"{fault['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def spills(self) -> bool:
        """Whether the page has to be scrolled sideways."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def seen_as(self, width: int, colours: str) -> "Walker":
        """The same page on another width and in other colours, without asking for it anew."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(
            color_scheme="dark" if colours == "dark" else "light",
            forced_colors="active" if colours == "forced" else "none",
            reduced_motion="reduce",
        )
        return self

    def unseen_focus(self) -> list[str]:
        """Where the keyboard can stand without showing."""
        found: list[str] = self.page.evaluate(UNSEEN_FOCUS)
        return found

    def cut_off_when_spaced(self) -> list[str]:
        """What is lost when a visitor spaces her text; the page stays so."""
        self.page.evaluate(SPACING)
        found: list[str] = self.page.evaluate(CLIPPED)
        return found

    def small_targets(self, least: int = 44) -> list[str]:
        """What can be pressed but is smaller than it may be; words in running text are let be."""
        found: list[str] = self.page.evaluate(SMALL_TARGETS, least)
        return found

    def enlarge(self, times: float = 2) -> "Walker":
        """Text only, so many times as large, as a browser's own setting does it."""
        self.page.evaluate(
            """times => { const root = document.documentElement; root.style.fontSize = '';
               root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * times + 'px' }""",
            times,
        )
        return self
