# SPDX-License-Identifier: EUPL-1.2
"""Träffpunkt: hybrid meeting points and IT cafés for seniors, run by Swedish municipalities."""
