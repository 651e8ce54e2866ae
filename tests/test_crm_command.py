"""`callassist customers crm` as an administrator meets it."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import needs
import pytest
from crm_server import NOURA, TOKEN, FakeCrm, Reply, crm_server, describe
from customer_records import REDACTION
from keyring.backends import fail
from test_crm_outbox import wrap_up
from test_store_keys import FakeKeyring
from typer.testing import CliRunner, Result

from callassist.commands.customers import app
from callassist.customers.crm.faults import Refused
from callassist.customers.crm.outbox import Outbox
from callassist.customers.crm.rest import configured
from callassist.customers.crm.sending import Sending
from callassist.customers.records import records_path
from callassist.errors import UserError
from callassist.paths import config_dir
from callassist.store.database import open_for_writing
from callassist.store.records_schema import RECORDS


@pytest.fixture
def server() -> Iterator[FakeCrm]:
    with crm_server() as running:
        yield running


@pytest.fixture
def memory() -> FakeKeyring:
    backend = FakeKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture
def described(server: FakeCrm) -> Path:
    config_dir().mkdir(parents=True)
    return describe(server.url, config_dir())


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(app, ["crm", *arguments], input=answer)


def ran(*arguments: str, answer: str | None = None) -> str:
    result = run(*arguments, answer=answer)
    assert result.exit_code == 0, result.output
    return result.stdout


def failure(result: Result) -> UserError:
    assert isinstance(result.exception, UserError), result.output
    return result.exception


# ── Token ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_token_goes_into_the_keyring_for_that_server_alone(
    described: Path, memory: FakeKeyring, server: FakeCrm
) -> None:
    assert TOKEN not in ran("token", answer=f"{TOKEN}\n")
    assert memory.kept == {("CallAssist", f"crm token {server.url}"): TOKEN}
    with crm_server() as other:
        describe(other.url, config_dir())
        result = run("check")
        assert result.exit_code == 1
        assert "no token" in result.stdout
        assert other.requests == []


@pytest.mark.parametrize("given", ["", "Bearer abc", "ab\u0661", "a" * 9000])
def test_what_is_no_token_is_not_kept(described: Path, memory: FakeKeyring, given: str) -> None:
    error = failure(run("token", answer=f"{given}\n"))
    assert "no bearer token" in error.what
    assert memory.kept == {}


def test_without_a_keyring_the_token_is_kept_nowhere(described: Path) -> None:
    keyring.set_keyring(fail.Keyring())
    assert "kept nowhere else" in failure(run("token", answer=f"{TOKEN}\n")).what
    for file in described.parent.rglob("*"):
        assert TOKEN not in file.read_text(encoding="utf-8")


def test_a_locked_keyring_is_said(described: Path, memory: FakeKeyring) -> None:
    memory.locked = True
    result = run("check")
    assert result.exit_code == 1
    assert "locked" in result.stdout


# ── Check ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_says_what_works_and_writes_nothing(described: Path, memory: FakeKeyring, server: FakeCrm) -> None:
    ran("token", answer=f"{TOKEN}\n")
    told = ran("check", "--number", "055 123 4567")
    for line in ("description: ok", "token: ok", "server: ok", "find: ok", "name: نورة محمد", "promise: not tried"):
        assert line in told
    assert {each.method for each in server.requests} == {"GET"}
    assert not records_path().exists()
    assert TOKEN not in told
    lines = [json.loads(line) for line in ran("check", "--json").splitlines()]
    assert {line["what"]: line["works"] for line in lines}["find"] is None


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(401), "find: FAILED. .*crm token"),
        (Reply(302, headers={"Location": "https://login.example"}), "server: ok(.|\n)*find: FAILED. .*login.example"),
        (Reply.page(), "find: FAILED. .*web page"),
        (Reply.json({"data": [NOURA | {"gender": "robot"}]}), "customer: FAILED. Left out: gender"),
    ],
)
def test_check_says_what_does_not_work(
    described: Path, memory: FakeKeyring, server: FakeCrm, reply: Reply, said: str
) -> None:
    ran("token", answer=f"{TOKEN}\n")
    server.always = reply
    result = run("check", "--number", "0551234567")
    assert result.exit_code == 1
    assert re.search(said, result.stdout), result.stdout


def test_the_app_takes_what_the_administrator_has_set_up(described: Path, memory: FakeKeyring) -> None:
    with pytest.raises(UserError, match="crm token"):
        configured(REDACTION, region="SA", vip=False)
    ran("token", answer=f"{TOKEN}\n")
    crm = configured(REDACTION, region="SA", vip=False)
    assert crm is not None
    assert [each.fields["name"] for each in crm.read("+966551234567", within=30)] == [NOURA["full_name"]]
    described.unlink()
    assert configured(REDACTION, region="SA", vip=False) is None


def test_without_a_description_it_is_said_how_to_come_by_one() -> None:
    error = failure(run("check"))
    assert str(config_dir() / "crm.toml") in error.what
    assert "example.toml" in error.remedy


def test_a_server_with_a_certificate_of_the_company_is_trusted_by_its_bundle_alone(
    tmp_path: Path, memory: FakeKeyring
) -> None:
    certificate, key = tmp_path / "company-ca.pem", tmp_path / "key.pem"
    openssl = needs.program("openssl", "openssl")
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *names], check=True, capture_output=True)
    with crm_server() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        url = server.url.replace("http://", "https://")
        stranger = describe(url, tmp_path)
        ran("token", "--file", str(stranger), answer=f"{TOKEN}\n")
        result = run("check", "--file", str(stranger))
        assert result.exit_code == 1
        assert "server: FAILED" in result.stdout
        assert "server.ca_bundle" in result.stdout
        assert server.requests == []
        trusted = describe(url, tmp_path, ("# ca_bundle", "ca_bundle"))
        assert "find: ok" in ran("check", "--file", str(trusted), "--number", "0551234567")
        assert server.requests[0].token == f"Bearer {TOKEN}"


# ── Outbox ────────────────────────────────────────────────────────────────────────────────────────────────


class FakeRefusing:
    """A CRM that wants nothing."""

    name, owned, reads, writes, ring_s = "CRM", frozenset[str](), False, frozenset(("wrap_up",)), 1.0

    def read(self, number: str, *, within: float) -> tuple[()]:
        return ()

    def write(self, entry: object, key: object) -> None:
        raise Refused("The CRM answered 422.", "Mend it.")

    def stop(self) -> None:
        """Nothing is under way."""


def test_what_waits_is_listed_retried_and_dropped() -> None:
    assert "Nothing waits." in ran("outbox", "list")
    with open_for_writing(records_path(), RECORDS) as database:
        outbox = Outbox(database, REDACTION)
        key = outbox.put(wrap_up(), datetime.now(UTC))
        Sending(FakeRefusing(), outbox, now=lambda: datetime.now(UTC)).round()
        other = outbox.put(wrap_up(summary="الثانية"), datetime.now(UTC))
    told = ran("outbox", "list")
    assert f"{key}  wrap_up" in told
    assert "refused" in told
    assert "answered 422" in told
    lines = [json.loads(line) for line in ran("outbox", "list", "--json").splitlines()]
    assert [(line["key"], line["parked"], line["kind"]) for line in lines] == [
        (str(key), True, "wrap_up"),
        (str(other), False, "wrap_up"),
    ]
    assert "1 will be sent" in ran("outbox", "retry", str(key))
    assert "refused" not in ran("outbox", "list")
    ran("outbox", "drop", str(other))
    assert "2 will be sent" not in ran("outbox", "retry", "--all")
    assert str(other) not in ran("outbox", "list")


def test_what_is_not_there_or_not_meant_alone_is_said() -> None:
    with open_for_writing(records_path(), RECORDS) as database:
        outbox = Outbox(database, REDACTION)
        for _ in range(2):
            outbox.put(wrap_up(), datetime.now(UTC))
    assert "Nothing in the outbox" in failure(run("outbox", "drop", "ffff")).what
    assert "Several in the outbox" in failure(run("outbox", "drop", "0")).what
    assert failure(run("outbox", "retry")).exit_code == 2
    assert failure(run("outbox", "retry", "0", "--all")).exit_code == 2
