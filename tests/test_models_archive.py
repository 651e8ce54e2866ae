"""An archive is unpacked below its folder, or not at all."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from models_standins import VOSK, contents, noise, vosk_zip, zipped

from callassist.speech.fetching import archive
from callassist.speech.fetching.faults import Refused
from callassist.speech.fetching.progress import Silent


def unpack(tmp_path: Path, content: bytes) -> dict[str, bytes]:
    """What lies in the target afterwards; anything beside it is an escape."""
    room = tmp_path / "room"
    (room / "target").mkdir(parents=True)
    (room / "model.zip").write_bytes(content)
    archive.unpack(room / "model.zip", room / "target", Silent())
    return contents(room / "target")


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        unpack(tmp_path, content)
    assert {path.name for path in tmp_path.rglob("*")} <= {"room", "target", "model.zip"}, "something was unpacked"
    return caught.value.what


def test_the_one_folder_of_an_archive_loses_its_name(tmp_path: Path) -> None:
    assert unpack(tmp_path, vosk_zip("whatever-1.0")) == VOSK


@pytest.mark.parametrize(
    "name",
    [
        "model/../../escaped",
        "../escaped",
        "/escaped",
        "model//etc/escaped",
        "C:/escaped",
        "model/..\\..\\escaped",
        "model/nul",
        "model/a\x00b",
        "model/./a",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    members = zipped({"model/am/final.mdl": b"a", "model/PLACEHOLDER": b"b"})
    # Written into the finished file, since the library that makes it would tidy the name up.
    own = name.encode()
    placeholder = b"model/PLACEHOLDER"
    archived = _renamed(members, placeholder, own)
    assert "path" in refused(tmp_path, archived)


def test_a_link_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("model/am/final.mdl", b"a")
        link = zipfile.ZipInfo("model/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    assert "is a link" in refused(tmp_path, out.getvalue())


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    assert "would unpack to" in refused(tmp_path, zipped({"model/am/final.mdl": bytes(5_000_000)}))


def test_ten_thousand_files_are_no_model(tmp_path: Path) -> None:
    many = zipped({f"model/{number}": b"" for number in range(10_001)})
    assert "10001 files" in refused(tmp_path, many)


@pytest.mark.parametrize("members", [{"one/a": b"1", "two/b": b"2"}, {"a": b"1"}, {"model/": b""}, {}])
def test_an_archive_without_its_one_folder_is_refused(tmp_path: Path, members: dict[str, bytes]) -> None:
    refused(tmp_path, zipped(members))


def test_names_that_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    assert "the same name" in refused(tmp_path, zipped({"model/a": b"1", "model/A": b"2"}))


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"model/a": b"1"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(tmp_path, bytes(content))


def test_a_text_file_named_zip_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refused(tmp_path, b"this is not a zip file")


def test_a_member_that_does_not_match_its_checksum_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"model/a": noise(5000)}))
    content[2000] ^= 0xFF
    (tmp_path / "model.zip").write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        archive.unpack(tmp_path / "model.zip", tmp_path / "target", Silent())


@pytest.mark.parametrize("kept", [0, 10, 500, -30])
def test_an_archive_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    refused(tmp_path, vosk_zip()[:kept])


def _renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with a member's name replaced by one of another length, in both places where it stands."""
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        info = made.getinfo(old.decode())
        offset = info.header_offset
    out = bytearray(content)
    central = content.index(old, content.index(b"PK\x01\x02"))
    end = content.index(b"PK\x05\x06")
    change = len(new) - len(old)
    out[central : central + len(old)] = new
    out[central - 46 + 28 : central - 46 + 30] = len(new).to_bytes(2, "little")
    local = offset + 30
    out[local : local + len(old)] = new
    out[offset + 26 : offset + 28] = len(new).to_bytes(2, "little")
    moved_end = end + 2 * change
    size = int.from_bytes(out[moved_end + 12 : moved_end + 16], "little") + change
    start = int.from_bytes(out[moved_end + 16 : moved_end + 20], "little") + change
    out[moved_end + 12 : moved_end + 16] = size.to_bytes(4, "little")
    out[moved_end + 16 : moved_end + 20] = start.to_bytes(4, "little")
    return bytes(out)
