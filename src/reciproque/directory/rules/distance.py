"""How far one place is from another, as the crow flies."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, pi, radians, sin, sqrt

from django.utils.translation import gettext, ngettext

EARTH = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""
FARTHEST = 200
"""Kilometres within which one may look."""


@dataclass(frozen=True)
class Point:
    """A place on Earth, in degrees. Raises ValueError for one that cannot be."""

    latitude: float
    longitude: float

    def __post_init__(self):
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError("not on Earth")


def metres_between(one: Point, other: Point) -> int:
    """Great-circle distance (haversine), to the metre."""
    up = radians(other.latitude - one.latitude) / 2
    along = radians(other.longitude - one.longitude) / 2
    chord = sin(up) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(along) ** 2
    return round(2 * EARTH * asin(min(1.0, sqrt(chord))))


@dataclass(frozen=True)
class Box:
    """All that may be within a distance of a point lies between these; `spans` are one or two ranges of longitude."""

    south: float
    north: float
    spans: tuple[tuple[float, float], ...]


def box_around(point: Point, km: float) -> Box:
    """A little larger than the circle, never smaller; near a pole or the antimeridian too."""
    angle = km * 1000 / EARTH
    south, north = point.latitude - degrees(angle), point.latitude + degrees(angle)
    if south <= -90 or north >= 90 or sin(angle) >= cos(radians(point.latitude)) or angle >= pi / 2:
        return Box(max(south, -90.0), min(north, 90.0), ((-180.0, 180.0),))
    width = degrees(asin(sin(angle) / cos(radians(point.latitude))))
    west, east = point.longitude - width, point.longitude + width
    if west < -180:
        return Box(south, north, ((west + 360, 180.0), (-180.0, east)))
    if east > 180:
        return Box(south, north, ((west, 180.0), (-180.0, east - 360)))
    return Box(south, north, ((west, east),))


def in_words(metres: int | None) -> str:
    """« à moins de 1 km », « à environ 12 km »; « distance inconnue » when nobody knows where it is."""
    if metres is None:
        return gettext("distance inconnue")
    if metres < 1000:
        return gettext("à moins de 1 km")
    km = round(metres / 1000)
    return ngettext("à environ %(n)d km", "à environ %(n)d km", km) % {"n": km}
