"""Nothing leaves the PC: not by a library of ours either."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import ExitStack

import pytest
from needs import package

_WAIT_S = 30  # it takes nine or so
_IDLES = "import sys; {imports}; sys.stdin.read()"


def listening(until: ExitStack) -> socket.socket:
    """Somebody in the place of a proxy, who is told of every connection to the outside."""
    server = until.enter_context(socket.create_server(("127.0.0.1", 0)))
    server.settimeout(_WAIT_S)
    return server


def idling(imports: str, proxy: socket.socket, until: ExitStack) -> None:
    """A Python that has imported something and waits until the test is over."""
    where = f"http://127.0.0.1:{proxy.getsockname()[1]}"
    unset = ("NO_PROXY", "ORT_DISABLE_TELEMETRY")
    env = {name: value for name, value in os.environ.items() if name.upper() not in unset}
    env |= {"HTTPS_PROXY": where, "https_proxy": where}
    command = [sys.executable, "-c", _IDLES.format(imports=imports)]
    running = until.enter_context(subprocess.Popen(command, env=env, stdin=subprocess.PIPE))
    until.callback(running.kill)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere ONNX Runtime has other ways of telling its maker")
def test_onnx_runtime_tells_its_maker_nothing_in_a_program_of_ours() -> None:
    package("onnxruntime")
    with ExitStack() as until:
        ours, bare = listening(until), listening(until)
        idling("import callassist, onnxruntime", ours, until)
        idling("import onnxruntime", bare, until)
        # By itself it does: when it has, ours has had as long.
        try:
            connection, _ = bare.accept()
        except TimeoutError:
            pytest.skip("ONNX Runtime tells nobody here by itself either (it looks where it runs)")
        with connection:
            assert b"microsoft.com" in connection.recv(200)
        ours.setblocking(False)
        with pytest.raises(BlockingIOError):
            ours.accept()
