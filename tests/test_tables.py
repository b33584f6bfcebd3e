"""The facts in arrays are those of the catalogue, whether read anew or brought level."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest
from archives import keep

from archive import Catalogue
from indexer.answers import FACETS
from indexer.columns import Table, Tables
from indexer.tables import load_tables

DUES = ("党费收缴不规范", "一是组织学习党费收缴规定，二是按月收缴党费。")
MEALS = ("公务接待超标准", "一是修订公务接待制度，二是清退超标准接待费用。")
BOOKS = ("农家书屋管理不到位", "重新整理图书，明确专人借阅登记。")


@pytest.fixture
def before(catalogue: Catalogue) -> Tables:
    keep(catalogue, "教育局", [DUES, MEALS], published_on="2021-03-01", unit_type="事业单位")
    keep(catalogue, "水利局", [DUES, BOOKS], published_on="2020-05-06", region="柏川县")
    return load_tables(catalogue.connection)


def told(tables: Tables) -> Iterator[tuple[str, object]]:
    """Everything that the tables tell, by name."""
    for name in ("findings", "notices"):
        table: Table = getattr(tables, name)
        for one in fields(Table):
            if one.name != "columns":
                yield f"{name}.{one.name}", getattr(table, one.name).tolist()
        for field in FACETS:
            column = table.columns[field]
            values = [column.values[code] for code in column.codes]
            yield f"{name}.{field}", list(zip(column.rows.tolist(), values, strict=True))


def is_level(catalogue: Catalogue, before: Tables) -> bool:
    after, afresh = load_tables(catalogue.connection, before), load_tables(catalogue.connection)
    assert dict(told(after)) == dict(told(afresh))
    return len(after.findings.seqs) != len(before.findings.seqs)


def test_what_is_new_comes_to_what_is_known(catalogue: Catalogue, before: Tables) -> None:
    keep(catalogue, "民政局", [BOOKS, DUES, MEALS], published_on="2023-01-01", region="柏川县")
    assert is_level(catalogue, before)


def test_what_is_replaced_goes(catalogue: Catalogue, before: Tables) -> None:
    keep(catalogue, "教育局", [MEALS], published_on="2021-03-01")
    assert is_level(catalogue, before)


def test_what_is_removed_goes(catalogue: Catalogue, before: Tables) -> None:
    with catalogue.transaction():
        catalogue.connection.execute("delete from notices where unit = '教育局'")
    assert is_level(catalogue, before)


def test_a_unit_that_comes_to_be_known_better_is_for_its_old_findings_too(
    catalogue: Catalogue, before: Tables
) -> None:
    with catalogue.transaction():
        catalogue.connection.execute("update units set county = '柏川县' where name = '教育局'")
    is_level(catalogue, before)
    after = load_tables(catalogue.connection, before)
    column = after.findings.columns["region"]
    assert np.count_nonzero(column.holders([column.values.index("柏川县")], 4)) == 4


def test_facts_of_another_archive_are_not_gone_by(catalogue: Catalogue, before: Tables) -> None:
    with catalogue.transaction():
        catalogue.set_state("created_at", "2000-01-01T00:00:00Z")
        catalogue.connection.execute("update findings set status = '已完成'")
    assert not is_level(catalogue, before)


def test_an_empty_archive_has_no_facts(catalogue: Catalogue) -> None:
    assert not is_level(catalogue, load_tables(catalogue.connection))
