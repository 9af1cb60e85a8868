"""Where lines go: the corners of shapes, the ends of paths, and what transforms make of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
TOKEN = re.compile(rf"[a-zA-Z]|{NUMBER}")
TRANSFORM = re.compile(r"(translate|scale|rotate|matrix)\s*\(([^()]*)\)")
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""How many numbers follow a letter of a path."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def numbers(text: str) -> list[float]:
    """The numbers in a text."""
    return [float(number) for number in re.findall(NUMBER, text)]


def points_of(path: str) -> list[Point]:
    """The points that a path is drawn by, those that bend its curves among them, in order."""
    points: list[Point] = []
    x = y = 0.0
    start = (0.0, 0.0)
    tokens: list[str] = TOKEN.findall(path)
    letter, at = "M", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
        count = TAKES.get(letter.upper())
        given = tokens[at : at + count] if count is not None else []
        if count is None or len(given) < count or any(each.isalpha() for each in given):
            break
        values = [float(each) for each in given]
        at += count
        base = (x, y) if letter.islower() else (0.0, 0.0)
        kind = letter.upper()
        if kind == "Z":
            x, y = start
            if at < len(tokens) and not tokens[at].isalpha():
                break
        elif kind == "H":
            x = base[0] + values[0]
        elif kind == "V":
            y = base[1] + values[0]
        else:
            pairs = values[5:] if kind == "A" else values
            found = [(base[0] + pairs[n], base[1] + pairs[n + 1]) for n in range(0, len(pairs), 2)]
            points += found[:-1]
            x, y = found[-1]
            start = (x, y) if kind == "M" else start
            letter = {"M": "L", "m": "l"}.get(letter, letter)
        points.append((x, y))
    return points


def pairs_of(text: str) -> list[Point]:
    """The points of a polygon or a polyline."""
    found = numbers(text)
    return list(zip(found[::2], found[1::2], strict=False))


def corners(tag: str, get: Callable[[str], str]) -> list[Point]:
    """The points that tell where a shape lies."""

    def value(name: str) -> float:
        return next(iter(numbers(get(name))), 0.0)

    if tag == "path":
        return points_of(get("d"))
    if tag in ("polygon", "polyline"):
        return pairs_of(get("points"))
    if tag == "line":
        return [(value("x1"), value("y1")), (value("x2"), value("y2"))]
    if tag in ("circle", "ellipse"):
        x, y = value("cx"), value("cy")
        rx, ry = (value("r"), value("r")) if tag == "circle" else (value("rx"), value("ry"))
        return [(x - rx, y - ry), (x + rx, y + ry)]
    x, y = value("x"), value("y")
    return [(x, y), (x + value("width"), y + value("height"))]


def box_of(points: list[Point], matrix: Matrix) -> Box:
    """The rectangle around points, once they are moved."""
    left, top = (min(part) for part in zip(*points, strict=True))
    right, bottom = (max(part) for part in zip(*points, strict=True))
    moved = [applied(matrix, corner) for corner in ((left, top), (right, top), (left, bottom), (right, bottom))]
    xs, ys = zip(*moved, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def heading(points: list[Point], at_end: bool) -> float:
    """The direction, in degrees, in which a path begins or ends."""
    ordered = points[::-1] if at_end else points
    x, y = ordered[0]
    other = next(((a, b) for a, b in ordered if math.hypot(a - x, b - y) > 1e-6), (x, y))
    angle = math.degrees(math.atan2(other[1] - y, other[0] - x))
    return angle + 180 if at_end else angle


def product(one: Matrix, other: Matrix) -> Matrix:
    """Two transforms, the other first."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def applied(matrix: Matrix, point: Point) -> Point:
    """A point, moved."""
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def matrix_of(transform: str) -> Matrix:
    """What a list of transforms comes to."""
    found = SAME
    for name, inside in TRANSFORM.findall(transform):
        values = numbers(inside)
        if values:
            found = product(found, MATRICES[name](values))
    return found


def turned(values: list[float]) -> Matrix:
    """A rotation, about a point if it is said."""
    cos, sin = math.cos(math.radians(values[0])), math.sin(math.radians(values[0]))
    turn: Matrix = (cos, sin, -sin, cos, 0, 0)
    if len(values) < 3:
        return turn
    x, y = values[1:3]
    return product(product((1, 0, 0, 1, x, y), turn), (1, 0, 0, 1, -x, -y))


def from_six(values: list[float]) -> Matrix:
    """A matrix, as it is written."""
    if len(values) != 6:
        return SAME
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


MATRICES: Mapping[str, Callable[[list[float]], Matrix]] = {
    "translate": lambda values: (1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0),
    "scale": lambda values: (values[0], 0, 0, values[1] if len(values) > 1 else values[0], 0, 0),
    "rotate": turned,
    "matrix": from_six,
}


def short(text: str) -> str:
    """A text with its numbers rounded: nobody sees a hundredth of a unit."""
    return re.sub(r"-?\d+\.\d+(?:e[+-]?\d+)?", lambda found: digits(float(found[0])), text)


def digits(value: float) -> str:
    """A number as it is written in a drawing."""
    rounded = round(value, 2)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.2f}".rstrip("0")
