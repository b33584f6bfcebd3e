"""The pages, one module for each place in the archive."""

from webui.pages.about import place as about
from webui.pages.feeds import place as feeds
from webui.pages.findings import place as findings
from webui.pages.home import place as home
from webui.pages.notices import place as notices
from webui.pages.regulations import place as regulations
from webui.pages.rounds import place as rounds
from webui.pages.search import place as search
from webui.pages.status import place as status
from webui.pages.topics import place as topics
from webui.pages.units import place as units
from webui.pages.years import place as years

PLACES = (
    home,
    search,
    notices,
    findings,
    units,
    years,
    rounds,
    topics,
    regulations,
    status,
    about,
    feeds,
)
