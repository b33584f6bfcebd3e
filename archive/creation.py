"""Makes the catalogue's tables, views and search tables as the schema says."""

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey

from archive import fulltext, schema
from archive.clock import now
from archive.errors import CatalogueError, OutdatedError
from archive.keep import insert
from archive.rows import Row
from archive.views import VIEWS

_OWNERS = ("notices", "findings")  # rows that refer to these go with them


def create(db: Database) -> None:
    """Create all that the schema holds, unless it is there."""
    if db.table_names():  # by another process, meanwhile
        return
    for table in schema.tables():
        _create_table(db, table)
    for name, sql in VIEWS.items():
        db.create_view(name, sql)
    fulltext.create(db)
    state: Row = {"key": "version", "value": str(schema.VERSION)}
    insert(db.conn, "state", [state, {"key": "created_at", "value": now()}])


def _create_table(db: Database, table: schema.Table) -> None:
    keys = [
        ForeignKey(
            table.name, column, other, key, on_delete="CASCADE" if other in _OWNERS else "NO ACTION"
        )
        for column, (other, key) in table.keys.items()
    ]
    made = db.create_table(table.name, table.columns, pk=table.pk, foreign_keys=keys)
    for columns in table.indexes:
        made.create_index(columns)
    for columns in table.unique:
        made.create_index(columns, unique=True)


def check_version(db: Database) -> None:
    """Raise CatalogueError unless this is a catalogue, of the version that we read and write."""
    is_ours = {"state", "notices", "findings"} <= set(db.table_names())
    version = get_state(db, "version") if is_ours else None
    if version is None:
        raise CatalogueError("catalogue.db 不是巡鉴的目录库；请将它移走，或另选档案库目录")
    told = f"目录库是第 {version} 版，本程序用第 {schema.VERSION} 版"
    if version.isdecimal() and int(version) < schema.VERSION:
        raise OutdatedError(f"{told}；用 xunjian build 或 serve 打开它，会自动升级", version)
    if version != str(schema.VERSION):
        raise CatalogueError(f"{told}；请换用相应版本的巡鉴，或另建档案库重新入库")


def get_state(db: Database, key: str) -> str | None:
    """What is noted under the key."""
    row = db.execute("select value from state where key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])
