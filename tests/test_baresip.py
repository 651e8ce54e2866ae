"""The link to baresip, with real softphones that call each other; what no softphone does is done by a fake."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from baresip import Baresip

from callassist.errors import UserError
from callassist.softphone.baresip import BaresipLink
from callassist.softphone.lines import Lines
from callassist.softphone.netstrings import netstring
from callassist.softphone.phone import Link, LinkChanged, PhoneEvent

NUMBER, OTHER = "966551234567", "966501234567"


class Heard:
    """What a link tells, awaited one by one."""

    def __init__(self) -> None:
        self.told: queue.Queue[PhoneEvent | LinkChanged] = queue.Queue()

    def event(self, kind: str, *, within: float = 20) -> PhoneEvent:
        found = self.told.get(timeout=within)
        assert isinstance(found, PhoneEvent), found
        assert found.kind == kind
        return found

    def events(self, *kinds: str) -> list[PhoneEvent]:
        """As many events, of these kinds in any order."""
        found = [self.told.get(timeout=20) for _ in kinds]
        events = [event for event in found if isinstance(event, PhoneEvent)]
        assert sorted(event.kind for event in events) == sorted(kinds)
        return events

    def link(self, state: str, *, within: float = 30) -> LinkChanged:
        found = self.told.get(timeout=within)
        assert isinstance(found, LinkChanged), found
        assert found.state == state
        return found

    def nothing(self, seconds: float = 0.3) -> bool:
        try:
            self.told.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def linked(heard: Heard) -> Iterator[Callable[[int], BaresipLink]]:
    """Makes links that tell `heard`, and closes them."""
    links: list[BaresipLink] = []

    def link(port: int) -> BaresipLink:
        links.append(BaresipLink(heard.told.put, port=port))
        links[-1].start()
        return links[-1]

    yield link
    for made in links:
        made.close()


# ── Real softphones ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Baresip]:
    with Baresip(tmp_path / "agent", "agent") as phone:
        yield phone


@pytest.fixture
def caller(tmp_path: Path) -> Iterator[Baresip]:
    with Baresip(tmp_path / "caller", NUMBER, display_name="Example Caller") as phone:
        yield phone


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Baresip]:
    with Baresip(tmp_path / "another", OTHER) as phone:
        yield phone


@pytest.fixture
def link(agent: Baresip, heard: Heard, linked: Callable[[int], BaresipLink]) -> BaresipLink:
    made = linked(agent.control_port)
    heard.link("connected")
    return made


@pytest.fixture
def theirs(caller: Baresip) -> Iterator[Heard]:
    """What the caller's own softphone tells."""
    heard = Heard()
    link = BaresipLink(heard.told.put, port=caller.control_port)
    link.start()
    heard.link("connected")
    yield heard
    link.close()


@pytest.mark.usefixtures("link")
def test_a_call_rings_is_answered_and_hung_up_by_the_caller(agent: Baresip, caller: Baresip, heard: Heard) -> None:
    caller.call(agent)
    ring = heard.event("rings")
    assert ring.number is not None
    assert ring.number.startswith(f"sip:{NUMBER}@127.0.0.1")
    assert ring.name == "Example Caller"
    agent.do("accept")
    answer = heard.event("answered")
    assert answer.line == ring.line is not None
    assert answer.host_t > ring.host_t
    caller.do("hangup")
    assert heard.event("hung_up").line == ring.line
    assert heard.nothing()


@pytest.mark.usefixtures("link")
def test_a_caller_gives_up(agent: Baresip, caller: Baresip, heard: Heard) -> None:
    caller.call(agent)
    heard.event("rings")
    caller.do("hangup")
    heard.event("hung_up")


def test_the_link_ends_the_real_call(
    agent: Baresip, caller: Baresip, link: BaresipLink, heard: Heard, theirs: Heard
) -> None:
    caller.call(agent)
    line = heard.event("rings").line
    assert theirs.event("dials").number == agent.address
    agent.do("accept")
    heard.event("answered")
    theirs.event("answered")
    link.hang_up(line)
    heard.event("hung_up")
    theirs.event("hung_up")


def test_the_link_declines_what_rings(agent: Baresip, caller: Baresip, link: BaresipLink, heard: Heard) -> None:
    caller.call(agent)
    heard.event("rings")
    link.hang_up(None)
    heard.event("hung_up")


@pytest.mark.usefixtures("link")
def test_hold_and_resume(agent: Baresip, caller: Baresip, heard: Heard) -> None:
    caller.call(agent)
    line = heard.event("rings").line
    agent.do("accept")
    heard.event("answered")
    agent.do("hold")
    assert heard.event("held").line == line
    agent.do("resume")
    assert heard.event("resumed").line == line


def test_two_calls_of_which_the_link_ends_the_one_it_is_told(
    agent: Baresip, caller: Baresip, another: Baresip, link: BaresipLink, heard: Heard
) -> None:
    lines = Lines()
    caller.call(agent)
    lines.take(heard.event("rings"))
    agent.do("accept")
    lines.take(heard.event("answered"))
    another.call(agent)
    lines.take(heard.event("rings"))
    agent.do("accept")
    for event in heard.events("answered", "held"):
        lines.take(event)
    front, behind = lines.calls
    assert (front.state, behind.state) == ("active", "held")
    assert [call.number and call.number.text for call in (front, behind)] == [f"+{OTHER}", f"+{NUMBER}"]
    link.hang_up(behind.line)  # baresip by itself would end the one in front
    (change,) = lines.take(heard.event("hung_up"))
    assert (change.kind, change.call.key) == ("ended", behind.key)
    with pytest.raises(UserError, match="no such call"):
        link.hang_up(behind.line)
    link.hang_up(front.line)
    lines.take(heard.event("hung_up"))
    assert lines.calls == ()


def test_what_happened_while_there_was_no_link_is_told_when_there_is_one(
    agent: Baresip, caller: Baresip, heard: Heard, theirs: Heard, linked: Callable[[int], BaresipLink]
) -> None:
    first = linked(agent.control_port)
    heard.link("connected")
    caller.call(agent)
    ring = heard.event("rings")
    first.close()
    theirs.event("dials")
    agent.do("accept")
    theirs.event("answered")
    second = linked(agent.control_port)
    heard.link("connected")
    answer = heard.event("answered")
    assert answer.number == ring.number
    agent.do("hold")  # the change of terms also tells the id that the list lacked
    assert heard.event("held").line == answer.line
    second.hang_up(answer.line)
    assert heard.event("hung_up").line == answer.line


@pytest.mark.usefixtures("link")
def test_a_call_outlives_a_cut_link(agent: Baresip, caller: Baresip, heard: Heard) -> None:
    caller.call(agent)
    line = heard.event("rings").line
    agent.do("accept")
    heard.event("answered")
    with socket.create_connection(("127.0.0.1", agent.control_port)):  # baresip lets go of the link for it
        heard.link("lost")
        heard.link("connected")
    caller.do("hangup")
    assert heard.event("hung_up").line == line


def test_a_softphone_that_is_killed_and_restarted(
    agent: Baresip, caller: Baresip, link: BaresipLink, heard: Heard
) -> None:
    caller.call(agent)
    line = heard.event("rings").line
    agent.do("accept")
    heard.event("answered")
    agent.kill()
    lost = heard.link("lost")
    assert "ctrl_tcp.so" in lost.remedy
    with pytest.raises(UserError, match="can't be reached"):
        link.hang_up(line)
    agent.start()
    heard.link("connected")
    assert heard.event("hung_up").line == line
    assert heard.nothing()


def test_the_link_waits_for_a_softphone_that_is_started_later(
    tmp_path: Path, heard: Heard, linked: Callable[[int], BaresipLink]
) -> None:
    phone = Baresip(tmp_path / "late", "agent")
    linked(phone.control_port)
    heard.link("lost")
    with phone:
        heard.link("connected")


# ── A fake, for what no softphone does ────────────────────────────────────────────────────────────────────


class FakeBaresip:
    """Stands where baresip would and sends what it is told to, once to every connection; it may answer commands."""

    def __init__(self, sends: bytes, *, answers: bool = False, for_ever: bool = False) -> None:
        self.connected = threading.Semaphore(0)
        self._sends = sends
        self._answers = answers
        self._for_ever = for_ever
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connected.release()
            threading.Thread(target=self._speak, args=(connection,), daemon=True).start()

    def _speak(self, connection: socket.socket) -> None:
        with connection:
            try:
                if self._answers:
                    connection.recv(1000)
                    connection.sendall(netstring(b'{"response":true,"ok":true,"data":"","token":"callassist-1"}'))
                connection.sendall(self._sends)
                while self._for_ever:
                    connection.sendall(self._sends)
                while connection.recv(1000):
                    pass
            except OSError:
                return


@pytest.fixture
def fake() -> Iterator[Callable[..., FakeBaresip]]:
    fakes: list[FakeBaresip] = []

    def make(*arguments: bytes, answers: bool = False, for_ever: bool = False) -> FakeBaresip:
        fakes.append(FakeBaresip(*arguments, answers=answers, for_ever=for_ever))
        return fakes[-1]

    yield make
    for made in fakes:
        made.close()


EVENT = netstring(b'{"event":true,"type":"CALL_RTCP","class":"call","id":"a","peeruri":"sip:a@b"}')


@pytest.mark.parametrize(
    "sends",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"1000000000:" + b"x" * 1000,
        b"99999999999999999999",
        b"5:{}{}{},",
        b"2:{};",
        b"0:,",
        b"007:{},",
        b"-1:,",
        b":",
        netstring(b"not json"),
        netstring(b"[" * 60_000),
        netstring(b"[]"),
        netstring(b"\xff\xfe"),
        netstring(b'{"event":true,"type":' + b"9" * 60_000 + b"}"),
    ],
)
def test_what_is_no_baresip_is_told_as_lost_and_tried_again(
    heard: Heard, fake: Callable[..., FakeBaresip], linked: Callable[[int], BaresipLink], sends: bytes
) -> None:
    stranger = fake(sends)
    link = linked(stranger.port)
    assert "does not speak like baresip" in heard.link("lost").remedy
    for _ in range(2):
        assert stranger.connected.acquire(timeout=20)
    link.close()
    assert heard.nothing(0)  # once for a change, not for every attempt


def test_a_flood_is_cut_off_and_tried_again_ever_more_rarely(
    heard: Heard, fake: Callable[..., FakeBaresip], linked: Callable[[int], BaresipLink]
) -> None:
    linked(fake(EVENT * 100, answers=True, for_ever=True).port)
    for _ in range(2):
        heard.link("connected")
        assert "does not speak like baresip" in heard.link("lost").remedy


def test_who_is_silent_is_no_baresip(
    heard: Heard,
    fake: Callable[..., FakeBaresip],
    linked: Callable[[int], BaresipLink],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("callassist.softphone.baresip._ANSWER_S", 0.2)
    linked(fake(b"").port)
    heard.link("lost")


def test_closing_wakes_a_link_that_waits(heard: Heard, fake: Callable[..., FakeBaresip]) -> None:
    quiet = fake(b"", answers=True)
    link: Link = BaresipLink(heard.told.put, port=quiet.port)
    link.start()
    heard.link("connected")
    link.close()  # the test's own time limit would end it otherwise
    link.close()
    assert heard.nothing(0)


@pytest.mark.parametrize(
    "event",
    [
        b"{}",
        b'{"event":true}',
        b'{"event":true,"type":"CALL_INCOMING"}',
        b'{"event":true,"type":"CALL_INCOMING","id":7,"peeruri":[]}',
        b'{"event":true,"type":"CALL_CLOSED","id":"a","peeruri":"sip:a@b"}',
        b'{"event":true,"type":"CALL_RTCP","id":"a","peeruri":"sip:a@b"}',
        b'{"response":true,"ok":true,"data":"","token":"another program\'s"}',
        b'{"response":true,"token":{}}',
        b'{"message":true,"body":"hello"}',
    ],
)
def test_what_says_nothing_of_a_call_is_passed_over(
    heard: Heard, fake: Callable[..., FakeBaresip], linked: Callable[[int], BaresipLink], event: bytes
) -> None:
    ring = netstring(b'{"event":true,"type":"CALL_INCOMING","id":"z","peeruri":"sip:0551234567@b"}')
    linked(fake(netstring(event) + ring, answers=True).port)
    heard.link("connected")
    assert heard.event("rings").line == "z"
