"""``reportedly evaluate`` as a person and a script meet it, run for real."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from reportedly.cli.app import app

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "docs" / "how-to" / "evaluate"
GOLD, FOUND, QUOTES = (CORPUS / f"{name}.jsonl" for name in ("gold", "found", "quotes"))


def evaluate(*words: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    code = "from reportedly.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "evaluate", "attribution", *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def figures(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    (line,) = done.stdout.splitlines()
    whole: dict[str, Any] = json.loads(line)
    return whole


def test_it_reads_scores_and_saves_what_it_found(tmp_path: Path) -> None:
    saved = tmp_path / "found.jsonl"
    done = evaluate(GOLD, "--save", saved, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    whole = figures(done)
    assert whole["documents"] == 3
    assert whole["figures"]["attribution F1"] == whole["metrics"]["attribution"]["f1"] > 0
    assert [path.name for path in tmp_path.iterdir()] == ["found.jsonl"]
    again = evaluate(GOLD, "--predictions", saved, "--json")
    assert figures(again) == whole


def test_reading_does_not_look_at_the_annotations(tmp_path: Path) -> None:
    bare = tmp_path / "bare.jsonl"
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    bare.write_text("".join(json.dumps({**line, "attributions": []}) + "\n" for line in lines), encoding="utf-8")
    assert evaluate(GOLD, "--save", tmp_path / "a").returncode == 0
    assert evaluate(bare, "--save", tmp_path / "b").returncode == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_table_is_plain_in_a_pipe_and_fits_80_columns() -> None:
    done = evaluate(GOLD, "--predictions", FOUND, "--against", QUOTES, "--bootstrap", "50", COLUMNS="80")
    out = done.stdout.decode()
    assert done.returncode == 0
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80
    for words in (
        "3 documents, 9 gold attributions",
        "Fjordavisen",
        "points below the mean",
        "Against",
        "95 % interval",
    ):
        assert words in out


def test_a_narrow_terminal_cuts_no_number_in_two() -> None:
    wide, narrow = (evaluate(GOLD, "--predictions", FOUND, COLUMNS=columns).stdout for columns in ("80", "30"))
    assert re.findall(rb"\d+\.\d", wide) == re.findall(rb"\d+\.\d", narrow)


def test_colour_is_for_terminals_that_want_it() -> None:
    words = (GOLD, "--predictions", FOUND)
    assert b"\x1b[" in evaluate(*words, FORCE_COLOR="1", TERM="xterm").stdout
    assert not re.search(rb"\x1b\[(3|9)[0-7]", evaluate(*words, "--no-color", FORCE_COLOR="1", TERM="xterm").stdout)


def test_a_publisher_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    text = GOLD.read_text(encoding="utf-8").replace('Fjordavisen"}', '\\u001b[2J\\u202eX"}')
    (tmp_path / "gold.jsonl").write_text(text, encoding="utf-8")
    out = evaluate(tmp_path / "gold.jsonl", "--predictions", QUOTES).stdout.decode()
    assert "X" in out
    assert not {"\x1b", "\u202e"} & set(out)


def test_standard_input_can_be_the_gold() -> None:
    done = evaluate("-", "--predictions", FOUND, "--json", stdin=GOLD.read_bytes())
    assert figures(done) == figures(evaluate(GOLD, "--predictions", FOUND, "--json"))


def test_a_difference_comes_with_its_interval() -> None:
    done = evaluate(GOLD, "--predictions", FOUND, "--against", QUOTES, "--json")
    against = figures(done)["against"]
    one = against["differences"]["attribution F1"]
    assert against["file"] == str(QUOTES)
    assert one["difference"] == one["ours"] - one["theirs"] > 0
    assert one["interval"][0] <= one["difference"] <= one["interval"][1]


def test_a_floor_fails_the_command_only_when_it_is_not_held(tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    words = (GOLD, "--predictions", FOUND, "--floor", floors)

    floors.write_text('{"attribution F1": 0.5, "body from html F1": 0.99}', encoding="utf-8")
    done = evaluate(*words)
    assert done.returncode == 0
    assert "all held\nNot of this task: body from html F1" in done.stdout.decode()

    floors.write_text('{"attribution F1": 0.999, "attribution recall": 0.1}', encoding="utf-8")
    done = evaluate(*words)
    assert done.returncode == 1
    assert b"not held: 1" in done.stdout
    whole = figures(evaluate(*words, "--json"))
    assert [one["figure"] for one in whole["floors"]["below"]] == ["attribution F1"]

    floors.write_text(json.dumps(whole["figures"]), encoding="utf-8")
    assert evaluate(*words).returncode == 0, "its own figures are floors that it holds"


def test_the_floors_of_the_project_are_known() -> None:
    done = evaluate(GOLD, "--predictions", FOUND, "--floor", ROOT / "gate" / "floors.json", "--json")
    floors = figures(done)["floors"]
    assert floors["held"] + len(floors["below"]) > 0
    assert not [
        name for name in floors["unknown"] if name.startswith(("attribution", "exact", "content", "sourceless"))
    ]


def test_a_bad_file_is_refused_in_one_line_before_anything_is_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(GOLD.read_bytes() + b'{"id": "x"\n')
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "nowhere", "attributions": []}\n', encoding="utf-8")
    for words, complaint in (
        ((bad,), f"{bad}: line 4: "),
        ((tmp_path / "none",), f"{tmp_path / 'none'}: no such file"),
        ((tmp_path,), "is a folder"),
        ((GOLD, "--predictions", other), f'{other}: line 1: the gold file has no document with the id "nowhere"'),
        ((GOLD, "--against", bad), f"{bad}: line 4: "),
        ((GOLD, "--floor", GOLD), f"{GOLD}: "),
    ):
        done = evaluate(*words)
        assert done.returncode == 1
        assert done.stdout == b""
        (line,) = done.stderr.decode().splitlines()
        assert line.startswith("reportedly: ")
        assert complaint in line


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"a\nb\xff[red].jsonl")
    odd.write_bytes(FOUND.read_bytes())
    for words in ((GOLD, "--predictions", FOUND, "--against", odd), (odd, "--predictions", FOUND)):
        for form in ((), ("--json",)):
            done = evaluate(*words, *form)
            assert done.returncode == 0, done.stderr
            assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        (),
        (GOLD, "--predictions", FOUND, "--nested"),
        (GOLD, "--predictions", FOUND, "--save", "x"),
        (GOLD, "--bootstrap", "-1"),
        ("-", "--against", "-"),
        (GOLD, "--save", ROOT),
        (GOLD, "--save", ROOT / "nowhere" / "found.jsonl"),
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_wrong_usage_is_status_2(words: tuple[str | Path, ...]) -> None:
    done = evaluate(*words, stdin=GOLD.read_bytes())
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_saving_never_writes_over_what_is_read(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(GOLD.read_bytes())
    (tmp_path / "link").symlink_to(gold)
    assert evaluate(gold, "--save", tmp_path / "link").returncode == 2
    assert gold.read_bytes() == GOLD.read_bytes()


def test_every_option_of_every_task_has_help_and_is_documented() -> None:
    documented = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    tasks = getattr(getattr(typer.main.get_command(app), "commands")["evaluate"], "commands")  # noqa: B009
    assert tasks
    for name, task in tasks.items():
        assert f"### `reportedly evaluate {name}`" in documented
        for option in task.params:
            for flag in option.opts:
                if flag.startswith("--") and flag != "--help":
                    assert option.help, f"{name} {flag} has no help"
                    assert f"`{flag}`" in documented, f"{name} {flag} is not in docs/reference/cli.md"
