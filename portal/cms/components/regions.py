"""The mark of the portal: seven hexagons, the regions of England where people expect them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

# Column and row of each tile; every second row is moved by half a tile. Names are whole, in lines that fit a tile.
TILES: dict[str, tuple[str, float, int, tuple[str, ...]]] = {
    "north-west": ("North West", 0, 0, ("North", "West")),
    "north-east-and-yorkshire": ("North East and Yorkshire", 1, 0, ("North East", "and", "Yorkshire")),
    "midlands": ("Midlands", 0.5, 1, ("Midlands",)),
    "east-of-england": ("East of England", 1.5, 1, ("East of", "England")),
    "south-west": ("South West", 0, 2, ("South", "West")),
    "london": ("London", 1, 2, ("London",)),
    "south-east": ("South East", 0.5, 3, ("South", "East")),
}

WIDTH, HEIGHT, GAP = 100.0, 115.47, 3.0  # a hexagon that stands on its point
LINE = 15.0


@dataclass
class Tile:
    slug: str
    name: str
    points: str
    x: float
    lines: list[tuple[float, str]]
    note_y: float
    lit: bool = False
    url: str = ""
    note: str = ""
    open: bool = True


@dataclass
class RegionMap:
    tiles: list[Tile] = field(default_factory=list)
    linked: bool = False

    @property
    def lit(self) -> Tile | None:
        return next((tile for tile in self.tiles if tile.lit), None)


def hexagon(x: float, y: float) -> str:
    half, quarter = WIDTH / 2 - GAP / 2, HEIGHT / 4
    tall = HEIGHT / 2 - GAP / 2
    corners = [
        (x, y - tall),
        (x + half, y - quarter + GAP / 4),
        (x + half, y + quarter - GAP / 4),
        (x, y + tall),
        (x - half, y + quarter - GAP / 4),
        (x - half, y - quarter + GAP / 4),
    ]
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)


def slug_of(region: Any) -> str:
    """The slug of a region given as a model, a slug or a name."""
    return str(getattr(region, "slug", "") or slugify(str(region or "")))


def value(source: Any, name: str, default: Any = "") -> Any:
    return source.get(name, default) if isinstance(source, Mapping) else getattr(source, name, default)


def region_map(*, highlight: Any = None, links: Iterable[Any] | None = None) -> RegionMap:
    lit = slug_of(highlight)
    by_slug = {slug_of(value(link, "slug")): link for link in links or ()}
    drawn = RegionMap(linked=bool(by_slug))
    for slug, (name, column, row, words) in TILES.items():
        x, y = WIDTH / 2 + column * WIDTH, HEIGHT / 2 + row * HEIGHT * 0.75
        link = by_slug.get(slug, {})
        note = str(value(link, "note") or "")
        middle = y - (len(words) - 1 + bool(note)) * LINE / 2 + LINE * 0.35
        drawn.tiles.append(
            Tile(
                slug=slug,
                name=name,
                points=hexagon(x, y),
                x=x,
                lines=[(middle + index * LINE, word) for index, word in enumerate(words)],
                note_y=middle + len(words) * LINE + 1,
                lit=slug == lit,
                url=str(value(link, "url") or ""),
                note=note,
                open=bool(value(link, "open", True)),
            )
        )
    return drawn
