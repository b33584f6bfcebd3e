"""What a search found, as a file to take away."""

from webui.export.files import FORMATS
from webui.export.rows import COLUMNS, column_titles, export_rows

__all__ = ["COLUMNS", "FORMATS", "column_titles", "export_rows"]
