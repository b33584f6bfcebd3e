"""The pages, one module for each place in the archive."""

from webui.pages import (
    about,
    feeds,
    findings,
    home,
    notices,
    regulations,
    rounds,
    search,
    status,
    topics,
    units,
    years,
)

PLACES = (
    home.place,
    search.place,
    notices.place,
    findings.place,
    units.place,
    years.place,
    rounds.place,
    topics.place,
    regulations.place,
    status.place,
    about.place,
    feeds.place,
)
