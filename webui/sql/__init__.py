"""The catalogue open to anyone's own questions: Datasette under /sql/, in the house's own look."""

from webui.sql.mount import DATABASE, PREFIX, SqlApp

__all__ = ["DATABASE", "PREFIX", "SqlApp"]
