# SPDX-License-Identifier: EUPL-1.2
"""The list of parts (SBOM) of this version, as CycloneDX 1.6: what the lock names and what lies among our files.

Nothing but Python is needed, nothing is asked of the network, and the same files give the same list.
"""

import datetime
import hashlib
import json
import os
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OURS = "EUPL-1.2"
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9_.-]*)(?:\[[^\]]*\])?==(\S+)")
WANTED_BY = re.compile(r"^    #(?: via)? {1,3}(\S+)")
RELEASE = re.compile(r"^## (\S+)", re.MULTILINE)


def spelled(name: str) -> str:
    """A package's name as registries spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> tuple[dict[str, str], dict[str, set[str]]]:
    """The packages of the running system with their versions, and who asks for each of them."""
    versions: dict[str, str] = {}
    wanted_by: dict[str, set[str]] = {}
    now = ""
    for line in (ROOT / "requirements" / "app.lock").read_text(encoding="utf-8").splitlines():
        if found := PIN.match(line):
            now = spelled(found[1])
            versions[now], wanted_by[now] = found[2], set()
        elif now and (found := WANTED_BY.match(line)) and found[1] != "via":
            wanted_by[now].add(found[1])
    return versions, wanted_by


def address(name: str, version: str) -> str:
    """A package's name in the form that scanners look up (purl)."""
    return f"pkg:pypi/{name}@{version}"


def vendored() -> list[dict[str, Any]]:
    """The files of others that lie among ours: those that REUSE.toml gives another licence."""
    told = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    found = []
    for each in told:
        if each["SPDX-License-Identifier"] == OURS:
            continue
        patterns = [each["path"]] if isinstance(each["path"], str) else each["path"]
        for path in sorted({path for one in patterns for path in files(one)}):
            where = path.relative_to(ROOT).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.append({
                "type": "file", "bom-ref": f"file:{where}", "name": where,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "licenses": [{"license": {"id": each["SPDX-License-Identifier"]}}],
                "copyright": each["SPDX-FileCopyrightText"],
            })  # fmt: skip
    return found


def files(pattern: str) -> list[Path]:
    """The files that a pattern of REUSE.toml means."""
    pattern = f"{pattern}/*" if pattern.endswith("**") else pattern
    return [path for path in ROOT.glob(pattern) if path.is_file()]


def made() -> str:
    """When the list is made; a build that is to be the same each time says it."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.datetime.fromtimestamp(
        int(said) if said else datetime.datetime.now(datetime.UTC).timestamp(), datetime.UTC
    )
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def parts() -> dict[str, Any]:
    """The whole list."""
    versions, wanted_by = locked()
    release = RELEASE.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[0]
    whole = f"traffpunkt@{release}"
    refs = {name: address(name, version) for name, version in versions.items()}
    packages = [
        {"type": "library", "bom-ref": refs[name], "name": name, "version": version, "purl": refs[name]}
        for name, version in sorted(versions.items())
    ]  # fmt: skip
    beside = vendored()
    needs: dict[str, set[str]] = {whole: {one["bom-ref"] for one in beside}}
    needs |= {ref: set() for ref in refs.values()}
    for name, askers in wanted_by.items():
        for asker in askers:
            # What no package asks for, our own list does.
            needs[refs.get(spelled(asker), whole)].add(refs[name])
    lock = hashlib.sha256((ROOT / "requirements" / "app.lock").read_bytes()).hexdigest()
    told = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": whole, "name": "traffpunkt", "version": release,
                "licenses": [{"license": {"id": OURS}}],
            },
            "properties": [{"name": "traffpunkt:requirements/app.lock:sha256", "value": lock}],
        },
        "components": [*packages, *beside],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(needs.items())
        ],
    }  # fmt: skip
    same = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(told, sort_keys=True))
    told["metadata"]["timestamp"] = made()
    return {"serialNumber": f"urn:uuid:{same}"} | told


if __name__ == "__main__":
    json.dump(parts(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
