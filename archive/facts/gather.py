"""A finding together with the facts that stand inside it."""

from dataclasses import replace

from archive.facts.accountability import find_accountability
from archive.facts.amounts import find_amounts
from archive.facts.citations import find_citations
from archive.facts.duties import find_duties
from archive.facts.topics import find_topics
from archive.notice import Finding


def with_facts(finding: Finding, text: str, shadow: str) -> Finding:
    """The finding with its topics, sums, regulations, accountability and duties; ``shadow`` is
    the normalised ``text`` of the whole notice."""
    start, end = finding.start, finding.end
    heading = finding.spans["heading"]
    return replace(
        finding,
        topics=find_topics(shadow, heading, (heading[1], end)),
        amounts=find_amounts(shadow, start, end),
        regulations=find_citations(text, start, end),
        accountability=find_accountability(shadow, start, end),
        duties=find_duties(text, shadow, start, end),
    )
