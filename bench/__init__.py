# SPDX-License-Identifier: EUPL-1.2
"""Benchmarks: each prints its figures as ratios against a reference that runs beside it."""
