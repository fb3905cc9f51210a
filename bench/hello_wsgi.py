# SPDX-License-Identifier: EUPL-1.2
"""The bare Django as a WSGI application."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.hello"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
