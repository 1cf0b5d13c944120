"""The command line, run as people run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def reportedly(*words: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``reportedly`` with some words, and give what it answers."""
    code = "from reportedly.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""What a command begins with that is bound by the permissions of files, as root is not."""
