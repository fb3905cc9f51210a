# SPDX-License-Identifier: EUPL-1.2
"""Static files as they are served."""

import re

from django.core.management import call_command


def test_a_script_asks_for_other_scripts_by_what_they_hold(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "traffpunkt.ui.files.FilesByTheirContent"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    served = next((tmp_path / "ui" / "js").glob("attendance.????????????.js")).read_text()
    asked = re.findall(r'from "\./([a-z]+)\.[0-9a-f]{12}\.js"', served)
    assert asked == ["kept", "sending", "showing"]
