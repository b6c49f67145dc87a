"""Where a database may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent_desk.storage.place import Place, PlaceKind, judge, judge_folder, judge_linux

MOUNTS = "\n".join(
    [
        "22 1 254:0 / / rw - ext4 /dev/vda rw",
        "30 22 0:40 / /mnt/share rw,relatime shared:7 master:2 - nfs4 server:/x rw",
        r"31 22 0:41 / /mnt/共享\040盘 rw - cifs //server/y rw",
        "32 30 0:42 / /mnt/share/local rw - ext4 /dev/vdb rw",
        "33 22 0:43 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw",
        "34 22 0:44 / /mnt/twice rw - cifs //server/z rw",
        "35 22 0:45 / /mnt/twice rw - ext4 /dev/vdc rw",
        "36 22 0:46 / /mnt/c rw - 9p drvfs rw",
        "a line of some future kernel",
    ]
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/a/office.db", Place(PlaceKind.LOCAL)),
        ("/mnt/share/office.db", Place(PlaceKind.NETWORK, "nfs4")),
        ("/mnt/share/deep/er/office.db", Place(PlaceKind.NETWORK, "nfs4")),
        ("/mnt/共享 盘/a/office.db", Place(PlaceKind.NETWORK, "cifs")),
        ("/mnt/share/local/office.db", Place(PlaceKind.LOCAL)),
        ("/mnt/shared/office.db", Place(PlaceKind.LOCAL)),
        ("/run/user/1000/gvfs/smb-share:server=a/office.db", Place(PlaceKind.NETWORK, "fuse.gvfsd-fuse")),
        ("/mnt/twice/office.db", Place(PlaceKind.LOCAL)),
        ("/mnt/c/Users/a/office.db", Place(PlaceKind.NETWORK, "9p")),
        ("/home/a/坚果云/office.db", Place(PlaceKind.SYNC, "坚果云")),
        ("/home/a/OneDrive - 审批局/库/office.db", Place(PlaceKind.SYNC, "OneDrive - 审批局")),
        ("/home/a/onedrive.db", Place(PlaceKind.LOCAL)),
    ],
)
def test_linux(path: str, expected: Place) -> None:
    assert judge_linux(Path(path), MOUNTS) == expected


def test_the_disk_of_a_container_is_its_own() -> None:
    assert judge_linux(Path("/work/office.db"), "1 0 0:1 / / rw - 9p root rw").kind is PlaceKind.LOCAL
    assert judge_linux(Path("/work/office.db"), "1 0 0:1 / / rw - nfs4 root rw").kind is PlaceKind.NETWORK


def test_a_mark_of_a_client_tells_as_well(tmp_path: Path) -> None:
    (tmp_path / "团队" / ".stfolder").mkdir(parents=True)
    assert judge_folder(tmp_path / "团队" / "库" / "office.db") == Place(PlaceKind.SYNC, "团队")
    assert judge_folder(tmp_path / "别处" / "office.db").kind is PlaceKind.LOCAL


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "Nutstore").mkdir()
    (tmp_path / "记录").symlink_to(tmp_path / "Nutstore")
    assert judge(tmp_path / "记录" / "office.db") == Place(PlaceKind.SYNC, "Nutstore")


@pytest.mark.parametrize("path", [r"\\server\库\office.db", "//server/库/office.db"])
def test_windows_shares(path: str) -> None:
    assert judge(Path(path), platform="win32").kind is PlaceKind.NETWORK
