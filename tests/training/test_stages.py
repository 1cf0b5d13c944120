"""The command that rebuilds the attribution model: what it would run, what it runs again, and what it refuses."""

from __future__ import annotations

import ast
import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from training.attribution import __main__ as command
from training.attribution import checks
from training.attribution.stages import WEIGHTS, Given, Records, Stage, digests, keys, plan

HERE = Path(checks.__file__).parent


def line(name: str, text: str) -> str:
    return json.dumps({"id": name, "text": text, "attributions": []}) + "\n"


@pytest.fixture
def given(tmp_path: Path) -> Given:
    for name, kind in (("mpnet", "mpnet"), ("minilm", "bert")):
        (tmp_path / name).mkdir()
        for file in WEIGHTS:
            (tmp_path / name / file).write_text(json.dumps({"model_type": kind}))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "train.jsonl").write_text(line("a", "The mayor resigned."))
    (tmp_path / "corpus" / "dev.jsonl").write_text(line("b", "The mayor stayed."))
    (tmp_path / "texts.jsonl").write_text(line("c", "It rained."))
    (tmp_path / "scorer.py").write_text("def score(documents, predictions): ...\n")
    at = tmp_path
    return Given(
        corpus=at / "corpus",
        extra=at / "texts.jsonl",
        teacher_weights=at / "mpnet",
        student_weights=at / "minilm",
        scorer=at / "scorer.py",
        work=at / "work",
        model=at / "model",
        card=at / "card",
    )


def keys_of(given: Given) -> dict[str, str]:
    return keys(plan(given), given, digests(given))


def options_of(module: str) -> dict[str, bool]:
    """The arguments that a command takes, read from its source, for it needs torch: whether each must be given."""
    found = {}
    for node in ast.walk(ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("parser.add_argument", "add") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                required = any(k.arg == "required" and getattr(k.value, "value", False) for k in node.keywords)
                found[first.value] = required or first.value[0] != "-"
    return found


def test_every_stage_gives_its_command_what_it_asks_for(given: Given) -> None:
    for stage in plan(given):
        known = options_of(stage.module)
        words = stage.command()[1:]
        options = {word for word in words if word.startswith("--")}
        assert options <= known.keys(), stage.name
        assert {name for name, must in known.items() if must and name[0] == "-"} <= options, stage.name
        positional = [name for name in known if name[0] != "-"]
        assert [word[0] == "-" for word in words[: len(positional)]] == [False] * len(positional), stage.name


def test_every_stage_reads_what_is_given_or_what_a_stage_before_it_makes(given: Given) -> None:
    there = [*given.files(), given.corpus, given.teacher_weights, given.student_weights]
    for stage in plan(given):
        at_hand = [part for part in stage.arguments if isinstance(part, Path)]
        made = [part for part in at_hand if any(result.is_relative_to(part) for result in stage.makes)]
        for part in set(at_hand) - set(made):
            assert any(part == path or part.is_relative_to(path) or path.is_relative_to(part) for path in there), part
        there += stage.makes


def test_a_change_runs_its_stage_and_all_later_ones_again(given: Given) -> None:
    before = keys_of(given)
    given.extra.write_text(line("c", "It poured."))
    changed = [name for name, key in keys_of(given).items() if key != before[name]]
    assert changed == list(before)[list(before).index("teacher-extra") :]
    assert keys_of(dataclasses.replace(given, version="2"))["calibrate"] == keys_of(given)["calibrate"]
    assert keys_of(dataclasses.replace(given, version="2"))["export"] != keys_of(given)["export"]
    assert keys_of(dataclasses.replace(given, seed=2))["link-gold"] != before["link-gold"]


def test_neither_the_place_nor_the_threads_make_a_difference(given: Given) -> None:
    elsewhere = dataclasses.replace(given, work=given.work / "moved", model=given.work.parent / "other", threads=7)
    assert keys_of(elsewhere) == keys_of(given)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage("one", "does it", "a minute", "soften", ("x",), (tmp_path / "work" / "result.npz",))


def test_a_killed_stage_keeps_what_it_has_and_a_changed_one_does_not(tmp_path: Path, stage: Stage) -> None:
    records, result = Records(tmp_path / "work"), stage.makes[0]
    assert records.state(stage, "k") == "new"
    records.begin(stage, "k")
    result.write_text("half")
    assert records.state(stage, "k") == "begun"
    records.begin(stage, "k")
    assert result.read_text() == "half"
    records.end(stage, "k", 1.0)
    assert records.state(stage, "k") == "done"
    assert records.state(stage, "other") == "changed"
    records.begin(stage, "other")
    assert not result.exists()


def test_a_result_that_is_gone_or_is_another_is_made_again(tmp_path: Path, stage: Stage) -> None:
    records, result = Records(tmp_path / "work"), stage.makes[0]
    records.begin(stage, "k")
    with pytest.raises(FileNotFoundError, match=r"result\.npz"):
        records.end(stage, "k", 1.0)
    result.write_text("whole")
    records.end(stage, "k", 1.0)
    result.write_text("edited")
    assert records.state(stage, "k") == "begun"
    result.unlink()
    assert records.state(stage, "k") == "begun"


def test_results_outside_the_folder_of_work_are_never_deleted(tmp_path: Path, stage: Stage) -> None:
    records, shipped = Records(tmp_path / "work"), tmp_path / "manifest.json"
    outside = dataclasses.replace(stage, makes=(shipped,))
    shipped.write_text("{}")
    assert records.state(outside, "k") == "new"
    records.begin(outside, "k")
    records.begin(outside, "other")
    assert shipped.exists()


def test_what_nobody_recorded_is_left_alone(given: Given) -> None:
    given.work.mkdir()
    (given.work / "links-gold.npz").write_text("somebody's")
    with pytest.raises(command.Stopped, match=r"links-gold\.npz.*no record.*move it away"):
        command.rebuild(given, again=None, dry=False)
    assert (given.work / "links-gold.npz").read_text() == "somebody's"


def test_a_damaged_record_is_none(tmp_path: Path, stage: Stage) -> None:
    path = tmp_path / "work" / "stages" / "one.json"
    path.parent.mkdir(parents=True)
    for damaged in ("", "[1]", "{", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")):
        path.write_text(damaged)
        assert Records(tmp_path / "work").state(stage, "k") == "new"


def test_a_dry_run_tells_every_command_and_writes_nothing(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    command.rebuild(given, again=None, dry=True)
    shown = capsys.readouterr().out
    assert [f"python -m training.attribution.{stage.module} " in shown for stage in plan(given)] == [True] * 9
    assert not given.work.exists()


def test_done_stages_are_passed_over_and_again_begins_at_one(given: Given, capsys: pytest.CaptureFixture[str]) -> None:
    records, known = Records(given.work), keys_of(given)
    for stage in plan(given)[:3]:
        records.begin(stage, known[stage.name])
        for path in stage.makes:
            path.mkdir(parents=True)
        records.end(stage, known[stage.name], 1.0)
    command.rebuild(given, again=None, dry=True)
    assert capsys.readouterr().out.count("done before") == 3
    command.rebuild(given, again="teacher", dry=True)
    assert capsys.readouterr().out.count("done before") == 1
    with pytest.raises(command.Stopped, match=r"no stage 'teach'.*link-gold, teacher"):
        command.rebuild(given, again="teach", dry=True)


def test_two_runs_never_share_a_folder(tmp_path: Path) -> None:
    with command.lock(tmp_path / "work"), pytest.raises(command.Stopped, match="another run is at work"):
        command.lock(tmp_path / "work")
    command.lock(tmp_path / "work").close()


def test_a_stage_that_fails_shows_the_end_of_its_log(tmp_path: Path) -> None:
    broken = Stage("card", "writes nothing", "no time", "card", ("--nonsense",), ())
    with command.lock(tmp_path) as held, pytest.raises(command.Stopped, match=r"status 2(?s:.*)--corpus") as stopped:
        command.run(broken, tmp_path / "logs" / "card.log", held.fileno())
    assert "Traceback" not in str(stopped.value)
    assert (tmp_path / "logs" / "card.log").read_text().startswith("$ python -m training.attribution.card --nonsense")


def test_nothing_is_missing_where_all_is_there(given: Given) -> None:
    assert [*checks.files(given), *checks.weights(given), *checks.corpora(given)] == []


def test_each_missing_file_is_named(given: Given) -> None:
    given.dev.unlink()
    (given.teacher_weights / "model.safetensors").unlink()
    said = list(checks.files(given))
    assert len(said) == 2
    assert f"{given.dev} is not there; --corpus names a folder" in said[0]
    assert "model.safetensors is not there; a folder of weights holds" in said[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (line("b", "Something else."), "1 articles, 'b' the first, are also in"),
        (line("d", "The mayor stayed."), "1 articles, 'd' the first, are also in"),
        ('{"id": 1, "text": "x"}\n', "line 1: id and text are not both strings"),
        ('{"id": "x"\n', "line 1 is no document"),
        ("[]\n", "line 1 is no document"),
        (line("x", "One.") + line("x", "Two."), "line 2: the id 'x' was on a line before"),
        ("", "has no document"),
        ("[" * 100_000, "line 1 is no document"),
    ],
)
def test_texts_that_cannot_be_learnt_from_are_refused(given: Given, content: str, said: str) -> None:
    given.extra.write_text(content)
    assert [said in one and str(given.extra) in one for one in checks.corpora(given)] == [True]


def test_undecodable_texts_and_a_damaged_corpus_are_refused(given: Given) -> None:
    given.extra.write_bytes(b"\xff\xfe\n")
    given.dev.write_text('{"id": "b", "text": "x", "attributions": [{"content": [[0, 9]]}]}\n')
    said = list(checks.corpora(given))
    assert len(said) == 2
    assert "no stretch of the text" in said[0]


@pytest.mark.parametrize("config", ["", "[]", "{}", '{"model_type": "gpt2"}', '{"model_type": ["bert"]}'])
def test_weights_of_no_use_are_refused_before_hours_of_training(given: Given, config: str) -> None:
    (given.student_weights / "config.json").write_text(config)
    assert len(list(checks.weights(given))) == 1


def test_a_student_that_cannot_be_exported_is_refused(given: Given) -> None:
    swapped = dataclasses.replace(given, student_weights=given.teacher_weights)
    assert ["must be bert" in one for one in checks.weights(swapped)] == [True]


def test_the_requirements_have_versions() -> None:
    assert {"torch", "onnx", "tokenizers"} <= checks.required().keys()


def test_the_command_names_all_that_is_missing_and_ends(tmp_path: Path) -> None:
    names = ("corpus", "extra", "teacher-weights", "student-weights", "scorer", "work")
    asked = [word for name in names for word in (f"--{name}", str(tmp_path / name))]
    done = subprocess.run(
        [sys.executable, "-m", "training.attribution", *asked],
        cwd=HERE.parents[1],
        env=os.environ | {"PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Not begun:\n")
    assert done.stderr.count("is not there") == 10
    assert not (tmp_path / "work").exists()
