"""``/readyz``: whether the archive can be asked, and if not, what stands in the way."""

from flask import Blueprint, Response, jsonify

from archive.errors import ArchiveError
from archive.faults import explained
from indexer.errors import IndexerError
from webui.served import row, served

place = Blueprint("readiness", __name__)


@place.get("/readyz")
def ready() -> tuple[Response, int]:
    """Ask the indexes and the catalogue; ``/healthz`` only says that the process is up."""
    try:
        with explained():
            generation = served().archive.generation()
            row("select count(*) from notices")
    except (ArchiveError, IndexerError) as error:
        return jsonify({"ready": False, "error": str(error)}), 503
    return jsonify({"ready": True, "generation": generation}), 200
