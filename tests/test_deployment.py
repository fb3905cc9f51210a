# SPDX-License-Identifier: EUPL-1.2
"""The settings of a real installation stand Django's own inspection."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_a_real_installation_has_nothing_to_remark(tmp_path):
    ours = ("TRAFFPUNKT_", "DATABASE_URL", "DJANGO_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    own = {"TRAFFPUNKT_VAR": str(tmp_path), "TRAFFPUNKT_HOSTS": "traffpunkt.example"}

    answer = subprocess.run(
        [sys.executable, "-m", "traffpunkt", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=kept | own,
        check=False,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stderr
