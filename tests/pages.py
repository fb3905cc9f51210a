# SPDX-License-Identifier: EUPL-1.2
"""What every page must be, whatever it shows. Each check yields its complaints about one page."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
LABELLED_BY_ITSELF = {"hidden", "submit", "button", "image", "reset"}
SUBRESOURCES = {
    "img": "src", "script": "src", "link": "href", "iframe": "src", "audio": "src", "video": "src",
    "source": "src", "track": "src", "object": "data", "embed": "src", "use": "href", "image": "href",
}  # fmt: skip
UNREAD = {"script", "style", "template", "svg"}
Attributes = dict[str, str]


class Element:
    """One element of a page with what is inside it."""

    def __init__(self, tag: str, attributes: Attributes, parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.inside: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator["Element"]:
        yield self
        for part in self.inside:
            if isinstance(part, Element):
                yield from part.walk()

    def all(self, *tags: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag in tags]

    @property
    def text(self) -> str:
        parts = (part if isinstance(part, str) else part.text for part in self.inside)
        return "" if self.tag in UNREAD else " ".join(" ".join(parts).split())

    def is_within(self, *tags: str) -> bool:
        return bool(self.parent) and (self.parent.tag in tags or self.parent.is_within(*tags))  # type: ignore[union-attr]


def as_sent(form: Element) -> dict[str, list[str]]:
    """What a browser sends of a form that nobody has touched, its buttons apart."""
    sent: dict[str, list[str]] = {}
    for field in form.all("input", "textarea"):
        is_ticked = field["type"] not in {"radio", "checkbox"} or "checked" in field.attributes
        if field["name"] and is_ticked:
            sent.setdefault(field["name"], []).append(value_of(field))
    for field in form.all("select"):
        options = field.all("option")
        chosen = [one for one in options if "selected" in one.attributes] or options[:1]
        sent[field["name"]] = [one["value"] for one in chosen]
    return sent


def value_of(field: Element) -> str:
    """The value of a field; a browser drops a text's first line break and writes the others anew."""
    if field.tag != "textarea":
        return field.attributes.get("value", "on" if field["type"] == "checkbox" else "")
    text = "".join(part for part in field.inside if isinstance(part, str))
    return text.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")


class Reader(HTMLParser):
    """Reads a page into elements and notes what does not close as it opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("page", {}, None)
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        if self.here is not self.root:
            self.faults.append(f"<{self.here.tag}> is never closed")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or self.here.tag != tag or self.here.parent is None:
            self.faults.append(f"</{tag}> closes <{self.here.tag}>")
            return
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


class Page:
    """A page as a reader meets it."""

    def __init__(self, html: str) -> None:
        reader = Reader(html)
        self.html, self.root, self.faults = html, reader.root, reader.faults

    def all(self, *tags: str) -> list[Element]:
        return self.root.all(*tags)

    @property
    def ids(self) -> Counter[str]:
        return Counter(element["id"] for element in self.root.walk() if element["id"])

    @property
    def main(self) -> Element:
        return self.all("main")[0]

    @property
    def fields(self) -> list[Element]:
        return [
            element
            for element in self.all("input", "select", "textarea")
            if element["type"] not in LABELLED_BY_ITSELF
        ]


def is_well_formed(page: Page) -> Iterator[str]:
    yield from page.faults
    if not page.html.lstrip().lower().startswith("<!doctype html>"):
        yield "does not begin with a doctype"


def has_one_heading(page: Page) -> Iterator[str]:
    headings = page.all("h1")
    if len(headings) != 1 or not headings[0].text:
        yield f"has {len(headings)} h1"
    if headings and not headings[0].is_within("main"):
        yield "has its h1 outside main"
    levels = [int(each.tag[1]) for each in page.main.all("h1", "h2", "h3", "h4", "h5", "h6")]
    for before, after in itertools.pairwise(levels):
        if after > before + 1:
            yield f"goes from h{before} to h{after}"


def has_language_and_title(page: Page) -> Iterator[str]:
    if not page.all("html")[0]["lang"]:
        yield "has no language"
    titles = [title.text for title in page.all("title") if not title.is_within("svg")]
    if len(titles) != 1 or titles[0].startswith("–") or len(titles[0]) < 5:
        yield f"has the title {titles}"


def has_landmarks(page: Page) -> Iterator[str]:
    for tag in ("header", "main", "footer"):
        outer = [each for each in page.all(tag) if not each.is_within("main", "article", "section")]
        if len(outer) != 1:
            yield f"has {len(outer)} {tag}"


def skip_link_is_first(page: Page) -> Iterator[str]:
    first = page.all("body")[0].all("a", "button", "input", "select", "textarea", "summary")[0]
    if first.tag != "a" or not first["href"].startswith("#") or first["href"][1:] not in page.ids:
        yield f"begins with {first.tag} {first['href']}, not with a link to its content"


def has_the_help_block(page: Page) -> Iterator[str]:
    calls = [link for link in page.all("a") if link["href"].startswith("tel:")]
    after_main = [link for link in calls if not link.is_within("main", "header")]
    if not after_main:
        yield "has no help block with a number to ring after its content"


def no_id_twice(page: Page) -> Iterator[str]:
    for name, times in page.ids.items():
        if times > 1:
            yield f"has the id {name} {times} times"


def each_field_has_its_label(page: Page) -> Iterator[str]:
    labelled = {label["for"] for label in page.all("label")}
    for element in page.fields:
        named = element["id"] in labelled or element.is_within("label") or element["aria-label"]
        if not named:
            yield f"has no label for {element.tag} {element['name']}"
        for reference in element["aria-describedby"].split():
            if reference not in page.ids:
                yield f"describes {element['name']} by {reference}, which is not there"


def each_label_has_its_field(page: Page) -> Iterator[str]:
    for label in page.all("label"):
        if label["for"] and label["for"] not in page.ids:
            yield f"has a label for {label['for']}, which is not there"
        if not label.text:
            yield f"has an empty label for {label['for']}"


def choices_are_in_a_group(page: Page) -> Iterator[str]:
    for element in page.all("input"):
        if element["type"] == "radio" and not element.is_within("fieldset"):
            yield f"has a choice {element['name']} outside a fieldset"
    for group in page.all("fieldset"):
        if not group.all("legend"):
            yield "has a fieldset without legend"


def nothing_is_inline(page: Page) -> Iterator[str]:
    for element in page.root.walk():
        if element.tag == "style" or "style" in element.attributes:
            yield f"has inline style on {element.tag}"
        is_facts = element["type"] == "application/ld+json"
        if element.tag == "script" and not element["src"] and not is_facts:
            yield "has an inline script"
        if any(name.startswith("on") for name in element.attributes):
            yield f"has an inline event on {element.tag}"


def nothing_is_fetched_from_elsewhere(page: Page) -> Iterator[str]:
    for element in page.root.walk():
        address = element[SUBRESOURCES.get(element.tag, "")]
        if re.match(r"(?:[a-z]+:)?//", address) and element["rel"] != "canonical":
            yield f"fetches {address}"
        if "srcset" in element.attributes and "//" in element["srcset"]:
            yield f"fetches {element['srcset']}"


def links_say_where_they_lead(page: Page) -> Iterator[str]:
    for element in page.all("a", "button"):
        pictures = " ".join(image["alt"] for image in element.all("img"))
        if not (element.text or element["aria-label"] or pictures):
            yield f"has a {element.tag} without words: {element.attributes}"
    for link in page.all("a"):
        if not link["href"] and "href" in link.attributes:
            yield f"has a link to nowhere: {link.text}"
        if (
            link["href"].startswith("#")
            and link["href"] != "#"
            and link["href"][1:] not in page.ids
        ):
            yield f"links to {link['href']}, which is not there"
        if link.text.lower() in {"här", "klicka här", "läs mer", "mer"}:
            yield f"has a link that says only “{link.text}”"


def pictures_have_words(page: Page) -> Iterator[str]:
    for image in page.all("img"):
        if "alt" not in image.attributes:
            yield f"has a picture without alt: {image['src']}"
    for drawing in page.all("svg"):
        if drawing["aria-hidden"] != "true" and drawing["role"] != "img":
            yield "has a drawing that is neither hidden nor named"


def nothing_is_left_unwritten(page: Page) -> Iterator[str]:
    text = page.all("body")[0].text
    for mistake in ("None", "{{", "{%", "[]", "NaN", "undefined", "<bound method"):
        if re.search(rf"(?<!\w){re.escape(mistake)}(?!\w)", text):
            yield f"shows “{mistake}”"


def has_one_main_button(page: Page) -> Iterator[str]:
    buttons = [each for each in page.main.walk() if "button-main" in each["class"].split()]
    if len(buttons) > 1:
        yield f"has {len(buttons)} main buttons: {[each.text for each in buttons]}"


CHECKS: list[Callable[[Page], Iterator[str]]] = [
    is_well_formed,
    has_one_heading,
    has_language_and_title,
    has_landmarks,
    skip_link_is_first,
    has_the_help_block,
    no_id_twice,
    each_field_has_its_label,
    each_label_has_its_field,
    choices_are_in_a_group,
    nothing_is_inline,
    nothing_is_fetched_from_elsewhere,
    links_say_where_they_lead,
    pictures_have_words,
    nothing_is_left_unwritten,
    has_one_main_button,
]


def lix(text: str) -> float:
    """Läsbarhetsindex: words a sentence, and how many of a hundred words are over six letters."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(re.findall(r"[.!?:]+(?=\s|$)", text)) or 1
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / sentences + 100 * long_words / len(words) if words else 0.0


def running_text(page: Page) -> str:
    """The sentences of a page, each ended: paragraphs and list items, not names and buttons."""
    parts = [
        part.text for part in page.main.all("p", "li", "dd") if not part.all("p", "li", "form")
    ]
    return " ".join(part if part[-1] in ".!?:" else f"{part}." for part in parts if part)
