"""Rebuild the attribution model: teacher, student, linking, confidence, model folder, model card, with one command.

::

    python -m training.attribution --corpus FOLDER --extra TEXTS.jsonl --teacher-weights FOLDER \
        --student-weights FOLDER --scorer FILE --work FOLDER

Killed, the same command goes on where it was. A changed argument or input runs its stage and all later ones again.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, NoReturn

from .checks import ROOT, others, problems
from .stages import Given, Records, Stage, digests, keys, plan

MODEL = ROOT / "src" / "reportedly" / "attribution" / "model"
HERE = Path(__file__).resolve().parent
_TAIL = 12
_SAYS = {
    "done": "done before",
    "begun": "goes on",
    "changed": "starts anew: what it is made from has changed",
    "new": "to do",
    "foreign": "its results are there, but no record of how they were made",
}


class Stopped(Exception):
    """A stage ended badly, or can't begin; the message says why and what to do."""


def arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.attribution", description=(__doc__ or "").partition("\n")[0]
    )
    add: Any = parser.add_argument
    add("--corpus", type=Path, required=True, metavar="FOLDER", help="annotated articles: train.jsonl and dev.jsonl")
    add("--extra", type=Path, required=True, metavar="FILE", help="texts for the teacher to annotate, JSON Lines")
    add("--teacher-weights", type=Path, required=True, metavar="FOLDER", help="all-mpnet-base-v2, or another encoder")
    add("--student-weights", type=Path, required=True, metavar="FOLDER", help="all-MiniLM-L6-v2, or another BERT")
    add("--scorer", type=Path, required=True, metavar="FILE", help="Python file with score(documents, predictions)")
    add("--work", type=Path, required=True, metavar="FOLDER", help="where checkpoints, results and logs are kept")
    add("--model", type=Path, default=MODEL, metavar="FOLDER", help="where the model is written; default: the package")
    add("--version", default="1", help="version of the model, for its manifest; default: 1")
    add("--seed", type=int, default=1, help="default: 1")
    add("--threads", type=int, default=2, help="default: 2")
    add("--again", metavar="STAGE", help="run this stage and all later ones again, whatever is there")
    add("--dry-run", action="store_true", help="say what would be done, and do nothing")
    return parser.parse_args()


def given_by(args: argparse.Namespace) -> Given:
    """What the command line names, with absolute paths: the stages run in another folder."""
    names = ("corpus", "extra", "teacher_weights", "student_weights", "scorer", "work", "model")
    paths = {name: Path(getattr(args, name)).resolve() for name in names}
    card = HERE if paths["model"] == MODEL else None
    return Given(**paths, card=card, seed=args.seed, version=args.version, threads=args.threads)


def lock(work: Path) -> IO[str]:
    """Keep the folder of work to this run and its stages, which hold the lock on if this run is killed."""
    work.mkdir(parents=True, exist_ok=True)
    file = (work / "lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Stopped(
            f"another run is at work in {work}, or the last stage of a killed one; wait for it or end it"
        ) from None
    return file


def run(stage: Stage, log: Path, held: int) -> None:
    """Run one stage to its end, what it says going to its log."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    # Passive waiting: with threads that spin while they wait, two runs on one machine slow each other tenfold.
    more = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1", "OMP_WAIT_POLICY": "passive"}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as file:
        file.write(f"$ {shlex.join(['python', '-m', *stage.command()])}\n".encode())
        file.flush()
        process = subprocess.Popen(
            [sys.executable, "-m", *stage.command()],
            cwd=ROOT,
            env=os.environ | more,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            pass_fds=(held,),
        )
        try:
            status = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if status:
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL:]
        shown = "\n".join(f"    {line}" for line in last)
        raise Stopped(f"{stage.name} ended with status {status}; the end of {log}:\n{shown}")


def rebuild(given: Given, again: str | None, dry: bool) -> None:
    """Run all stages that are not done.

    Raises:
        Stopped: a stage ended badly, or can't begin.
    """
    stages, records = plan(given), Records(given.work)
    names = [stage.name for stage in stages]
    if again is not None and again not in names:
        raise Stopped(f"there is no stage {again!r}; the stages are {', '.join(names)}")
    key = keys(stages, given, digests(given))
    held = None if dry else lock(given.work)
    first = len(stages) if again is None else names.index(again)
    for stage in stages[first:] if held else ():
        records.forget(stage)
    for number, stage in enumerate(stages):
        state = records.state(stage, key[stage.name])
        if number >= first and state in ("done", "begun"):
            state = "changed"
        say(f"{number + 1:>2}/{len(stages)} {stage.name:<14} {_SAYS[state]}")
        if state == "done":
            continue
        say(f"      {stage.does} (took {stage.took} on two cores without a GPU)")
        if held is None:
            say(f"      python -m {shlex.join(stage.command())}")
            continue
        if state == "foreign":
            raise Stopped(f"{', '.join(map(str, stage.makes))}: {_SAYS[state]}; move it away, or name another --work")
        log = given.work / "logs" / f"{stage.name}.log"
        say(f"      log: {log}")
        records.begin(stage, key[stage.name])
        began = time.monotonic()
        run(stage, log, held.fileno())
        records.end(stage, key[stage.name], time.monotonic() - began)
        say(f"      done in {minutes(time.monotonic() - began)}")
    if given.card is None:
        say(f"No model card: it is measured by the package's own reading, which takes the model in {MODEL}.")


def minutes(seconds: float) -> str:
    """A time for people."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min" if whole >= 3600 else f"{round(whole / 60)} min"


def say(line: str) -> None:
    """Show a line at once, even in a pipe."""
    print(line, flush=True)


def _ended(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def main() -> int:
    """Entry point; the status: 0 all done, 1 a stage ended badly, 2 something is missing, 130 interrupted."""
    args = arguments()
    given = given_by(args)
    missing = problems(given)
    if missing:
        print("Not begun:", *missing, sep="\n  ", file=sys.stderr)
        return 2
    for line in others():
        print(f"Note: {line}", file=sys.stderr)
    signal.signal(signal.SIGTERM, _ended)
    try:
        rebuild(given, args.again, args.dry_run)
    except Stopped as stopped:
        print(f"Stopped: {stopped}", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"Stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; the same command goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
