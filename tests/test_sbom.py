# SPDX-License-Identifier: EUPL-1.2
"""The list of parts of a release names what the lock names and what lies among our files, and is valid."""

import hashlib
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from traffpunkt.config.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "app.lock"


def written(**more):
    told = subprocess.run(
        [ROOT / "bin" / "sbom"], capture_output=True, text=True, check=True, env=os.environ | more
    )
    return told.stdout


@pytest.fixture(scope="module")
def words():
    return written()


@pytest.fixture
def told(words):
    return json.loads(words)


def test_the_list_is_valid_cyclonedx(words):
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(words) is None
    broken = words.replace('"library"', '"book"')
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None


def test_it_names_exactly_what_the_lock_names(told):
    pins = re.findall(r"^([^\s#=\[]+)(?:\[.*\])?==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE)

    named = [(one["name"], one["version"]) for one in told["components"] if "purl" in one]
    assert sorted(named) == sorted(pins)
    assert len(pins) > 30
    assert all(one["purl"].startswith("pkg:pypi/") for one in told["components"] if "purl" in one)
    assert told["metadata"]["component"]["version"] == VERSION
    (lock,) = told["metadata"]["properties"]
    assert lock["value"] == hashlib.sha256(LOCK.read_bytes()).hexdigest()


def test_it_names_the_files_of_others_with_their_licence(told):
    files = {one["name"]: one for one in told["components"] if one["type"] == "file"}

    (font,) = [one for name, one in files.items() if name.endswith(".woff2")]
    assert font["licenses"] == [{"license": {"id": "OFL-1.1"}}]
    digest = hashlib.sha256((ROOT / font["name"]).read_bytes()).hexdigest()
    assert font["hashes"] == [{"alg": "SHA-256", "content": digest}]
    foreign = [
        path
        for one in tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))["annotations"]
        if one["SPDX-License-Identifier"] != "EUPL-1.2"
        for path in [one["path"]]
    ]
    assert {name.rpartition("/")[0] + "/**" for name in files} == set(foreign)


def test_each_part_is_asked_for_by_another_or_by_us(told):
    asked = {ref for one in told["dependencies"] for ref in one["dependsOn"]}
    by_us = next(one for one in told["dependencies"] if one["ref"].startswith("traffpunkt@"))

    assert asked == {one["bom-ref"] for one in told["components"]}
    ours = [line for line in (ROOT / "requirements" / "app.in").read_text().splitlines() if line]
    named = {re.split(r"[\[<>=~]", line)[0] for line in ours if not line.startswith("#")}
    found = {ref.split("/")[1].split("@")[0] for ref in by_us["dependsOn"] if ref[:4] == "pkg:"}
    assert found == named


def test_it_tells_nothing_of_the_machine_or_of_where_packages_come_from(words):
    assert not re.search(r"https?://|\.org|\.com|simple/|" + re.escape(str(ROOT)), words)


def test_the_same_files_give_the_same_list():
    assert written(SOURCE_DATE_EPOCH="1764000000") == written(SOURCE_DATE_EPOCH="1764000000")
