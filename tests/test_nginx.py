# SPDX-License-Identifier: EUPL-1.2
"""A real nginx with the very configuration of deploy/, in front of a real installation."""

import contextlib
import gzip
import http.client
import os
import pwd
import re
import shutil
import signal
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from traffpunkt.config.tests.test_serving import ROOT, answers, free_port, wait_for

DEPLOY = ROOT / "deploy"
HOST = "traffpunkt.kommun.example"
SECRET = "AbCd_" + "x9" * 8 + "q"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
FORM = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.skipif(NGINX is None, reason="apt-get install nginx; bin/check does")


@dataclass
class Site:
    """nginx, and the installation behind it until that is stopped."""

    folder: Path
    port: int
    plain_port: int
    behind: subprocess.Popen[bytes]
    static: list[str]

    def ask(self, path, method="GET", body=None, **heads):
        """Status, headers in lower case and body of one answer."""
        context = ssl._create_unverified_context()  # noqa: S323 - a certificate of the test's own
        line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=40, context=context)
        given = {"Host": HOST} | ({"Content-Type": FORM} if body else {}) | heads
        with contextlib.closing(line):
            line.request(method, path, body, given)
            answer = line.getresponse()
            found = [(name.lower(), said) for name, said in answer.getheaders()]
            return answer.status, found, answer.read()

    def text(self, path, **heads):
        status, _heads, body = self.ask(path, **heads)
        return status, body.decode()

    def stop(self):
        """Stop the application; nginx is left alone."""
        if self.behind.poll() is None:
            os.kill(self.behind.pid, signal.SIGTERM)
            self.behind.wait(20)

    def logs(self):
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


def command(env, *words):
    program = [sys.executable, "-m", "traffpunkt", *words]
    subprocess.run(program, cwd=ROOT, env=env, check=True, capture_output=True)


def configured(folder, ports, var):
    """The configuration as it stands, with the ports and folders of this test in their places."""
    text = (DEPLOY / "nginx" / "traffpunkt.conf").read_text()
    there = {
        "listen 80;": f"listen 127.0.0.1:{ports['plain']};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports['tls']} ssl http2;",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{ports['behind']};",
        "/etc/ssl/traffpunkt.pem": f"{folder}/certificate",
        "/etc/ssl/traffpunkt.key": f"{folder}/key",
        "/var/lib/traffpunkt/static": f"{var}/static",
        "/var/cache/nginx/traffpunkt": f"{folder}/cache",
        "/var/log/nginx": str(folder),
        "root /etc/traffpunkt;": f"root {DEPLOY}/nginx;",
    }
    for written, here in there.items():
        assert written in text, written
        text = text.replace(written, here)
    text = re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)
    (folder / "traffpunkt.conf").write_text(text)
    user = f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/start.log crit; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; include {folder}/traffpunkt.conf;\n"
        + "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + "}\n"
    )
    return whole


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder, var = tmp_path_factory.mktemp("nginx"), tmp_path_factory.mktemp("var")
    ports = {name: free_port() for name in ("plain", "tls", "behind")}
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         f"/CN={HOST}", "-keyout", folder / "key", "-out", folder / "certificate"],
        check=True, capture_output=True,
    )  # fmt: skip
    kept = {key: said for key, said in os.environ.items() if not key.startswith("TRAFFPUNKT_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    env = kept | {
        "TRAFFPUNKT_VAR": str(var), "TRAFFPUNKT_HOSTS": HOST, "TRAFFPUNKT_TRUSTED_PROXIES": "1",
        "TRAFFPUNKT_MAIL": "files",
    }  # fmt: skip
    nginx = [str(NGINX), "-c", str(configured(folder, ports, var)), "-p", str(folder)]
    understood = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
    assert understood.returncode == 0, understood.stderr
    command(env, "prepare")
    command(env, "create-municipality", "Gävle", "--help-phone", "026-17 00 01")
    with contextlib.ExitStack() as running:
        behind = running.enter_context(
            begun(
                [sys.executable, "-m", "traffpunkt", "serve", "--port", str(ports["behind"])], env
            )
        )
        wait_for(lambda: answers(ports["behind"]))
        running.enter_context(begun(nginx, env))
        static = [path.relative_to(var).as_posix() for path in (var / "static").rglob("*.css")]
        site = Site(folder, ports["tls"], ports["plain"], behind, static)
        wait_for(lambda: is_open(site), 20)
        yield site


@contextlib.contextmanager
def begun(words, env):
    """A program that runs until the test is done."""
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(words, cwd=ROOT, env=env, stdout=quiet, stderr=quiet)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(20)


def is_open(site):
    with contextlib.suppress(OSError):
        return site.ask("/healthz")[0] == 200


def test_who_comes_unencrypted_is_led_to_the_encrypted_page(site):
    line = http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=10)
    with contextlib.closing(line):
        line.request("GET", "/program/?dag=x", headers={"Host": HOST})
        answer = line.getresponse()

        assert answer.status == 301
        assert answer.headers["Location"] == f"https://{HOST}/program/?dag=x"


def test_a_page_is_packed_and_each_header_stands_once(site):
    status, heads, body = site.ask("/program/", **{"Accept-Encoding": "gzip"})

    assert status == 200
    assert dict(heads)["content-encoding"] == "gzip"
    assert "Gävle" in gzip.decompress(body).decode()
    names = [name for name, _said in heads]
    for name in ("strict-transport-security", "x-content-type-options", "x-frame-options",
                 "content-security-policy", "referrer-policy"):  # fmt: skip
        assert names.count(name) == 1, name


def test_files_for_the_web_come_from_the_disk_packed_and_to_be_kept(site):
    hashed = next(path for path in site.static if re.search(r"\.[0-9a-f]{12}\.css$", path))

    status, heads, body = site.ask(f"/{hashed}", **{"Accept-Encoding": "gzip"})

    assert status == 200
    assert dict(heads)["content-encoding"] == "gzip"
    assert dict(heads)["cache-control"] == "public, max-age=31536000, immutable"
    assert dict(heads)["content-type"].startswith("text/css")
    assert gzip.decompress(body)
    plain = next(
        path for path in site.static if path != hashed and not re.search(r"[0-9a-f]{12}", path)
    )
    assert "immutable" not in dict(site.ask(f"/{plain}")[1])["cache-control"]
    assert site.ask("/static/../secret-key")[0] in {400, 404}


def test_figures_and_the_page_that_tells_of_a_stop_are_not_for_visitors(site):
    assert site.ask("/metrics")[0] == 404
    assert site.ask("/stannad.html")[0] == 404


def test_a_wish_for_other_colours_is_not_answered_with_anybody_elses_page(site):
    dark = {"Cookie": "traffpunkt_visning=m"}
    site.ask("/hjalp/", **dark)
    site.ask("/hjalp/")
    keys = [
        path.read_bytes()[:2000] for path in (site.folder / "cache").rglob("*") if path.is_file()
    ]

    assert sum(b"/hjalp/ traffpunkt" in key or b"/hjalp/ m" in key for key in keys) == 1
    assert sum(b"/hjalp/ \n" in key for key in keys) == 1


def test_when_the_application_stands_still_only_what_is_for_all_goes_on(site):
    signed_in = {"Cookie": "traffpunkt_session=abc"}
    personal = [f"/min-sida/{SECRET}/", f"/anmalan/{SECRET}/", "/arbete/", "/logga-in/"]
    _status, programme = site.text("/program/?sida=1")
    for path in personal:
        site.ask(path)
    site.ask("/tillganglighet/", **signed_in)

    site.stop()

    status, kept = site.text("/program/?sida=1")
    assert (status, kept) == (200, programme)
    for path in [*personal, "/tillganglighet/"]:
        assert site.ask(path)[0] == 502, path
    assert site.ask("/program/?sida=1", **signed_in)[0] == 502
    status, heads, body = site.ask("/visning/", "POST", "text=x")
    assert status == 502
    assert "Ring oss på" in body.decode()
    assert "refresh" not in dict(heads)
    for path in ("/gavle/skarm/", "/skarm/narvaro/3/"):
        again = dict(site.ask(path, "POST", "a=b")[1])["refresh"]
        assert again == f"15; url={path.removesuffix('narvaro/3/')}"
    assert dict(heads)["cache-control"] == "no-store"
    assert not re.search(r"(?:src|href)=|url\(|@import|https?:", body.decode())


def test_no_log_holds_a_question_a_secret_or_where_somebody_is(site):
    paths = [f"/min-sida/{SECRET}/kalender.ics?a=fraga", f"/gavle/anmalan/{SECRET}/?b=fraga",
             f"/min-sida/%41bCd_{SECRET[5:]}/", f"/sok/?ord={SECRET}", f"/plats/{SECRET}x/"]  # fmt: skip
    for path in paths:
        site.ask(path, Referer=f"https://{HOST}/min-sida/{SECRET}/")
    site.ask("/program/?sida=1")
    site.stop()
    for path in paths:
        site.ask(path)
    site.ask("/visning/", "POST", "text=x")

    said = wait_for(lambda: "502 POST" in site.logs() and site.logs(), 10)
    assert "200 GET /program/" in said
    assert "502 POST /visning/" in said
    assert "/min-sida/..." in said
    assert "/plats/AbCd..." in said
    for never in (SECRET, SECRET[5:], "fraga", "127.0.0.1", "?"):
        assert never not in said


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="a machine without systemd")
def test_systemd_understands_its_units(tmp_path):
    units = []
    for unit in (DEPLOY / "systemd").iterdir():
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text().replace("/opt/traffpunkt", str(ROOT)))
        units.append(str(copy))

    heard = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )

    assert len(units) == 3
    ours = [
        line for line in heard.stderr.splitlines() if str(tmp_path) in line or "traffpunkt" in line
    ]
    assert ours == []
    assert heard.returncode == 0
