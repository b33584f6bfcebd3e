"""About the archive: what it is, its words, what is masked, how to take data out."""

from flask import Blueprint, render_template

from webui.served import served

place = Blueprint("about", __name__)


@place.get("/about")
def show() -> str:
    return render_template("about.html", names=served().settings.names)
