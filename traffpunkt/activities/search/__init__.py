# SPDX-License-Identifier: EUPL-1.2
"""Search that forgives spelling: analyser (words), index (what is kept), queries (what is found)."""
