"""What the API can be asked: one description of each operation, that it is answered and documented by."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_type_hints

from msgspec import Struct
from starlette.requests import Request

from reportedly.library import Library

_IN_PATH = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Here:
    """Where and by whom an operation is asked.

    Attributes:
        library: that is asked.
        by: who changes are by, if it is known.
        request: for the few operations that need more.

    """

    library: Library
    by: str | None
    request: Request


@dataclass(frozen=True)
class Operation:
    """One thing that the API can be asked.

    What it takes and gives is told by the annotations of its function: ``asked`` are its parameters, ``body`` its JSON
    body, and what is returned the answer; its name and docstring are the operation's.

    Attributes:
        method: of HTTP.
        path: under ``/api``; what stands in braces is a parameter.
        run: answers, in a thread.
        status: of the answer.
        most: bytes of its JSON body.
        media: what the answer is, where it is no JSON: its media types.
        form: answers where a form is sent in the place of JSON; takes it as ``form``.
        bodies: schemas of these forms, by media type.
        refuses: statuses that it can be refused with, beside those that follow from what it takes, and why.
        cached: whether the answer changes only when the library does.
        example: parameters after the question mark, or a JSON body, that it can be asked with.

    """

    method: Literal["GET", "POST", "DELETE"]
    path: str
    run: Callable[..., Any]
    status: int = 200
    most: int = 1 << 16
    media: tuple[str, ...] = ()
    form: Callable[..., Any] | None = None
    bodies: tuple[tuple[str, dict[str, Any]], ...] = ()
    refuses: tuple[tuple[int, str], ...] = ()
    cached: bool = False
    example: str = ""

    @property
    def name(self) -> str:
        """Of the operation: its function's."""
        return self.run.__name__

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.run, include_extras=True)

    @cached_property
    def asked(self) -> type[Struct] | None:
        """The type of its parameters."""
        return self._hints.get("asked")

    @cached_property
    def body(self) -> type[Struct] | None:
        """The type of its JSON body."""
        return self._hints.get("body")

    @cached_property
    def answer(self) -> Any:
        """The type of its answer; ``NoneType`` where there is none."""
        return self._hints["return"]

    @cached_property
    def in_path(self) -> tuple[str, ...]:
        """The names of the parameters in its path."""
        return tuple(_IN_PATH.findall(self.path))

    @cached_property
    def summary(self) -> str:
        """What it does, in one line."""
        return self._doc[0]

    @cached_property
    def description(self) -> str:
        """What else there is to know; may be empty."""
        return self._doc[1]

    @cached_property
    def _doc(self) -> tuple[str, str]:
        first, _, rest = inspect.getdoc(self.run).partition("\n\n")  # type: ignore[union-attr]
        return " ".join(first.split()).removesuffix("."), rest

    @property
    def changes(self) -> bool:
        """Whether it changes the library, and needs the word that only the room's own pages know."""
        return self.method != "GET"
