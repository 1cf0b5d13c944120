"""Processes that are killed, of whichever side: no page is lost or doubled, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from reportedly.engines import read_all
from reportedly.errors import NotReadable
from reportedly.model import Reading
from reportedly.page import Page
from tests.engines import choices
from tests.engines.processes import children, gone
from tests.page.sources.made import article

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")

READER = """
    import itertools, sys
    from reportedly.engines import read_all
    from reportedly.page import Page
    pages = (Page(b"<h1>Dam %d</h1><p>The dam is safe, she said.</p>" % n, f"p{n}") for n in itertools.count())
    for outcome in read_all(pages, processes=2):
        print(outcome.name, flush=True)
"""


def test_every_page_comes_out_once_though_processes_are_killed() -> None:
    said = " ".join(f"The dam is safe, the mayor said on day {n} of the year 2019." for n in range(8))
    pages = [Page(article(f"Dam {n}", said), f"p{n}") for n in range(36)]
    names = []
    for at, outcome in enumerate(read_all(pages, processes=2, batch=4)):
        names.append(outcome.name)
        assert isinstance(outcome.result, Reading)
        if at in (0, 16):
            killed = children()
            assert killed
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
    assert names == [page.source for page in pages]
    assert children() == set()


def test_a_page_that_kills_whoever_reads_it_costs_itself() -> None:
    titles = ["Dam", "Dyke", "deadly", "Weir", "Lock"]
    pages = [Page(article(title), title) for title in titles]
    outcomes = list(read_all(pages, processes=2, batch=4, wanted=choices.deadly))
    assert [each.name for each in outcomes] == titles
    assert [isinstance(each.result, Reading) for each in outcomes] == [True, True, False, True, True]
    refused = outcomes[2].result
    assert isinstance(refused, NotReadable)
    assert (refused.source, refused.stage, refused.code) == ("deadly", "engine", "crashed")
    assert "leave it out" in refused.detail


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_nobody_reads_on_when_the_caller_is_gone(how: signal.Signals) -> None:
    command = [sys.executable, "-c", textwrap.dedent(READER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as caller:
        assert caller.stdout
        assert caller.stderr
        assert caller.stdout.readline() == b"p0\n"
        workers = children(caller.pid)
        assert len(workers) == 2
        caller.send_signal(how)
        assert gone(workers, within=4)
        names = [b"p0\n", *caller.stdout]
        said = caller.stderr.read().decode()
    assert names == [b"p%d\n" % n for n in range(len(names))]
    assert said.count("Traceback") == (1 if how == signal.SIGINT else 0)
    assert ("KeyboardInterrupt" in said) == (how == signal.SIGINT)
