"""The language of the interface: which one a request is answered in, and the messages in it.

Messages are Chinese in the code and the templates; ``translations/en.po`` says them in English.
What notices say is never translated.
"""

from functools import cache, cached_property
from importlib import resources
from io import BytesIO
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, Domain, get_domain
from markupsafe import Markup, escape
from werkzeug.exceptions import BadRequest

CHINESE = "zh-CN"  # the language of whatever notices say
LANGUAGES = {"zh": "中文", "en": "English"}
TAGS = {"zh": CHINESE, "en": "en"}  # as HTML and Atom write them
NAME = "lang"  # of the argument, and of the cookie that remembers it
USUAL = "zh"
A_YEAR = 365 * 24 * 3600  # seconds

Words = NullTranslations


class _Messages(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Messages read from the catalogue itself: a compiled copy beside it could be out of date."""

    def get_translations(self) -> Words:
        return messages(language())


class _Speaker(Babel):  # type: ignore[misc]
    @cached_property
    def domain_instance(self) -> Domain:
        return _Messages()


def speak(app: Flask) -> None:
    """Answer in the language that a request asks for, and remember it in a cookie."""
    _Speaker(app, default_locale="zh_Hans_CN", locale_selector=language)
    app.jinja_env.globals.update(
        language=language, LANGUAGES=LANGUAGES, TAGS=TAGS, in_language=in_language
    )
    app.before_request(_check)
    app.after_request(_remember)


def language() -> str:
    """The language that the address or the cookie asks for; Chinese where neither does."""
    if has_request_context():
        for asked in (request.args.get(NAME), request.cookies.get(NAME)):
            if asked in LANGUAGES:
                return asked
    return USUAL


def in_language(code: str) -> str:
    """The reference that leads from this page to itself in a language."""
    asked = request.args.to_dict(flat=False) | {NAME: [code]}
    return f"?{urlencode(asked, doseq=True)}"


def gettext(message: str, **values: object) -> str:
    """The message in the reader's language, with values in it."""
    said: str = get_domain().gettext(message, **values)
    return said


def term(word: str | None) -> Markup:
    """A word of the archive's own lists in the reader's language; any other stays as it is."""
    if not word:
        return Markup()
    said = gettext(word)
    return escape(said) if said != word else in_chinese(word)


def in_chinese(words: str) -> Markup:
    """Words of a notice, marked as Chinese where the page around them is not."""
    if language() == USUAL:
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(CHINESE, words)


@cache
def messages(code: str) -> Words:
    """What the messages are in a language."""
    if code == USUAL:
        return NullTranslations()
    written = (resources.files("webui") / "translations" / f"{code}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(written), locale=code))
    compiled.seek(0)
    return Translations(compiled)


def _check() -> None:
    asked = request.args.get(NAME)
    if asked is not None and asked not in LANGUAGES:
        raise BadRequest(
            gettext("%(name)s 只能是 %(known)s 之一。", name=NAME, known=", ".join(LANGUAGES))
        )


def _remember(response: Response) -> Response:
    asked = request.args.get(NAME)
    if asked in LANGUAGES:
        response.set_cookie(
            NAME, asked, A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
        )
    if request.endpoint != "static":
        response.vary.add("Cookie")
    return response
