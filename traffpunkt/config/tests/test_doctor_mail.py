# SPDX-License-Identifier: EUPL-1.2
"""The doctor asks a real mail server on this machine, which refuses in each way there is."""

import shutil
import ssl
import subprocess

import pytest
from aiosmtpd.smtp import AuthResult

from traffpunkt.config.doctor import work
from traffpunkt.config.doctor.verdict import Word


def test_a_mail_server_that_is_not_there_is_told(postbox):
    assert "svarar inte" in work.mail().said


def test_a_mail_server_that_takes_our_letters_is_well(postbox):
    postbox()

    assert work.mail().word == Word.OK


def test_a_mail_server_that_does_not_know_us_is_told(postbox, settings):
    postbox(
        authenticator=lambda *_given: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "traffpunkt", "fel"

    assert "godtar inte namnet" in work.mail().said


def test_a_mail_server_where_nobody_signs_in_is_told(postbox, settings):
    postbox()
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "traffpunkt", "fel"

    assert "låter ingen logga in" in work.mail().said


def test_a_mail_server_that_dislikes_our_address_is_told(postbox):
    postbox("550 no")

    assert "tar inte emot brev från" in work.mail().said


def test_a_mail_server_that_cannot_encrypt_is_told(postbox, settings):
    postbox()
    settings.EMAIL_USE_TLS = True

    assert "kan inte kryptera" in work.mail().said


def test_a_mail_server_whose_certificate_nobody_has_signed_is_told(postbox, settings, tmp_path):
    postbox(tls_context=own_certificate(tmp_path))
    settings.EMAIL_USE_TLS = True

    assert "Certifikatet" in work.mail().said


def own_certificate(folder):
    """A certificate that a server has made for itself."""
    openssl = shutil.which("openssl")
    assert openssl, "openssl comes with ca-certificates"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=x",
         "-keyout", folder / "key", "-out", folder / "certificate"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    return context


@pytest.mark.parametrize(
    ("host", "word"),
    [
        ("127.0.0.1", Word.OK),
        ("localhost", Word.OK),
        ("post.example", Word.WARNING),
        ("192.0.2.7", Word.WARNING),
    ],
)
def test_letters_in_the_clear_to_another_machine_are_told(settings, monkeypatch, host, word):
    monkeypatch.setattr(work, "probe", lambda: None)
    settings.EMAIL_HOST, settings.MAIL = host, "smtp"

    assert work.mail().word == word
    settings.EMAIL_USE_TLS = True
    assert work.mail().word == Word.OK


def test_letters_as_files_are_well_in_a_trial_only(settings):
    settings.MAIL, settings.HTTPS = "files", False
    assert work.mail().word == Word.OK
    settings.HTTPS = True
    assert work.mail().word == Word.WARNING
