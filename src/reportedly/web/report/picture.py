"""The chain of a report as a drawing: where its bars, ribbons and labels go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.web.report import words
from reportedly.web.report.chain import Chain, Ribbon
from reportedly.web.report.filters import Choice, Side
from reportedly.web.report.sources import NO_SOURCE, OTHERS, UNNAMED
from reportedly.web.wording import plural

_BAR = 9.0
_LINE = 22.0
"""The least height of a bar with its label."""

_TOP = 24.0
"""Room for what the layers are called."""

_LETTER = 6.9
"""About how wide a letter of a label is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Somebody in the picture."""

    side: Side | None
    value: str
    kind: str
    x: float
    y: float
    height: float
    name: str
    label: str
    label_x: float
    label_y: float
    end: bool
    claims: int
    href: str
    chosen: bool
    hatched: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A ribbon of the picture."""

    path: str
    kind: str
    title: str
    href: str
    source: str
    via: str
    dim: bool
    hatched: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of a chain, for one width."""

    name: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    heads: tuple[tuple[float, str, str], ...]


@dataclass(slots=True)
class _Slot:
    """Where a bar stands while ribbons are laid into it; ``used`` is how much of it they take."""

    y: float
    height: float
    used: float = 0.0


def picture(chain: Chain, chosen: Choice, *, name: str, width: float) -> Picture:
    """Draw a chain.

    Args:
        chain: what is drawn.
        chosen: what is chosen on the page: the rest is dimmed.
        name: tells this drawing from another of the same chain.
        width: of the drawing.

    """
    layers = chain.depth + 2
    room = min(250.0, width * 0.46)
    xs = [round(at * (width - room) / (layers - 1), 1) for at in range(layers)]
    order = _ordered(chain)
    unit = min(18.0, max(0.9, 230.0 / max(1, chain.claims)))
    columns = [_column(order, layer, chain) for layer in range(layers)]
    height = max(sum(max(_LINE, many * unit + 5) for _, many in column) for column in columns)
    slots = [_placed(column, unit, height) for column in columns]
    bands = tuple(_band(ribbon, chain, chosen, slots, xs, unit) for ribbon in order)
    bars = tuple(
        bar
        for layer, column in enumerate(columns)
        for value, many in column
        if (bar := _bar(value, many, layer, slots, xs, chain, chosen, width)) is not None
    )
    middle = [(x, "Through", "start") for x in xs[1:-1][:1]]
    heads = ((0.0, "Publisher", "start"), *middle, (xs[-1], "Sources", "start"))
    return Picture(name, width, round(height + _TOP + 2, 1), bars, bands, heads)


def _ordered(chain: Chain) -> list[Ribbon]:
    """The ribbons from top to bottom: by source, and among those of one source by the way that they came."""
    sources = [slug for slug, _ in chain.sources if slug not in chain.others]
    sources += [OTHERS] if chain.others else []
    plain = [slug for slug in sources if slug not in (UNNAMED, NO_SOURCE)]
    place = {slug: at for at, slug in enumerate([*plain, *(s for s in (UNNAMED, NO_SOURCE) if s in sources)])}
    ways = {slug: at for at, (slug, _) in enumerate(chain.via)}
    carried = {ribbon.source for ribbon in chain.ribbons if ribbon.via}

    def by(ribbon: Ribbon) -> tuple[object, ...]:
        last = ribbon.source in (UNNAMED, NO_SOURCE)
        route = [ways[slug] for slug in ribbon.via] or [len(ways)]
        return (last, ribbon.source not in carried, place[ribbon.source], route)

    return sorted(chain.ribbons, key=by)


def _at(ribbon: Ribbon, layer: int, chain: Chain) -> str:
    """Which bar a ribbon runs through in a layer; those that no one carried run through ``""``."""
    if layer == 0:
        return "publisher"
    if layer == chain.depth + 1:
        return ribbon.source
    return ribbon.via[layer - 1] if layer <= len(ribbon.via) else ""


def _column(order: Sequence[Ribbon], layer: int, chain: Chain) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for ribbon in order:
        value = _at(ribbon, layer, chain)
        counted[value] = counted.get(value, 0) + ribbon.claims
    # What came straight runs below those that were carried.
    return sorted(counted.items(), key=lambda pair: pair[0] == "")


def _placed(column: Sequence[tuple[str, int]], unit: float, height: float) -> dict[str, _Slot]:
    needed = [max(_LINE, many * unit + 5) for _, many in column]
    spare = (height - sum(needed)) / (len(column) + 1)
    slots = {}
    y = _TOP + spare
    for (value, many), room in zip(column, needed, strict=True):
        slots[value] = _Slot(round(y + (room - many * unit) / 2, 2), round(many * unit, 2))
        y += room + spare
    return slots


def _band(
    ribbon: Ribbon,
    chain: Chain,
    chosen: Choice,
    slots: Sequence[dict[str, _Slot]],
    xs: Sequence[float],
    unit: float,
) -> Band:
    thick = ribbon.claims * unit
    tops = []
    for layer, placed in enumerate(slots):
        slot = placed[_at(ribbon, layer, chain)]
        tops.append(slot.y + slot.used)
        slot.used += thick
    who = chain.nodes[ribbon.source]
    through = [chain.nodes[f"via:{slug}"].name for slug in ribbon.via]
    way = f", through {', '.join(through)}" if through else ""
    fits = (not chosen.of("source") or ribbon.source in chosen.of("source")) and (
        not chosen.of("via") or bool(chosen.of("via") & set(ribbon.via))
    )
    picked: list[tuple[Side, str]] = [("source", ribbon.source), *(("via", slug) for slug in ribbon.via)]
    return Band(
        path=_path(tops, thick, xs),
        kind=who.kind,
        title=f"{who.name}{way}: {plural(ribbon.claims, 'claim')}",
        href=chosen.toggled(*picked),
        source=ribbon.source,
        via=" ".join(ribbon.via),
        dim=not fits,
        hatched=not who.plain,
    )


def _path(tops: Sequence[float], thick: float, xs: Sequence[float]) -> str:
    """A closed shape along the upper edges from left to right, and back along the lower ones."""
    steps = [f"M{xs[0] + _BAR:.1f} {tops[0]:.1f}"]
    for at in range(1, len(xs)):
        steps.append(_curve(xs[at - 1] + _BAR, tops[at - 1], xs[at], tops[at]))
        if at < len(xs) - 1:
            steps.append(f"H{xs[at] + _BAR:.1f}")
    steps.append(f"V{tops[-1] + thick:.1f}")
    for at in range(len(xs) - 1, 0, -1):
        steps.append(_curve(xs[at], tops[at] + thick, xs[at - 1] + _BAR, tops[at - 1] + thick))
        if at > 1:
            steps.append(f"H{xs[at - 1]:.1f}")
    return "".join([*steps, "Z"])


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


def _bar(
    value: str,
    many: int,
    layer: int,
    slots: Sequence[dict[str, _Slot]],
    xs: Sequence[float],
    chain: Chain,
    chosen: Choice,
    width: float,
) -> Bar | None:
    if value == "":
        return None
    last = layer == chain.depth + 1
    slot = slots[layer][value]
    side: Side | None = None if layer == 0 else "source" if last else "via"
    who = chain.nodes[value if last else f"via:{value}"] if layer else None
    name = who.name if who else chain.publisher
    kind = who.kind if who else "outlet"
    space = _until(layer, slot, slots, xs, width) - xs[layer] - _BAR - 8
    label = words.cut(name, max(5.0, space / _LETTER - len(str(many)) - 4))
    href = chosen.toggled((side, value)) if side else "?"
    return Bar(
        side=side,
        value=value if side else "",
        kind=kind,
        x=xs[layer],
        y=slot.y,
        height=max(1.5, slot.height),
        name=name,
        label=label,
        label_x=xs[layer] + _BAR + 7,
        label_y=round(slot.y + slot.height / 2, 1),
        end=last,
        claims=many,
        href=href,
        chosen=side is not None and value in chosen.of(side),
        hatched=who is not None and not who.plain,
    )


def _until(layer: int, slot: _Slot, slots: Sequence[dict[str, _Slot]], xs: Sequence[float], width: float) -> float:
    """How far a label may reach: to the next layer that has a bar or a label at its height."""
    middle = slot.y + slot.height / 2
    for after in range(layer + 1, len(xs)):
        for value, other in slots[after].items():
            near = abs(other.y + other.height / 2 - middle) < _LINE * 0.8
            if value and (near or other.y - 9 < middle < other.y + other.height + 9):
                return xs[after]
    return width
