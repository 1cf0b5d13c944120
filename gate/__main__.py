"""``python -m gate``: measure everything and raise the floors that we have passed. A floor is never lowered."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from gate import measure
from gate.certainty import certainty
from gate.chains import chains, wires
from gate.days import days
from gate.figures import figures
from gate.labeller import held_out
from gate.metadata import metadata
from gate.names import names
from gate.places import places
from gate.speakers import speakers

FLOORS = Path(__file__).parent / "floors.json"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
FEW = (speakers, chains, wires, certainty, figures)
"""Those measured on a few hundred rows, where one row that another processor's rounding tips weighs more."""
MARGIN, MARGIN_OF_FEW = 0.005, 0.015
"""Kept below the measured value, so that another processor's rounding does not fail a check: the attribution model
counts in eight bits, and processors add those up in different ways."""

TASKS: tuple[Callable[[Path], dict[str, float]], ...] = (
    measure.attribution,
    measure.body,
    held_out,
    metadata,
    speakers,
    chains,
    wires,
    certainty,
    figures,
    days,
    places,
    names,
)
"""Everything that has floors: each measures its qualities on the corpora."""


def main() -> int:
    """Print each quality beside its floor, and write the floors that rose."""
    if not SHARED.is_dir():
        print(f"no corpora: {SHARED} is not there", file=sys.stderr)
        return 1
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    for task, name, value in ((one, *each) for one in TASKS for each in one(SHARED).items()):
        floor = floors.get(name, 0.0)
        floors[name] = max(floor, round(value - (MARGIN_OF_FEW if task in FEW else MARGIN), 4))
        print(f"{name:<32} {value:.4f}  floor {floor:.4f}{' -> ' + str(floors[name]) if floors[name] > floor else ''}")
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
