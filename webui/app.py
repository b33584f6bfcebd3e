"""The pages and the API as one Flask application."""

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider

from indexer import Archive
from webui import api, errors, language, readiness, wording
from webui.assets import asset
from webui.pages import (
    about,
    checks,
    compare,
    exports,
    feeds,
    findings,
    guide,
    heatmap,
    home,
    ledgers,
    notices,
    regulations,
    rounds,
    search,
    sentences,
    status,
    topics,
    units,
    years,
)
from webui.served import Served, close
from webui.settings import Settings

PLACES = (
    home,
    search,
    notices,
    findings,
    units,
    years,
    rounds,
    topics,
    heatmap,
    compare,
    ledgers,
    regulations,
    sentences,
    status,
    checks,
    about,
    guide,
    feeds,
    exports,
    readiness,
    api,
)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LARGEST_BODY = 1024 * 1024  # bytes a POST may bring
A_YEAR = 365 * 24 * 3600  # seconds; static files carry their digest in the address


class Json(DefaultJSONProvider):
    """JSON as the API writes it: Chinese as it is, keys in the order they are given."""

    ensure_ascii = False
    sort_keys = False


def create_app(settings: Settings, archive: Archive) -> Flask:
    """The application that serves this archive; everything it needs comes in as arguments."""
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY, SEND_FILE_MAX_AGE_DEFAULT=A_YEAR)
    app.json = Json(app)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["xunjian"] = Served(settings, archive)
    language.speak(app)
    app.jinja_env.filters.update(wording.FILTERS)
    app.jinja_env.globals.update(site=settings.title, asset=asset, counted=wording.counted)
    for module in PLACES:
        app.register_blueprint(module.place)
    errors.register(app)
    app.after_request(_guard)
    app.teardown_appcontext(close)
    return app


def _guard(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
