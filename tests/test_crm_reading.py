"""A real server's answers become records, and whatever else it does stays outside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from crm_server import EXAMPLE, NOURA, TOKEN, FakeCrm, Reply, crm_server, describe, rest

from callassist.customers.crm import description
from callassist.customers.crm.faults import Busy, CrmFault, NoAnswer, NotAllowed, Refused, Stopped, Unusable
from callassist.errors import UserError

NUMBER = "+966551234567"
CARD = "4263982640269299"


@pytest.fixture
def server() -> Iterator[FakeCrm]:
    with crm_server() as running:
        yield running


# ── The description ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("https://crm.namaa.example/api/v2", "http://crm.namaa.example/api", "server.url: .*https"),
        ("https://crm.namaa.example/api/v2", "http://127.0.0.1.evil.example", "server.url: .*https"),
        ("https://crm.namaa.example/api/v2", "https://me:secret@crm.namaa.example", "server.url: .*crm token"),
        ('X-Tenant = "namaa"', 'authorization = "Bearer x"', "headers.*crm token"),
        ('X-Tenant = "namaa"', 'X-Tenant = "a\\r\\nX-Other: b"', r"server\.headers\.X-Tenant"),
        ("phone={number}", "phone={name}", "find: .*{number}"),
        ('full_name"', 'full name."', r"find\.fields\.name"),
        ('title = "salutation"', 'hat = "salutation"', "find.fields: .*hat: no such field"),
        ('"plan", "since"]', '"remark"]', "find: .*remark is the agent's own"),
        ('f = ["2"]', 'x = ["2"]', "find.values: .*there is no x"),
        ("{external_id}/tasks", "{person}/tasks", "promise: .*person"),
        ("{external_id}/tasks", "../tasks", "promise.path: .*upwards"),
        ('due = "due_at"', 'due = "title.due"', "promise: .*title.due"),
        ('what = "title"', 'summary = "title"', "promise.fields: summary"),
        ('numbers = "national"', 'numbers = "roman"', "server.numbers"),
        ("total_s = 20", "total_s = 0", "times.total_s"),
    ],
)
def test_a_mistake_in_the_description_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "crm.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UserError, match=reason) as caught:
        description.load(path)
    assert str(path) in caught.value.what


# ── What is read ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_customer_is_found_by_number_and_understood(server: FakeCrm, tmp_path: Path) -> None:
    (found,) = rest(server.url, tmp_path).read(NUMBER, within=30)
    assert found.fields == {
        "external_id": "C-17",
        "name": "نورة محمد",
        "search_name": found.fields["search_name"],
        "title": "أستاذة",
        "gender": "f",
        "language": "ar",
        "plan": "ذهبية",
        "since": "2024-05-01",
        "remark": "تفضل الاتصال مساءً",
    }
    assert found.numbers == (NUMBER,)
    assert found.left_out == ()
    (asked,) = server.requests
    assert (asked.method, asked.path) == ("GET", "/customers?phone=0551234567")
    assert asked.token == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("form", "asked"), [("e164", "%2B966551234567"), ("digits", "966551234567"), ("national", "0551234567")]
)
def test_the_crm_gets_numbers_as_it_writes_them(server: FakeCrm, tmp_path: Path, form: str, asked: str) -> None:
    crm = rest(server.url, tmp_path, ('numbers = "national"', f'numbers = "{form}"'))
    crm.read(NUMBER, within=30)
    assert server.requests[0].path == f"/customers?phone={asked}"


def test_it_may_be_asked_by_a_body(server: FakeCrm, tmp_path: Path) -> None:
    crm = rest(
        server.url,
        tmp_path,
        ('method = "GET"', 'method = "POST"\nbody = {"query.phone" = "{number}", "query.limit" = 5}'),
        ("/customers?phone={number}", "/search"),
    )
    assert len(crm.read(NUMBER, within=30)) == 1
    assert server.requests[0].body == {"query": {"phone": "0551234567", "limit": 5}}


@pytest.mark.parametrize(
    "reply",
    [Reply(404), Reply(204, b""), Reply.json({"data": []}), Reply.json({"data": None}), Reply.json({"data": {}})],
)
def test_nobody_is_nobody(server: FakeCrm, tmp_path: Path, reply: Reply) -> None:
    server.always = reply
    assert rest(server.url, tmp_path).read(NUMBER, within=30) == ()


def test_whoever_has_another_number_is_not_who_rings(server: FakeCrm, tmp_path: Path) -> None:
    other = NOURA | {"id": "C-18", "phones": {"mobile": "0559999999", "home": "0551111111"}}
    server.always = Reply.json({"data": [other, NOURA]})
    found = rest(server.url, tmp_path).read(NUMBER, within=30)
    assert [each.fields["external_id"] for each in found] == ["C-17"]


def test_what_is_wrong_in_a_customer_is_left_out_and_the_rest_is_taken(server: FakeCrm, tmp_path: Path) -> None:
    broken = {
        "id": CARD,
        "full_name": "سالم",
        "salutation": ["Dr."],
        "gender": "robot",
        "subscription": {"plan": {"name": 12.0}, "since": "soon"},
        "phones": {"mobile": "0551234567", "home": CARD},
        "note": f"بطاقتي {CARD}",
    }
    server.always = Reply.json({"data": broken})
    (found,) = rest(server.url, tmp_path).read(NUMBER, within=30)
    kept = {field: value for field, value in found.fields.items() if field != "search_name"}
    assert kept == {"name": "سالم", "plan": "12", "remark": "بطاقتي [card]"}
    assert len(found.left_out) == 5
    said = "\n".join(found.left_out)
    for path in ("id:", "salutation:", "gender:", "subscription.since:", "phones.home:"):
        assert path in said
    assert CARD not in said


# ── What does not come in ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reply", "fault", "said"),
    [
        (Reply.page(), Unusable, "web page"),
        (Reply(200, b"\xef\xbb\xbf<html>"), Unusable, "no JSON"),
        (Reply(200, b'{"data": [{"full_name": "\xff\xfe"}]}'), Unusable, "UTF-8"),
        (Reply(200, b"not json"), Unusable, "no JSON"),
        (Reply(200, b'{"data": NaN}'), Unusable, "no JSON"),
        (Reply(200, b"[" * 100_000), Unusable, "no JSON"),
        (Reply(200, b'{"data": ' + b"9" * 10_000 + b"}"), Unusable, "no JSON"),
        (Reply.json([1, 2]), Unusable, "find.records"),
        (Reply.json({"data": "Noura"}), Unusable, "not objects"),
        (Reply.json({"data": [{"id": "C-1"}]}), Unusable, "without a name"),
        (Reply.json({"data": [{"full_name": "x" * 5000}]}), Unusable, "name that can't be kept"),
        (Reply.json({"data": [NOURA] * 21}), Unusable, "21 customers"),
        (Reply(200, b" " * 300_000 + b"{}"), Unusable, "larger than 256 KB"),
        (Reply(200, b"x", headers={"Content-Encoding": "gzip"}), Unusable, "packed"),
        (Reply(401), NotAllowed, "crm token"),
        (Reply(403), NotAllowed, "crm token"),
        (Reply(400, b'{"error": "no such filter"}'), Refused, "no such filter"),
        (Reply(429, headers={"Retry-After": "7"}), Busy, "429"),
        (Reply(503, headers={"Retry-After": "Fri, 31 Dec 2100 23:59:59 GMT"}), Busy, "503"),
    ],
)
def test_an_answer_that_is_none_is_said_in_a_sentence(
    server: FakeCrm, tmp_path: Path, reply: Reply, fault: type[CrmFault], said: str
) -> None:
    server.always = reply
    with pytest.raises(fault, match=said) as caught:
        rest(server.url, tmp_path).read(NUMBER, within=30)
    assert TOKEN not in str(caught.value)


def test_the_token_follows_no_redirection(server: FakeCrm, tmp_path: Path) -> None:
    with crm_server() as elsewhere:
        for status in (301, 302, 307, 308):
            server.always = Reply(status, headers={"Location": f"{elsewhere.url}/take?secret=1"})
            with pytest.raises(Unusable, match=r"sends us on to http://127\.0\.0\.1;") as caught:
                rest(server.url, tmp_path).read(NUMBER, within=30)
            assert "secret" not in str(caught.value)
        assert elsewhere.requests == []


@pytest.mark.parametrize("drips", [False, True])
def test_the_whole_exchange_has_one_limit(server: FakeCrm, tmp_path: Path, drips: bool) -> None:
    let_go = threading.Event()
    server.always = Reply(held=let_go, drips=drips, declared=10_000)
    try:
        with pytest.raises(NoAnswer, match="did not answer within"):
            rest(server.url, tmp_path).read(NUMBER, within=0.4)
    finally:
        let_go.set()


def test_nobody_there_is_said_and_so_is_a_connection_that_breaks(server: FakeCrm, tmp_path: Path) -> None:
    server.always = Reply(200, b'{"data"', declared=100)
    with pytest.raises(NoAnswer, match="broke off"):
        rest(server.url, tmp_path).read(NUMBER, within=30)
    with crm_server() as gone:
        pass
    with pytest.raises(NoAnswer, match="can't be reached"):
        rest(gone.url, tmp_path).read(NUMBER, within=30)


def test_a_server_that_stumbles_is_asked_again_while_it_rings(server: FakeCrm, tmp_path: Path) -> None:
    server.replies.extend([Reply(502), Reply(200, b"{", declared=50)])
    assert len(rest(server.url, tmp_path).read(NUMBER, within=30)) == 1
    assert len(server.requests) == 3


def test_a_server_that_has_too_many_requests_gets_no_more_of_them(server: FakeCrm, tmp_path: Path) -> None:
    server.always = Reply(429)
    with pytest.raises(Busy):
        rest(server.url, tmp_path).read(NUMBER, within=30)
    assert len(server.requests) == 1


def test_what_is_under_way_is_broken_off_from_another_thread(server: FakeCrm, tmp_path: Path) -> None:
    let_go = threading.Event()
    server.always = Reply(held=let_go)
    crm = rest(server.url, tmp_path)
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            crm.read(NUMBER, within=50)
        except CrmFault as fault:
            ended.append(fault)

    asking = threading.Thread(target=ask)
    asking.start()
    server.wait_for(1)
    crm.stop()
    asking.join(30)
    let_go.set()
    assert isinstance(ended[0], Stopped)
    with pytest.raises(Stopped):
        crm.read(NUMBER, within=30)


def test_no_proxy_stands_between_programs_of_this_pc(
    server: FakeCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with crm_server() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert len(rest(server.url, tmp_path).read(NUMBER, within=30)) == 1
        assert proxy.requests == []


def test_a_proxy_of_the_environment_is_used_and_does_not_see_the_token(
    server: FakeCrm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    server.always = Reply(403)
    with pytest.raises(NoAnswer, match="can't be reached"):
        rest("https://crm.namaa.example", tmp_path).read(NUMBER, within=30)
    assert {(each.method, each.path, each.token) for each in server.requests} == {
        ("CONNECT", "crm.namaa.example:443", None)
    }


@pytest.mark.parametrize("proxy", ["nonsense://proxy", "socks5://127.0.0.1:9", "http://[::1"])
def test_a_proxy_that_can_not_be_used_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(NoAnswer, match="proxy of this PC"):
        rest("https://crm.namaa.example", tmp_path).read(NUMBER, within=30)


def test_a_ca_bundle_that_is_none_is_named(server: FakeCrm, tmp_path: Path) -> None:
    (tmp_path / "company-ca.pem").write_text("nothing of the kind", encoding="ascii")
    with pytest.raises(UserError, match=r"server\.ca_bundle .*company-ca\.pem"):
        rest(server.url, tmp_path, ("# ca_bundle", "ca_bundle"))
    assert describe(server.url, tmp_path).is_file()
