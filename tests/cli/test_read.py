"""The command as a person and a script meet it: run for real, in a process of its own where the process matters."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from reportedly.model import Reading
from tests.checks import check
from tests.running import reportedly

PAGES = Path(__file__).parent.parent / "golden" / "pages"
ARTICLE = Path(__file__).parents[2] / "examples" / "harbour-tunnel.html"
WIRE = PAGES / "wire-item.txt"


def readings(done: subprocess.CompletedProcess[bytes]) -> list[Reading]:
    return [msgspec.json.decode(line, type=Reading) for line in done.stdout.splitlines()]


def test_one_line_of_json_a_page_in_the_order_given() -> None:
    done = reportedly("read", "--json", WIRE, ARTICLE)
    assert done.returncode == 0
    wire, article = readings(done)
    check(wire)
    check(article)
    assert (wire.report.format, article.report.format) == ("text", "html")
    assert done.stderr == b""


def test_each_refusal_is_one_line_and_the_others_are_delivered(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (tmp_path / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (tmp_path / "long.txt").write_bytes(b"word " * (21 * 2**20 // 5))
    (tmp_path / "folder").mkdir()
    broken = ["empty.html", "picture.html", "blank.txt", "long.txt", "missing.html", "folder"]
    done = reportedly("read", "--json", WIRE, *(tmp_path / name for name in broken), ARTICLE)
    assert done.returncode == 1
    assert [reading.report.format for reading in readings(done)] == ["text", "html"]
    complaints = done.stderr.decode().splitlines()
    for complaint, name in zip(complaints, broken, strict=True):
        assert complaint.startswith(f"reportedly: {tmp_path / name}: ")
    assert b"Traceback" not in done.stderr


def test_a_folder_is_read_through_and_readings_are_passed_on(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_bytes(WIRE.read_bytes())
    first = reportedly("read", "--json", tmp_path)
    (tmp_path / "a.jsonl").write_bytes(first.stdout)
    (tmp_path / "wrong.jsonl").write_bytes(first.stdout.replace(b'"schema":1', b'"schema":2'))
    second = reportedly("read", "--json", tmp_path)
    assert first.returncode == 0
    assert second.stdout == first.stdout * 2
    assert second.returncode == 1
    (complaint,) = second.stderr.decode().splitlines()
    assert complaint.startswith(f"reportedly: {tmp_path / 'wrong.jsonl'}#1: was made by a newer reportedly (schema 2)")
    assert "pip install --upgrade" in complaint
    ledger = reportedly("read", tmp_path / "deep", COLUMNS="300").stdout.decode()
    assert f" {tmp_path / 'deep' / 'b.txt'} " in ledger.replace("\n", " ")


def test_standard_input_and_a_pattern_the_shell_left_alone() -> None:
    done = reportedly("read", "--json", "-", str(PAGES / "wire-*.txt"), stdin=WIRE.read_bytes())
    first, second = readings(done)
    assert first == second


def test_an_address_that_does_not_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        done = reportedly("read", "--allow-private", "--timeout", "2", address)
    assert done.returncode == 1
    (complaint,) = done.stderr.decode().splitlines()
    assert address in complaint


def test_a_private_address_is_refused_unless_allowed() -> None:
    done = reportedly("read", "http://127.0.0.1:8009/")
    assert done.returncode == 1
    assert b"--allow-private" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_the_encoding_does_not_change_the_words(encoding: str, tmp_path: Path) -> None:
    text = "“The dam at Kårstø is safe,” the mayor, Bjørn Fjell, said on Monday. It cost €3 million — or more.\n" * 3
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))
    (reading,) = readings(reportedly("read", "--json", tmp_path / "page.txt"))
    assert reading.report.text.split() == text.split()


def test_wrong_usage_is_status_2() -> None:
    assert reportedly("read").returncode == 2
    assert reportedly("read", "--jsn", WIRE).returncode == 2
    assert reportedly("raed").returncode == 2


def test_the_ledger_says_who_through_whom_and_how_surely() -> None:
    out = reportedly("read", ARTICLE, COLUMNS="100").stdout.decode()
    for words in (
        "Harbour tunnel flooded twice",
        "14 March 2024 (declared in the page's JSON-LD)",
        "UNNAMED",
        "through Fjordavisen",
        "[denied",
        "[declined",
        "[hedged",
        "part of 40",
    ):
        assert words in out
    assert "I always said it would leak" not in out, "a reader's comment was read for claims"


def test_a_pipe_gets_no_colour_and_keeps_to_the_width() -> None:
    for width in (40, 80, 160):
        out = reportedly("read", ARTICLE, COLUMNS=str(width)).stdout.decode()
        assert "\x1b" not in out
        assert max(map(len, out.splitlines())) <= width


def test_colour_is_for_terminals_that_want_it() -> None:
    assert "\x1b[" in reportedly("read", ARTICLE, FORCE_COLOR="1", TERM="xterm").stdout.decode()
    for done in (
        reportedly("read", ARTICLE, FORCE_COLOR="1", TERM="xterm", NO_COLOR="1"),
        reportedly("read", "--no-color", ARTICLE, FORCE_COLOR="1", TERM="xterm"),
    ):
        assert not re.search(r"\x1b\[(3|9)[0-7]", done.stdout.decode())
        assert "UNNAMED" in done.stdout.decode()


def test_a_page_cannot_write_to_the_terminal() -> None:
    page = "The \x1b[2Jmayor \u202esaid\u202c the \x9b31mdam \x07is safe, according to Ann\x1b]0;owned\x07 Lee.\n" * 3
    out = reportedly("read", "-", stdin=page.encode()).stdout.decode()
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(out)


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    reading = f"{sys.executable} -c 'from reportedly.cli import main; main()' read --json"
    command = f"{reading} {WIRE} {ARTICLE} {WIRE} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""


def test_blocks_shows_how_the_page_was_cut() -> None:
    out = reportedly("read", "--blocks", ARTICLE, COLUMNS="100").stdout.decode()
    assert [line.split()[0] for line in out.splitlines() if line.startswith(("headline", "standfirst", "caption"))] == [
        "headline",
        "standfirst",
        "caption",
    ]


def test_schema_accepts_a_reading() -> None:
    schema = json.loads(reportedly("schema").stdout)
    reading = json.loads(reportedly("read", "--json", WIRE).stdout)
    assert schema["$defs"]["Reading"]["properties"].keys() == reading.keys()
    assert schema["$defs"]["Report"]["properties"].keys() == reading["report"].keys()


@pytest.mark.parametrize("words", [("read", WIRE), ("read", "--json", WIRE)], ids=["ledger", "json"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_in_one_line(words: tuple[str | Path, ...]) -> None:
    command = [sys.executable, "-c", "from reportedly.cli import main; main()", *map(str, words)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert b"make room" in done.stderr


def test_a_terminal_without_the_letters_loses_no_page() -> None:
    page = "The café is closed, said Zoë Østby.\n"
    done = reportedly("read", "-", stdin=page.encode(), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Zo\\xeb" in done.stdout


def test_encoded_data_costs_only_itself() -> None:
    page = f"The dam is safe, the mayor said on Monday. {'x' * 5000} No cracks were found, she said."
    (reading,) = readings(reportedly("read", "--json", "-", stdin=page.encode()))
    check_refusals = [(refusal.code, (refusal.end or 0) - (refusal.start or 0)) for refusal in reading.refusals]
    assert check_refusals == [("no-words", 5000)]
    assert len(reading.attributions) == 2
