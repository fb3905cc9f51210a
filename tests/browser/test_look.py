# SPDX-License-Identifier: EUPL-1.2
"""Every page in Chromium: axe, narrow and wide, large text, dark, forced colours, sizes to press."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.walker import Walker
from tests.test_pages import browser, paths
from tests.town import Town

ROOT = Path(__file__).parents[2]
VALIDATE = ROOT / "node_modules" / ".bin" / "html-validate"
SENIORS, STAFF = 48, 44


@pytest.fixture
def town() -> Town:
    return Town("ostra", "Östra")


def pages_of(town: Town, role: str) -> list[str]:
    """The pages that a role may see; files and answers to programs are not pages."""
    answers = "/api/v1/"
    found = [path for _name, path in paths(town, role) if not path.partition(answers)[2]]
    return [path for path in found if path.endswith("/") or "?" in path]


def visitor(new_walker, town: Town, role: str, **given) -> Walker:
    walker: Walker = new_walker(**given)
    return walker if role == "guest" else walker.sign_in(town.roles[role])


@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", ["guest", "coordinator"])
@pytest.mark.parametrize(
    ("width", "colours"), [(320, "light"), (1280, "dark")], ids=["smal och ljus", "bred och mörk"]
)
def test_axe_finds_nothing_and_nothing_spills(new_walker, town, role, width, colours):
    walker = visitor(new_walker, town, role, width=width, color_scheme=colours)
    faults: dict[str, list[str]] = {}
    for path in pages_of(town, role):
        walker.open(path)
        found = walker.faults()
        if walker.spills():
            found.append("must be scrolled sideways")
        found += walker.small_targets(STAFF if "/arbete/" in path else SENIORS)
        walker.enlarge(2)
        if walker.spills():
            found.append("must be scrolled sideways at 200 % text")
        if found:
            faults[path] = found

    assert not faults, json.dumps(faults, indent=1, ensure_ascii=False)
    assert walker.foreign == []


@pytest.mark.timeout(300)
def test_forced_colours_hide_nothing(new_walker, town):
    walker = new_walker(forced_colors="active")
    faults = {}
    for path in ("/ostra/", "/ostra/program/", f"/ostra/tillfalle/{town.occasion.pk}/", "/ui/"):
        walker.open(path)
        # The browser paints in the reader's own colours, which axe cannot see.
        if found := [fault for fault in walker.faults() if not fault.startswith("color-contrast")]:
            faults[path] = found

    assert not faults, json.dumps(faults, indent=1, ensure_ascii=False)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ["guest", "coordinator"])
def test_every_page_is_valid_html(town, role, tmp_path):
    client = browser(town, role)
    for number, path in enumerate(pages_of(town, role)):
        (tmp_path / f"{number}.html").write_bytes(client.get(path).content)

    said = subprocess.run(
        [VALIDATE, "--config", ROOT / ".htmlvalidate.json", "--formatter", "text", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout[-6000:] + said.stderr[-2000:]


def test_a_first_visit_is_light_and_the_next_page_lighter(new_walker, town):
    walker = new_walker()
    weights: list[int] = []
    walker.page.on("response", lambda answer: weights.append(transferred(answer)))

    walker.open("/ostra/")
    walker.page.wait_for_load_state("networkidle")
    first, requests = sum(weights), len(weights)
    weights.clear()
    walker.open("/ostra/program/")
    walker.page.wait_for_load_state("networkidle")
    following = sum(weights)

    print(
        f"\n  första besöket: {first / 1000:.1f} kB, {requests} hämtningar; nästa sida: {following / 1000:.1f} kB"
    )
    assert first <= 80_000
    assert requests <= 8
    assert following <= 15_000


def transferred(answer) -> int:
    """What an answer weighed on the wire: nothing when the browser had it already."""
    if answer.from_service_worker or answer.request.timing["responseStart"] < 0:
        return 0
    sizes = answer.request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


def test_the_first_paint_comes_soon_on_a_slow_tablet(new_walker, town):
    walker = new_walker()
    wire = walker.page.context.new_cdp_session(walker.page)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 40,
            "downloadThroughput": 200_000,
            "uploadThroughput": 90_000,
        },
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    walker.open("/ostra/")
    # The page may have loaded before it is painted: an observer hears of it whenever that happens.
    painted = walker.page.evaluate(
        """() => new Promise((told) => new PerformanceObserver((seen) => {
            for (const entry of seen.getEntriesByName("first-contentful-paint")) told(entry.startTime);
        }).observe({type: "paint", buffered: true}))"""
    )

    print(
        f"\n  första bilden vid 4 × långsammare processor och 1,6 Mbit/s: {painted:.0f} ms (mål ≤ 1000)"
    )
    assert painted > 0
