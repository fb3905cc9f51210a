# SPDX-License-Identifier: EUPL-1.2
"""How static files are named when they are served: by what they hold."""

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class FilesByTheirContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also a script that another script asks for: an upgrade never mixes new scripts with old."""

    support_js_module_import_aggregation = True
