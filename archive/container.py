"""ZIP containers, in which packed files and Word documents come, opened without harm."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from archive.errors import UnreadableError

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")  # of any, of an empty one
_ENTRY = b"PK\x01\x02"  # stands before each member's name in the list of members
_MOST_MEMBERS = 5_000
_ENCRYPTED = 0x1
_BOUNDED = (ZIP_STORED, ZIP_DEFLATED)  # unpacked no further than the size that was stated
_FAULTS = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OSError)


def is_container(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP container does."""
    return data.startswith(_STARTS)


def open_container(data: bytes) -> ZipFile:
    """The container; raises UnreadableError where it is damaged or lists too many members."""
    if data.count(_ENTRY) > _MOST_MEMBERS:
        raise UnreadableError(f"压缩包里的文件超过{_MOST_MEMBERS}个", "too_large")
    try:
        return ZipFile(BytesIO(data))
    except _FAULTS as error:
        raise UnreadableError("文件已损坏，无法打开") from error


def read_member(container: ZipFile, member: ZipInfo, most_bytes: int) -> bytes:
    """The bytes of a member; raises UnreadableError where it is locked, damaged or too large."""
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableError("文件加了密码，请去掉密码后再添加")
    if member.file_size > most_bytes:
        raise UnreadableError(f"解压后太大（{member.file_size / 1024**2:.0f} MB）", "too_large")
    if member.compress_type not in _BOUNDED:
        raise UnreadableError("压缩方法不常见，请用普通 ZIP 重新压缩")
    try:
        return container.read(member)
    except _FAULTS as error:
        raise UnreadableError("文件已损坏，无法解压") from error
