"""What an earlier version's catalogue hands on to this one's."""

from archive.catalogue import Catalogue
from archive.creation import create
from archive.ledger import Ledger, read_ledger

_HANDED_ON = ("engine", "generation", "last_notices_seq", "last_findings_seq")
_OLD = "select type, name from sqlite_master where type in ('view', 'table')"
_SHADOWS = ("_data", "_idx", "_docsize", "_config", "_content")  # of a search table; go with it


def copy_aside(catalogue: Catalogue, version: str) -> None:
    """Keep the catalogue as it is under ``catalogue-v1.db``, unless that was done before."""
    target = catalogue.home / f"catalogue-v{version}.db"
    if not target.exists():
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        catalogue.connection.execute("vacuum into ?", (str(part),))
        part.rename(target)


def start_anew(catalogue: Catalogue) -> Ledger:
    """Replace the tables by this version's, empty but for the state, within a transaction.

    Numbers that were given are not given again, for the indexes know rows by them.
    """
    ledger = read_ledger(catalogue.connection)
    state = {key: catalogue.get_state(key) for key in _HANDED_ON}
    for kind, name in catalogue.connection.execute(_OLD).fetchall():
        if not name.startswith("sqlite_") and not name.endswith(_SHADOWS):
            catalogue.connection.execute(f'drop {kind} "{name}"')
    create(catalogue.db)
    for key, value in state.items():
        if value is not None:
            catalogue.set_state(key, value)
    return ledger
