# SPDX-License-Identifier: EUPL-1.2
"""Settings of the reference: a bare Django that says hello."""

ALLOWED_HOSTS = ["*"]
SECRET_KEY = "only-for-benchmarks"
ROOT_URLCONF = "bench.hello_urls"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
DEBUG = False
USE_TZ = True
