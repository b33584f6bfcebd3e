"""What SQLite and the system complain of, in words for the person who runs the archive."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from archive.errors import CatalogueError

# by SQLite's primary result code: https://www.sqlite.org/rescode.html
_FAULTS = {
    sqlite3.SQLITE_NOTADB: "目录库文件已损坏，或不是数据库；请恢复备份，或将它移走后重新入库",
    sqlite3.SQLITE_CORRUPT: "目录库文件已损坏；请恢复备份，或将它移走后重新入库",
    sqlite3.SQLITE_CANTOPEN: "目录库打不开；请检查档案库目录是否存在、是否有读写权限",
    sqlite3.SQLITE_PERM: "目录库打不开；请检查档案库目录的读写权限",
    sqlite3.SQLITE_READONLY: "目录库只能读、不能写；请检查档案库目录的写权限",
    sqlite3.SQLITE_FULL: "磁盘已满，本次改动没有写入；请腾出空间后重试",
    sqlite3.SQLITE_IOERR: "读写磁盘出错，本次改动没有写入；请检查磁盘后重试",
    sqlite3.SQLITE_BUSY: "目录库正被另一个程序写入；请稍后重试",
    sqlite3.SQLITE_LOCKED: "目录库正被另一个程序写入；请稍后重试",
}
_TROUBLES = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件或目录不存在",
    errno.EEXIST: "同名文件已存在",
    errno.ENOTDIR: "路径中有一段不是目录",
    errno.EISDIR: "这是目录，不是文件",
    errno.ELOOP: "符号链接循环",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "文件系统只能读、不能写",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "读写磁盘出错",
}
_PRIMARY = 0xFF  # the low byte of an extended result code


@contextmanager
def explained() -> Iterator[None]:
    """Raise the faults of storage as CatalogueError; those of our own SQL stay what they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
        if code not in _FAULTS:
            raise
        raise CatalogueError(_FAULTS[code]) from error


def trouble(error: OSError) -> str:
    """What the system refused, without the path."""
    return _TROUBLES.get(error.errno or 0) or error.strerror or type(error).__name__
