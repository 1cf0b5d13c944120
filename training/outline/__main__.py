"""``python -m training.outline TOPOJSON OUT``: from world-atlas to rings of longitudes and latitudes.

Longitudes go beyond 180 degrees where land does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def rings(topology: dict[str, Any]) -> list[list[list[int]]]:
    """The rings of all land, in hundredths of a degree.

    Args:
        topology: TopoJSON with an object ``land``.

    """
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([round(100 * (x * scale[0] + translate[0])), round(100 * (y * scale[1] + translate[1]))])
        arcs.append(points)
    made = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                made.append(_unrolled(points))
    return made


def _unrolled(ring: list[list[int]]) -> list[list[int]]:
    """A ring without jumps from one edge of the world to the other; one around a pole is closed along it."""
    made = [ring[0]]
    for x, y in ring[1:]:
        made.append([x + 36000 * round((made[-1][0] - x) / 36000), y])
    if abs(made[-1][0] - made[0][0]) > 18000:
        pole = -9000 if made[0][1] < 0 else 9000
        made += [[made[-1][0], pole], [made[0][0], pole]]
    return made


if __name__ == "__main__":
    source, out = map(Path, sys.argv[1:])
    made = rings(json.loads(source.read_text(encoding="utf-8")))
    out.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
