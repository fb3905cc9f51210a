# SPDX-License-Identifier: EUPL-1.2
"""What tests of an installation ask for: a folder of its own, and a mail server."""

import socket

import pytest
from aiosmtpd.controller import Controller

from traffpunkt.config.doctor import folders


@pytest.fixture
def own_var(settings, tmp_path):
    """A folder of its own, as `prepare` leaves it."""
    settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.MEDIA_ROOT, settings.BACKUPS = tmp_path / "media", tmp_path / "backups"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.SECRET_KEY = "abcdefghij" * 6
    settings.ALLOWED_HOSTS = ["localhost"]
    tmp_path.chmod(0o711)
    (tmp_path / "secret-key").touch(mode=0o600)
    if file := folders.database_file():
        for path in file.parent.glob(f"{file.name}*"):
            path.chmod(0o600)
    return tmp_path


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Postbox:
    """A mail server that may dislike our address."""

    def __init__(self, answer="250 OK"):
        self.answer = answer

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return self.answer


@pytest.fixture
def postbox(settings):
    """Begins a real mail server on this machine, which settings then lead to."""
    begun = []

    def begin(answer="250 OK", **ways):
        server = Controller(Postbox(answer), hostname="127.0.0.1", port=free_port(), **ways)
        server.start()
        begun.append(server)
        settings.EMAIL_PORT = server.port

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    settings.MAIL = "smtp"
    yield begin
    for server in begun:
        server.stop()
