# SPDX-License-Identifier: EUPL-1.2
"""The settings that tests run with: the real ones, without TLS and without a folder of files."""

import os
import tempfile

os.environ.setdefault("TRAFFPUNKT_VAR", tempfile.mkdtemp(prefix="traffpunkt-test-"))
os.environ["TRAFFPUNKT_HTTPS"] = "off"
os.environ["TRAFFPUNKT_HOSTS"] = "*"

from traffpunkt.config.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
# Tests that run side by side set their clocks each on its own: nobody else's paper is thrown away.
CACHES["paper"] = {  # noqa: F405
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "paper",
}
# What a test has just changed must be seen at once; the page cache has tests of its own.
MIDDLEWARE.remove("traffpunkt.config.page_cache.PageCacheMiddleware")  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as in real life: in memory, threads would not see one another's transactions.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}  # noqa: F405
    # A power cut need not be survived here; waiting for the disk would double the time.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
