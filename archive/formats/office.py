"""Older word-processor files (DOC, WPS, RTF, ODT), turned into DOCX by LibreOffice."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import UnreadableError
from archive.formats.content import Content
from archive.formats.docx import read_docx
from archive.formats.program import Program

_SECONDS = 120.0
_SOFFICE = Program(
    "soffice",
    "读 DOC、WPS、RTF 文件要先安装 LibreOffice"
    "（Debian、Ubuntu：apt install libreoffice-writer-nogui；macOS：brew install libreoffice），"
    "或者在 Word、WPS 中另存为 DOCX",
)


def read_office(data: bytes) -> Content:
    """The lines of a document that LibreOffice opens, with numbers and tracked changes resolved."""
    with TemporaryDirectory(prefix="xunjian-") as name:
        folder = Path(name)
        (folder / "document").write_bytes(data)
        profile = (folder / "profile").as_uri()
        _SOFFICE.run(
            [
                f"-env:UserInstallation={profile}",
                "--headless",
                "--norestore",
                "--convert-to",
                "docx",
                "--outdir",
                str(folder),
                str(folder / "document"),
            ],
            b"",
            _SECONDS,
        )
        converted = folder / "document.docx"
        if not converted.is_file():
            raise UnreadableError("LibreOffice 打不开这个文件，可能已损坏或加了密码")
        return replace(read_docx(converted.read_bytes()), reader=_version())


@cache
def _version() -> str:
    """LibreOffice 7.4.7.2, without the build it was made from."""
    output = _SOFFICE.run(["--version"], b"", _SECONDS).decode(errors="replace")
    return " ".join(output.split()[:2])
