"""``reportedly serve``, as people run it: a process, real sockets, clients that are slow, and its end."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from reportedly.errors import ServingError
from reportedly.library import Library
from reportedly.web.serving import PORT, bound, check_open, names_of
from reportedly.web.slow import Patient
from tests.running import BOUND, reportedly
from tests.web.rooms import Served, asked, serving

MOST = 30.0
"""Seconds after which one who is slow was not cut off; the room is out of patience after one, and machines are busy."""

TOKEN = "correct-horse-battery"
WEBSOCKET = b"Upgrade: websocket\r\nConnection: upgrade, close\r\n\r\n"
GET = b"GET /api/session HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"


class Running(NamedTuple):
    """The command in a process: what it printed, and where it answers."""

    process: subprocess.Popen[str]
    said: str
    address: str

    @property
    def port(self) -> int:
        return int(re.findall(r":(\d+)/", self.address)[0])


@contextmanager
def running(*words: str | Path, **environment: str) -> Iterator[Running]:
    code = "from reportedly.cli import main; main()"
    process = subprocess.Popen(
        [*BOUND, sys.executable, "-c", code, "serve", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "REPORTEDLY_BY": "Ann Lee", **environment},
    )
    try:
        assert process.stdout
        ready, _, _ = select.select([process.stdout], [], [], 60)
        said = process.stdout.readline() if ready else ""
        address = re.search(r"http://\S+", said)
        assert address, process.communicate(timeout=60)
        yield Running(process, said, address[0])
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A room that is soon out of patience."""
    monkeypatch.setattr(Patient, "head_seconds", 0.5)
    monkeypatch.setattr(Patient, "take_seconds", 1.0)
    with serving(tmp_path / "l.db", patience=0.5) as room:
        yield room


# The command


def test_a_room_opens_on_a_library_that_is_begun_and_ends_cleanly(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with running(path, "--no-browser", "--port", "0") as room:
        assert room.said.startswith(f"The reading room of {path} is open at http://127.0.0.1:")
        answer = httpx.get(f"{room.address}api/session")
        assert answer.json()["by"] == "Ann Lee"
        assert "server" not in answer.headers
        # Through its own name and no other.
        assert httpx.get(room.address, headers={"host": "evil.example"}).status_code == 421
        # From elsewhere nobody comes.
        with pytest.raises(OSError, match=r"refused|timed out"):
            socket.create_connection((_own_address(), room.port), 2).close()
        reader = _children(room.process.pid)
        assert reader, "a process that reads is ready"
        room.process.send_signal(signal.SIGINT)
        out, err = room.process.communicate(timeout=30)
    assert (room.process.returncode, out, err) == (0, "The reading room is closed.\n", "")
    assert not any(Path(f"/proc/{pid}").exists() for pid in reader)
    assert [one.name for one in tmp_path.iterdir()] == ["new.db"], "nothing is left beside the library"


def _own_address() -> str:
    """The address of this machine in its network, or one that leads nowhere."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "192.0.2.1"
        own = str(probe.getsockname()[0])
        return own if not own.startswith("127.") else "192.0.2.1"


def _children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def test_ctrl_c_cuts_off_who_is_slow(tmp_path: Path) -> None:
    slow = socket.socket()
    with running(tmp_path / "l.db", "--no-browser", "--port", "0") as room, slow:
        slow.connect(("127.0.0.1", room.port))
        slow.sendall(b"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n")
        time.sleep(0.3)
        began = time.monotonic()
        room.process.send_signal(signal.SIGTERM)
        assert room.process.wait(30) == 0
        assert time.monotonic() - began < 15


def test_with_a_token_it_may_listen_to_all(tmp_path: Path) -> None:
    words = (tmp_path / "l.db", "--no-browser", "--port", "0", "--host", "0.0.0.0", "--name", "news.example.org")
    with running(*words, REPORTEDLY_TOKEN=TOKEN) as room:
        assert TOKEN not in room.said
        local = f"http://127.0.0.1:{room.port}/api/session"
        bearer = {"authorization": f"Bearer {TOKEN}"}
        assert httpx.get(local).status_code == 401
        assert httpx.get(local, headers=bearer).status_code == 200
        assert httpx.get(local, headers={**bearer, "host": "news.example.org"}).status_code == 200
        assert httpx.get(local, headers={**bearer, "host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    ("words", "environment", "why"),
    [
        (["--host", "0.0.0.0"], {}, "set REPORTEDLY_TOKEN"),
        (["--host", "0.0.0.0"], {"REPORTEDLY_TOKEN": ""}, "set REPORTEDLY_TOKEN"),
        (["--token", "x" * 15], {}, "16 or more"),
    ],
)
def test_it_does_not_open_where_it_would_not_be_safe(
    tmp_path: Path, words: list[str], environment: dict[str, str], why: str
) -> None:
    done = reportedly("serve", tmp_path / "l.db", "--no-browser", "--port", "0", *words, stdin=b"", **environment)
    assert done.returncode == 1
    assert why in done.stderr.decode()
    assert list(tmp_path.iterdir()) == [], "and begins no library"


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        done = reportedly("serve", tmp_path / "l.db", "--no-browser", "--port", str(port))
    assert done.returncode == 1
    assert f"port {port} is taken" in done.stderr.decode()


def test_what_is_no_library_is_not_served(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Text.")
    done = reportedly("serve", page, "--no-browser", "--port", "0")
    assert done.returncode == 1
    assert "is not a library" in done.stderr.decode()


def test_a_library_that_may_only_be_read_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Library(path).close()
    path.chmod(0o400)
    with running(path, "--no-browser", "--port", "0") as room:
        assert room.process.stdout
        assert "may only be read" in room.process.stdout.readline()
        assert httpx.get(f"{room.address}api/claims").status_code == 200
        assert _children(room.process.pid) == []


# Where it listens


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with bound("127.0.0.1", None) as first, bound("127.0.0.1", None) as second:
        ports = first.getsockname()[1], second.getsockname()[1]
    assert PORT <= ports[0] < ports[1]


@pytest.mark.parametrize(
    ("host", "needs"),
    [("127.0.0.1", False), ("localhost", False), ("::1", False), ("127.8.8.8", False), ("0.0.0.0", True), ("::", True)],
)
def test_a_token_is_needed_beyond_this_machine(host: str, needs: bool) -> None:
    check_open(host, TOKEN)
    if needs:
        with pytest.raises(ServingError, match="leave --host out"):
            check_open(host, None)
    else:
        check_open(host, None)


@pytest.mark.parametrize(
    ("host", "token", "why"),
    [
        ("127.0.0.1", "short", "16 or more"),
        ("127.0.0.1", "é" * 20, "of ASCII"),
        ("127.0.0.1", "a b\n" * 20, "of ASCII"),
        ("no.such.host.invalid", None, "there is no 'no.such.host.invalid'"),
        ("\udce4", None, "to listen on"),
    ],
)
def test_a_token_or_a_host_that_is_none_is_refused(host: str, token: str | None, why: str) -> None:
    with pytest.raises(ServingError, match=why):
        check_open(host, token)


def test_the_names_of_a_room() -> None:
    assert names_of("127.0.0.1", 1, ("News.example",)) == (
        ("127.0.0.1:1", "[::1]:1", "localhost:1", "news.example"),
        False,
    )
    hosts, any_number = names_of("0.0.0.0", 1, ())
    assert any_number
    assert f"{socket.gethostname().lower()}:1" in hosts


# Who is slow


def dribble(port: int, first: bytes, then: bytes, every: float = 0.1, most: float = MOST) -> tuple[bytes, float]:
    """Send something byte by byte; what is answered, and after how long it was over."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.settimeout(every)
        connection.sendall(first)
        got = b""
        for byte in then * 1000:
            try:
                part = connection.recv(65536)
                got += part
                if not part:
                    break
            except TimeoutError:
                pass
            except OSError:
                break
            try:
                connection.sendall(bytes([byte]))
            except OSError:
                break
            if time.monotonic() - began > most:
                break
        return got, time.monotonic() - began


def test_a_head_that_comes_byte_by_byte_is_cut_off(served: Served) -> None:
    for first in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", GET % served.port + b"\r\n" + GET % served.port):
        got, seconds = dribble(served.port, first, b"X-Slow: 1\r\n")
        assert seconds < MOST, first
        assert got.count(b"200 OK") == first.count(b"\r\n\r\n")


def test_a_body_that_comes_byte_by_byte_is_refused(served: Served) -> None:
    head = b"POST /api/waiting HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 1000\r\n\r\n" % served.port
    got, seconds = dribble(served.port, head, b"x")
    assert b" 408 " in got.split(b"\r\n")[0]
    assert b"try again" in got
    assert seconds < MOST


def test_a_body_that_nobody_wants_is_not_taken_for_ever(served: Served) -> None:
    head = b"POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 100000\r\n\r\n"
    got, seconds = dribble(served.port, head, b"x")
    assert b" 421 " in got.split(b"\r\n")[0]
    assert seconds < MOST


def test_an_answer_that_nobody_takes_is_given_up(served: Served) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(10)
        connection.connect(("127.0.0.1", served.port))
        font = b"GET /static/fonts/inter-latin.woff2 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % served.port
        # More than the buffers of both sides hold; the room reads no further than it can answer.
        connection.sendall(font * 200)
        ends = time.monotonic() + MOST
        while _is_held(served.port, connection.getsockname()[1]):
            assert time.monotonic() < ends, "it is not given up"
            time.sleep(0.1)
        with pytest.raises(OSError, match=r"reset|Broken"):
            got = 0
            while part := connection.recv(1 << 20):
                got += len(part)
            raise ConnectionResetError(f"reset or closed after {got}")
        assert got < 200 * 48_000


def _is_held(port: int, other: int) -> bool:
    """Whether the room still holds a connection of this machine, as the system sees it."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(
        state == "01" and int(here.rpartition(":")[2], 16) == port and int(there.rpartition(":")[2], 16) == other
        for _, here, there, state, *_ in lines
    )


def test_who_is_quick_is_served_beside_many_who_are_slow(served: Served) -> None:
    slow = [socket.create_connection(("127.0.0.1", served.port), 10) for _ in range(100)]
    try:
        for each in slow:
            each.sendall(b"GET / HT")
        assert httpx.get(f"{served.address}/api/session", timeout=MOST).status_code == 200
    finally:
        for each in slow:
            each.close()


def test_who_keeps_a_connection_open_and_asks_now_and_then_is_not_cut_off(served: Served) -> None:
    with httpx.Client(base_url=served.address) as client:
        for _ in range(4):
            assert client.get("/api/session").status_code == 200
            time.sleep(0.7)


def test_a_slow_network_may_send_a_large_page(served: Served) -> None:
    word = {"x-csrf-token": served.settings.csrf, "content-type": "text/plain"}

    def body() -> Iterator[bytes]:
        for _ in range(10):
            time.sleep(0.2)
            yield b"x" * 8_000

    answer = httpx.post(f"{served.address}/api/nothing", headers=word, content=body(), timeout=20)
    assert answer.status_code == 404, "it took longer than the patience, but came fast enough"


# Who sends what is no HTTP


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 60_000, b"400"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET @evil/static/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 9\r\nTransfer-Encoding: x\r\n\r\n", b"501|400"),
        (b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n", b"400|404"),
        (b"GET /%ff%00%2e%2e HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET /%0d%0aX:%20y HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n", b"404"),
        (b"BREW / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n", b"403"),
        (b"GET /api/session HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n" + WEBSOCKET, b"200"),
    ],
)
def test_what_is_no_right_request_is_refused_and_nothing_breaks(
    served: Served, data: bytes, status: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    got = asked(served.port, data.replace(b"PORT", str(served.port).encode()))
    assert re.match(rb"HTTP/1.1 (%s) " % status, got), got[:300]
    assert "Traceback" not in capfd.readouterr().err
    assert httpx.get(f"{served.address}/api/session").status_code == 200


# Several processes


def test_several_processes_answer_and_end_together(tmp_path: Path) -> None:
    with running(tmp_path / "l.db", "--no-browser", "--port", "0", "--processes", "2") as room:
        (other,) = _answering(room.process.pid, wanted=1)
        csrf = httpx.get(f"{room.address}api/session").json()["csrf"]
        # The second one answers alone while the first is held up, and knows the same word.
        room.process.send_signal(signal.SIGSTOP)
        try:
            words = {_eventually(room.address) for _ in range(3)}
        finally:
            room.process.send_signal(signal.SIGCONT)
        assert words == {csrf}
        room.process.send_signal(signal.SIGINT)
        _, err = room.process.communicate(timeout=60)
    assert (room.process.returncode, err) == (0, "")
    assert not Path(f"/proc/{other}").exists()


def test_they_end_when_the_first_is_killed(tmp_path: Path) -> None:
    with running(tmp_path / "l.db", "--no-browser", "--port", "0", "--processes", "2") as room:
        (other,) = _answering(room.process.pid, wanted=1)
        room.process.kill()
        room.process.wait(30)
        ends = time.monotonic() + 60
        while Path(f"/proc/{other}").exists() and time.monotonic() < ends:
            time.sleep(0.1)
    assert not Path(f"/proc/{other}").exists()


def _answering(parent: int, *, wanted: int) -> list[int]:
    """The processes that answer beside a room's first."""
    ends = time.monotonic() + 60
    while True:
        found = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, check=False
        )
        lines = [line.split(maxsplit=1) for line in found.stdout.decode().splitlines()]
        several = [int(pid) for pid, args in lines if "reportedly.web.several" in args]
        if len(several) == wanted or time.monotonic() > ends:
            return several
        time.sleep(0.1)


def _eventually(address: str) -> str:
    """The word for changes, from whichever process answers, once it is ready to."""
    ends = time.monotonic() + 60
    while True:
        try:
            # On a connection of its own each time: one that the stopped process took is not answered.
            return str(httpx.get(f"{address}api/session", timeout=2).json()["csrf"])
        except httpx.TransportError:
            assert time.monotonic() < ends
