"""Whether a file lies where SQLite can be trusted with it.

The write-ahead log needs memory shared between processes and honest locks. A network share gives neither, and
a folder kept in step by a cloud client has its files exchanged under an open database. Both lose records
without a word.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_NETWORK = re.compile(
    r"nfs4?|cifs|smbfs|smb[23]|9p|afs|ncpfs|ceph|glusterfs|lustre|gfs2|ocfs2|beegfs|davfs|webdav|afpfs"
    r"|vboxsf|vmhgfs|virtiofs|drvfs|prl_fs"
    r"|fuse\.(davfs2|sshfs|rclone|glusterfs|s3fs|gvfsd-fuse|vmhgfs-fuse|cephfs|curlftpfs|smbnetfs)"
)
# A container or virtual machine may have its own disk under one of these; then nobody else writes to it.
_OWN_DISK_AT_ROOT = frozenset({"9p", "virtiofs"})
_SYNC_NAME = re.compile(
    r"onedrive|dropbox|nutstore|坚果云|baidusync|baidunetdisk|百度网盘|百度云同步盘|wps ?云盘|wpsdrive"
    r"|icloud|google ?drive|syncthing|微云|weiyun|天翼云|曲奇云盘|nextcloud"
    r"|owncloud|seafile|pcloud|mega ?sync",
    re.IGNORECASE,
)
_SYNC_MARKS = (".dropbox", ".stfolder", ".nutstore", ".owncloudsync.log", ".sync_journal.db")
_WINDOWS_REMOTE_DRIVE = 4


class PlaceKind(StrEnum):
    """A disk of this machine, a share of another one, or a folder a cloud client keeps in step."""

    LOCAL = "local"
    NETWORK = "network"
    SYNC = "sync"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path lies; ``detail`` names the file system or the folder that decided it."""

    kind: PlaceKind
    detail: str = ""


def judge(path: Path, platform: str = sys.platform) -> Place:
    """The place of an existing or future file on the machine the desk runs on."""
    real = Path(os.path.realpath(path))
    if platform == "win32":
        remote = _windows_remote(str(path)) or _windows_remote(str(real))
        return Place(PlaceKind.NETWORK, remote) if remote else judge_folder(real)
    if platform.startswith("linux"):
        return judge_linux(real, Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    return judge_folder(real)


def judge_linux(path: Path, mounts: str) -> Place:
    """The place of an absolute path without links, given the text of ``/proc/self/mountinfo``."""
    mount_point, system = _mount_of(path, mounts)
    own_disk = mount_point == Path("/") and system in _OWN_DISK_AT_ROOT
    if _NETWORK.fullmatch(system) and not own_disk:
        return Place(PlaceKind.NETWORK, system)
    return judge_folder(path)


def judge_folder(path: Path) -> Place:
    """Whether a folder above the file is, by its name or its marks, kept in step by a cloud client."""
    for folder in path.parents:
        if _SYNC_NAME.match(folder.name):
            return Place(PlaceKind.SYNC, folder.name)
        if any(os.path.lexists(folder / mark) for mark in _SYNC_MARKS):
            # ~/.dropbox is the client's own data, not a sign that the whole home is shared.
            if folder == Path.home():
                continue
            return Place(PlaceKind.SYNC, folder.name)
    return Place(PlaceKind.LOCAL)


def _mount_of(path: Path, mounts: str) -> tuple[Path, str]:
    """Mount point and file system of the deepest mount that holds the path; of equals the last one."""
    best, system = Path("/"), ""
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if not dash or len(fields) < 5:
            continue
        point = Path(_unescaped(fields[4]))
        deeper = len(point.parts) >= len(best.parts)
        if deeper and (path == point or point in path.parents):
            best, system = point, after.split(" ", 1)[0]
    return best, system


def _unescaped(field: str) -> str:
    """The kernel writes blank, tab, line feed and backslash as three octal digits."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def _windows_remote(path: str) -> str:
    """The server or drive of a remote path, empty for a local one."""
    drive = os.path.splitdrive(path)[0]
    if path.startswith(("\\\\", "//")) and not path.startswith(("\\\\?\\", "\\\\.\\")):
        return drive or path
    if sys.platform == "win32" and drive:
        kind = ctypes.windll.kernel32.GetDriveTypeW(drive + "\\")
        return drive if kind == _WINDOWS_REMOTE_DRIVE else ""
    return ""
