# SPDX-License-Identifier: EUPL-1.2
"""Activities that search knows, and what it finds of them."""

from tests import makers
from traffpunkt.activities.search import index
from traffpunkt.activities.search.queries import search


def make_found(title="Stickcafé", **given):
    """A published activity that search knows, with one date tomorrow unless told otherwise."""
    topics = given.pop("topics", [])
    dates = given.pop("dates", [{}])
    activity = makers.make_activity(title=title, **{"text": ""} | given)
    activity.topics.set(topics)
    for facts in dates:
        makers.make_occasion(activity=activity, **facts)
    index.refresh(activity)
    return activity


def titles(words, municipality=None):
    answer = search(municipality or makers.the_municipality(), words)
    return [found.title for found in answer.found]
