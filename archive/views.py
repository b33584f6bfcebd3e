"""The catalogue's views: the questions people ask most, as SQL."""

VIEWS: dict[str, str] = {
    # words: what a search asks for, as in "words match escape_fts('党费')"; rank then orders it
    "findings_by_relevance": """
        select findings.id, notices.unit, notices.year, findings.number, findings.heading,
               findings.text, findings.status, notices.unit_type, notices.region, notices.kind,
               findings.notice, findings_fts.rank as rank, findings_fts.findings_fts as words
        from findings_fts join findings on findings.seq = findings_fts.rowid
             join notices on notices.id = findings.notice
    """,
    "findings_with_notice": """
        select findings.*, notices.unit, notices.unit_type, notices.level, notices.region,
               notices.year, notices.kind, notices.body, notices.round, notices.title
        from findings join notices on notices.id = findings.notice
    """,
    "units_that_return": """
        select unit, count(*) as notices, min(year) as first_year, max(year) as last_year,
               sum(listed_findings) as findings
        from notices where unit is not null group by unit having count(*) > 1
    """,
    "stated_against_listed": """
        select id, unit, title, stated_findings, listed_findings, stated_measures, listed_measures
        from notices
        where (stated_findings is not null and stated_findings <> listed_findings)
           or (stated_measures is not null and stated_measures <> listed_measures)
    """,
    # what does not add up within a notice, and notices that are all but the same as another
    "all_checks": """
        select id, notice, kind, message, start, "end", null as other from checks
        union all
        select null, copies.notice, 'near_copy',
               '与另一篇通报文字几乎相同：'
               || coalesce(others.title, others.unit, '（原文没有标题）'),
               null, null, copies.other
        from copies join notices as others on others.id = copies.other
    """,
    "intervals": """
        select id, unit, inspected_from, inspected_to, feedback_on, published_on,
               case when length(feedback_on) = 10 and length(inspected_to) = 10
                    then julianday(feedback_on) - julianday(inspected_to) end as days_to_feedback,
               case when length(published_on) = 10 and length(feedback_on) = 10
                    then julianday(published_on) - julianday(feedback_on) end as days_to_publication
        from notices
    """,
}
