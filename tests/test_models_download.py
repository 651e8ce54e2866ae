"""A transfer goes on where it stopped, begins anew where it must, and keeps nothing that is wrong."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import needs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from models_server import ModelServer, Served, serving
from models_standins import HURRIED, noise, sha256

from callassist.errors import UserError
from callassist.speech.fetching.download import Downloader
from callassist.speech.fetching.faults import Refused, Unreachable
from callassist.speech.fetching.progress import Silent
from callassist.speech.fetching.transfer import Expected

SIZE = 300_000
CONTENT = noise(SIZE)
LARGEST = 1_000_000
KNOWN = Expected(SIZE, sha256(CONTENT), "known")
UNKNOWN = Expected()


@pytest.fixture(scope="module", autouse=True)
def _no_proxy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


def fetch(server: ModelServer, target: Path, expected: Expected = KNOWN, *, largest: int = LARGEST) -> str:
    with Downloader(target.parent / "notes", Silent(), HURRIED) as downloader:
        return downloader.file(httpx.URL(f"{server.url}/file"), target, expected, largest=largest)


def begin(server: ModelServer, target: Path, expected: Expected = KNOWN, *, at: int = 100_000) -> None:
    """Fetch a part in an earlier run, which was given up."""
    server.files["/file"].cuts = [at, 0, 0, 0, 0, 0]
    with pytest.raises(Unreachable):
        fetch(server, target, expected)
    server.files["/file"].cuts = []
    server.requests.clear()


def test_a_cut_connection_is_resumed_and_no_byte_comes_twice(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, cuts=[80_000, 120_000])
    assert fetch(server, tmp_path / "file") == sha256(CONTENT)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert server.sent("/file") == [80_000, 120_000, 100_000]
    assert [request.range for request in server.requests] == [None, "bytes=80000-", "bytes=200000-"]


@pytest.mark.parametrize("expected", [KNOWN, UNKNOWN], ids=["digest known", "digest unknown"])
def test_a_later_run_goes_on_with_what_an_earlier_one_got(
    server: ModelServer, tmp_path: Path, expected: Expected
) -> None:
    server.files["/file"] = Served(CONTENT)
    begin(server, tmp_path / "file", expected)
    assert fetch(server, tmp_path / "file", expected) == sha256(CONTENT)
    assert server.sent("/file") == [SIZE - 100_000]
    assert server.requests[0].if_range == server.files["/file"].tag


def test_headway_keeps_a_transfer_alive_however_often_it_is_cut(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, cuts=[20_000] * 14)
    assert fetch(server, tmp_path / "file") == sha256(CONTENT)
    assert sum(server.sent("/file")) == SIZE


def test_a_server_that_knows_no_ranges_sends_it_all_again(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, cuts=[80_000], ranges=False)
    assert fetch(server, tmp_path / "file") == sha256(CONTENT)
    assert (tmp_path / "file").read_bytes() == CONTENT
    assert server.sent("/file") == [80_000, SIZE]


def test_a_server_without_ranges_that_always_breaks_off_is_given_up(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, cuts=[80_000] * 100, ranges=False)
    with pytest.raises(Unreachable, match="can't be fetched"):
        fetch(server, tmp_path / "file")
    assert len(server.requests) <= HURRIED.attempts + 1


@pytest.mark.parametrize("heeds_if_range", [True, False], ids=["server heeds If-Range", "server ignores it"])
def test_a_file_that_changed_upstream_is_fetched_anew(
    server: ModelServer, tmp_path: Path, heeds_if_range: bool
) -> None:
    server.files["/file"] = Served(CONTENT)
    begin(server, tmp_path / "file", UNKNOWN)
    other = noise(SIZE, seed=9)
    server.files["/file"] = Served(other, if_range=heeds_if_range)
    assert fetch(server, tmp_path / "file", UNKNOWN) == sha256(other)
    assert (tmp_path / "file").read_bytes() == other


def test_a_file_that_became_shorter_upstream_is_fetched_anew(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT)
    begin(server, tmp_path / "file", UNKNOWN)
    server.files["/file"] = Served(CONTENT[:50_000], if_range=False)
    assert fetch(server, tmp_path / "file", UNKNOWN) == sha256(CONTENT[:50_000])


def test_without_a_version_and_without_a_digest_nothing_is_glued_together(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, etag=None)
    begin(server, tmp_path / "file", UNKNOWN)
    assert fetch(server, tmp_path / "file", UNKNOWN) == sha256(CONTENT)
    assert server.sent("/file") == [SIZE]


def test_without_a_version_a_known_digest_is_enough_to_go_on(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, etag='W/"weak"')
    begin(server, tmp_path / "file")
    assert fetch(server, tmp_path / "file") == sha256(CONTENT)
    assert server.sent("/file") == [SIZE - 100_000]


def test_what_is_whole_already_is_not_fetched_again(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT)
    fetch(server, tmp_path / "file")
    fetch(server, tmp_path / "file")
    assert server.sent("/file") == [SIZE]
    fetch(server, tmp_path / "file", UNKNOWN)
    assert server.sent("/file") == [SIZE, 0], "the server says that there is no more"


def test_what_is_whole_is_kept_though_another_source_is_asked(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT)
    fetch(server, tmp_path / "file")
    with Downloader(tmp_path / "notes", Silent(), HURRIED) as downloader:
        elsewhere = httpx.URL(f"{server.url}/elsewhere")
        assert downloader.file(elsewhere, tmp_path / "file", KNOWN, largest=LARGEST) == KNOWN.sha256
    assert len(server.requests) == 1


def test_a_damaged_part_of_an_earlier_day_is_fetched_anew(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT)
    begin(server, tmp_path / "file")
    with (tmp_path / "file").open("r+b") as part:
        part.write(b"damage")
    assert fetch(server, tmp_path / "file") == sha256(CONTENT)
    assert server.sent("/file") == [SIZE - 100_000, SIZE]


def test_a_wrong_digest_is_refused_and_not_kept(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(noise(SIZE, seed=5))
    with pytest.raises(Refused, match=f"SHA-256 is {sha256(noise(SIZE, seed=5))}.*{KNOWN.sha256}"):
        fetch(server, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_a_wrong_length_is_refused_before_the_file_comes(server: ModelServer, tmp_path: Path) -> None:
    rest = threading.Event()
    server.files["/file"] = Served(CONTENT + b"more", pause=rest)
    try:
        with pytest.raises(Refused, match="300004 bytes long there and should be 300000"):
            fetch(server, tmp_path / "file")
        assert server.sent("/file")[0] < SIZE
    finally:
        rest.set()


def test_more_than_a_model_can_have_is_refused(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT)
    with pytest.raises(Refused, match="more than such a file can have"):
        fetch(server, tmp_path / "file", UNKNOWN, largest=100_000)
    server.files["/file"] = Served(CONTENT, declare_length=False)
    with pytest.raises(Refused, match="more than such a file can have"):
        fetch(server, tmp_path / "file", UNKNOWN, largest=100_000)
    assert not (tmp_path / "file").exists()


def test_a_file_of_unstated_length_is_taken_to_its_end(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, declare_length=False)
    assert fetch(server, tmp_path / "file") == sha256(CONTENT)


def test_a_missing_file_is_not_asked_for_again(server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="answered 404") as caught:
        fetch(server, tmp_path / "file")
    assert len(server.requests) == 1
    assert "--from FOLDER" in caught.value.remedy


def test_a_busy_server_is_asked_again(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT, status=503)
    with pytest.raises(Unreachable, match="answered 503"):
        fetch(server, tmp_path / "file")
    assert len(server.requests) == HURRIED.attempts


def test_a_sign_in_page_is_not_taken_for_a_model(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(b"<html>Welcome to the guest network</html>", kind="text/html; charset=utf-8")
    with pytest.raises(Unreachable, match="a web page instead"):
        fetch(server, tmp_path / "file", UNKNOWN)


def test_no_network_says_how_to_do_without(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = httpx.URL(f"http://127.0.0.1:{closed.getsockname()[1]}/file")
        with Downloader(tmp_path / "notes", Silent(), HURRIED) as downloader, pytest.raises(Unreachable) as caught:
            downloader.file(url, tmp_path / "file", KNOWN, largest=LARGEST)
    assert "--from FOLDER" in caught.value.remedy


def test_a_password_in_an_address_is_never_shown(server: ModelServer, tmp_path: Path) -> None:
    url = httpx.URL(f"{server.url}/file?token=geheim").copy_with(username="anyone", password="swordfish")
    with Downloader(tmp_path / "notes", Silent(), HURRIED) as downloader, pytest.raises(Unreachable) as caught:
        downloader.file(url, tmp_path / "file", KNOWN, largest=LARGEST)
    assert "swordfish" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_what_cannot_be_written_says_where(server: ModelServer, tmp_path: Path) -> None:
    server.files["/file"] = Served(CONTENT)
    (tmp_path / "file").mkdir()
    with pytest.raises(UserError, match="can't be written"):
        fetch(server, tmp_path / "file")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, SIZE), max_size=6), ranges=st.booleans())
def test_wherever_it_is_cut_the_file_is_right_or_absent(server: ModelServer, cuts: list[int], ranges: bool) -> None:
    server.files["/file"] = Served(CONTENT, cuts=list(cuts), ranges=ranges)
    server.requests.clear()
    with TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        try:
            assert fetch(server, target) == sha256(CONTENT)
        except Unreachable:
            assert not target.exists() or CONTENT.startswith(target.read_bytes())
        else:
            assert target.read_bytes() == CONTENT
            assert not ranges or sum(server.sent("/file")) == SIZE


def test_an_untrusted_certificate_is_explained_and_a_companys_own_is_trusted(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openssl = needs.program("openssl", "openssl")
    made = (
        f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    )
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run([*made.split(), *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.files["/file"] = Served(CONTENT)
    url = httpx.URL(f"{server.url}/file".replace("http:", "https:"))
    with Downloader(tmp_path / "notes", Silent(), HURRIED) as downloader, pytest.raises(Unreachable) as caught:
        downloader.file(url, tmp_path / "file", KNOWN, largest=LARGEST)
    assert "certificate" in caught.value.what
    assert "SSL_CERT_FILE" in caught.value.remedy
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    with Downloader(tmp_path / "notes", Silent(), HURRIED) as downloader:
        assert downloader.file(url, tmp_path / "file", KNOWN, largest=LARGEST) == sha256(CONTENT)
