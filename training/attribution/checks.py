"""What must be there before hours of training begin; each thing missing as a sentence that says what to do."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from .stages import WEIGHTS, Given

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
_TEXT = '{"id": …, "text": …}'


def problems(given: Given) -> list[str]:
    """All that is in the way; nothing if the stages can run."""
    return [*packages(), *files(given)] or [*weights(given), *corpora(given)]


def packages() -> Iterator[str]:
    """Python packages that are missing, or reportedly from elsewhere."""
    missing = [name for name in required() if _version(name) is None]
    if missing:
        install = f"pip install -e {ROOT} -r {REQUIREMENTS}"
        yield f"not installed in {sys.executable}: {', '.join(missing)}; run: {install}"
    spec = importlib.util.find_spec("reportedly")
    here = ROOT / "src" / "reportedly"
    if spec is None or spec.origin is None:
        yield f"the package itself is not installed; run: pip install -e {ROOT}"
    elif Path(spec.origin).resolve().parent != here:
        yield f"reportedly is imported from {Path(spec.origin).parent}, not from {here}; run: pip install -e {ROOT}"


def others() -> Iterator[str]:
    """Packages of another version than those that the shipped model was made with."""
    for name, version in required().items():
        found = _version(name)
        if found is not None and found.partition("+")[0] != version:
            yield f"{name} is {found}; the shipped model was made with {version}"


def required() -> dict[str, str]:
    """The packages that training needs, with the versions of record."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return dict(re.fullmatch(r"([\w-]+)==([\w.]+)", line).groups() for line in lines if line and line[0] != "#")  # type: ignore[union-attr, misc]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def files(given: Given) -> Iterator[str]:
    """Files that are missing, and names that would meet."""
    for path in given.files():
        if not path.is_file():
            yield f"{path} is not there{_cure(path, given)}"
    if given.extra.stem in ("train", "dev"):
        yield f"{given.extra} has the name of a part of the corpus; call it something else"
    if given.work.exists() and not given.work.is_dir():
        yield f"{given.work} is no folder; name one with --work"


def _cure(path: Path, given: Given) -> str:
    if path.name in WEIGHTS:
        return "; a folder of weights holds " + ", ".join(WEIGHTS)
    return "; --corpus names a folder with train.jsonl and dev.jsonl" if path.parent == given.corpus else ""


def weights(given: Given) -> Iterator[str]:
    """Weights of a kind that cannot be trained or shipped."""
    allowed = ((given.teacher_weights, ("mpnet", "bert")), (given.student_weights, ("bert",)))
    for folder, kinds in allowed:
        try:
            kind = json.loads((folder / "config.json").read_text(encoding="utf-8"))["model_type"]
        except (OSError, ValueError, KeyError, TypeError):
            yield f"{folder / 'config.json'} names no model_type; take the config.json that came with the weights"
            continue
        if kind not in kinds:
            yield f"{folder} holds an encoder of the kind {kind!r}; here it must be {' or '.join(kinds)}"


def corpora(given: Given) -> Iterator[str]:
    """Damaged corpora, and articles that are in two of them: what is measured on must not be learnt from."""
    # Late: reportedly has been looked for by now.
    from reportedly.errors import ReportedlyError
    from reportedly.evaluation import gold_documents

    seen: dict[str, Path] = {}
    for path in (given.train, given.dev, given.extra):
        try:
            data = path.read_bytes()
            texts = _texts(data) if path == given.extra else {d.id: d.text for d in gold_documents(data, str(path))}
        except (ReportedlyError, OSError, ValueError) as error:
            yield f"{path}: {error}" if not isinstance(error, ReportedlyError) else str(error)
            continue
        shared = [name for name, text in texts.items() if name in seen or text in seen]
        if shared:
            where = seen.get(shared[0]) or seen[texts[shared[0]]]
            yield f"{path}: {len(shared)} articles, {shared[0]!r} the first, are also in {where}; take them out of one"
        seen |= {key: path for pair in texts.items() for key in pair}


def _texts(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            name, text = document["id"], document["text"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ValueError(f"line {number} is no document; write one JSON object a line: {_TEXT}") from None
        if not isinstance(name, str) or not isinstance(text, str):
            raise ValueError(f"line {number}: id and text are not both strings; write {_TEXT}")
        if name in found:
            raise ValueError(f"line {number}: the id {name!r} was on a line before; make each unique")
        found[name] = text
    if not found:
        raise ValueError(f"has no document; write one JSON object a line: {_TEXT}")
    return found
