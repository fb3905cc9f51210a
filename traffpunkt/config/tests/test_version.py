# SPDX-License-Identifier: EUPL-1.2
"""The version stands in one place."""

import pytest

from traffpunkt.config.version import newest


def test_the_newest_heading_is_the_version():
    assert newest("# Changelog\n\n## 1.2.0 – spring\n\n## 1.1.9\n") == "1.2.0"


def test_a_changelog_without_versions_is_said_to_have_none():
    with pytest.raises(LookupError):
        newest("# Changelog\n\n## Unreleased\n")
