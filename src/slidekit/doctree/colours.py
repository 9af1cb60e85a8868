"""CSS colours and gradients: whether a text is one and nothing else, and which colours are seen in it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity, from 0 to 1, in sRGB."""

NAMES = dict(
    each.split(":")
    for each in (
        "aliceblue:f0f8ff antiquewhite:faebd7 aqua:0ff aquamarine:7fffd4 azure:f0ffff beige:f5f5dc bisque:ffe4c4 "
        "black:000 blanchedalmond:ffebcd blue:00f blueviolet:8a2be2 brown:a52a2a burlywood:deb887 cadetblue:5f9ea0 "
        "chartreuse:7fff00 chocolate:d2691e coral:ff7f50 cornflowerblue:6495ed cornsilk:fff8dc crimson:dc143c "
        "cyan:0ff darkblue:00008b darkcyan:008b8b darkgoldenrod:b8860b darkgray:a9a9a9 darkgreen:006400 "
        "darkgrey:a9a9a9 darkkhaki:bdb76b darkmagenta:8b008b darkolivegreen:556b2f darkorange:ff8c00 "
        "darkorchid:9932cc darkred:8b0000 darksalmon:e9967a darkseagreen:8fbc8f darkslateblue:483d8b "
        "darkslategray:2f4f4f darkslategrey:2f4f4f darkturquoise:00ced1 darkviolet:9400d3 deeppink:ff1493 "
        "deepskyblue:00bfff dimgray:696969 dimgrey:696969 dodgerblue:1e90ff firebrick:b22222 floralwhite:fffaf0 "
        "forestgreen:228b22 fuchsia:f0f gainsboro:dcdcdc ghostwhite:f8f8ff gold:ffd700 goldenrod:daa520 gray:808080 "
        "green:008000 greenyellow:adff2f grey:808080 honeydew:f0fff0 hotpink:ff69b4 indianred:cd5c5c indigo:4b0082 "
        "ivory:fffff0 khaki:f0e68c lavender:e6e6fa lavenderblush:fff0f5 lawngreen:7cfc00 lemonchiffon:fffacd "
        "lightblue:add8e6 lightcoral:f08080 lightcyan:e0ffff lightgoldenrodyellow:fafad2 lightgray:d3d3d3 "
        "lightgreen:90ee90 lightgrey:d3d3d3 lightpink:ffb6c1 lightsalmon:ffa07a lightseagreen:20b2aa "
        "lightskyblue:87cefa lightslategray:789 lightslategrey:789 lightsteelblue:b0c4de lightyellow:ffffe0 lime:0f0 "
        "limegreen:32cd32 linen:faf0e6 magenta:f0f maroon:800000 mediumaquamarine:66cdaa mediumblue:0000cd "
        "mediumorchid:ba55d3 mediumpurple:9370db mediumseagreen:3cb371 mediumslateblue:7b68ee "
        "mediumspringgreen:00fa9a mediumturquoise:48d1cc mediumvioletred:c71585 midnightblue:191970 "
        "mintcream:f5fffa mistyrose:ffe4e1 moccasin:ffe4b5 navajowhite:ffdead navy:000080 oldlace:fdf5e6 "
        "olive:808000 olivedrab:6b8e23 orange:ffa500 orangered:ff4500 orchid:da70d6 palegoldenrod:eee8aa "
        "palegreen:98fb98 paleturquoise:afeeee palevioletred:db7093 papayawhip:ffefd5 peachpuff:ffdab9 peru:cd853f "
        "pink:ffc0cb plum:dda0dd powderblue:b0e0e6 purple:800080 rebeccapurple:639 red:f00 rosybrown:bc8f8f "
        "royalblue:4169e1 saddlebrown:8b4513 salmon:fa8072 sandybrown:f4a460 seagreen:2e8b57 seashell:fff5ee "
        "sienna:a0522d silver:c0c0c0 skyblue:87ceeb slateblue:6a5acd slategray:708090 slategrey:708090 snow:fffafa "
        "springgreen:00ff7f steelblue:4682b4 tan:d2b48c teal:008080 thistle:d8bfd8 tomato:ff6347 transparent:0000 "
        "turquoise:40e0d0 violet:ee82ee wheat:f5deb3 white:fff whitesmoke:f5f5f5 yellow:ff0 yellowgreen:9acd32"
    ).split()
)

LENGTH = 1000
"""Characters of the longest value."""

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
FUNCTION = re.compile(r"(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(([^()]*)\)", re.IGNORECASE)
PART = re.compile(rf"({NUMBER})(%|deg|grad|rad|turn)?|none", re.IGNORECASE)
GRADIENT = re.compile(r"((?:repeating-)?(?:linear|radial|conic)-gradient)\((.*)\)", re.IGNORECASE | re.DOTALL)
PLACED = re.compile(
    rf"(?:{NUMBER}(?:%|deg|grad|rad|turn|px|em|rem|vw|vh|vmin|vmax|cm|mm|in|pt)?|to|at|top|left|right|bottom|center|circle"
    r"|ellipse|(?:closest|farthest)-(?:side|corner)|from|in|srgb(?:-linear)?|display-p3|oklab|oklch|lab|lch|hsl|hwb|xyz"
    r"|shorter|longer|increasing|decreasing|hue|\s+)+",
    re.IGNORECASE,
)
"""What else than colours stands in a gradient: places, angles, shapes, spaces of colour."""

TURNS = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


def colour_of(text: str) -> Colour | None:
    """A CSS colour as numbers; nothing if it is none, or one that depends on where it is used."""
    said = text.strip().lower()
    digits = NAMES.get(said, "")
    if not digits and HEX.fullmatch(said):
        digits = said[1:]
    if digits:
        wide = digits if len(digits) > 4 else "".join(each * 2 for each in digits)
        red, green, blue, alpha = (int(f"{wide}ff"[n : n + 2], 16) / 255 for n in range(0, 8, 2))
        return red, green, blue, alpha
    found = FUNCTION.fullmatch(said)
    return function_colour(found[1], found[2]) if found else None


def function_colour(name: str, inside: str) -> Colour | None:
    """A colour that is written as a function."""
    parts, _, last = inside.partition("/")
    words = re.split(r"\s*,\s*|\s+", parts.strip())
    space = words.pop(0) if name == "color" and words else ""
    if not last and len(words) == 4:
        last = words.pop()
    values = [PART.fullmatch(word) for word in [*words, last.strip() or "1"]]
    if len(values) != 4 or None in values or (space and space not in ("srgb", "srgb-linear", "display-p3")):
        return None
    scales = SCALES[name.removesuffix("a")]
    one, two, three = (value_of(value, scale) for value, scale in zip(values[:3], scales, strict=True) if value)
    alpha = min(1.0, max(0.0, value_of(values[3], 1.0))) if values[3] else 1.0
    red, green, blue = (min(1.0, max(0.0, each)) for each in CONVERT[name.removesuffix("a")](one, two, three))
    if space == "srgb-linear":
        red, green, blue = map(encoded, (red, green, blue))
    return red, green, blue, alpha


def value_of(found: re.Match[str], whole: float) -> float:
    """A number; a hundred per cent are the ``whole``, an angle is in degrees."""
    number = float(found[1] or 0)
    unit = (found[2] or "").lower()
    return number / 100 * whole if unit == "%" else number * TURNS[unit]


SCALES = {
    "rgb": (255.0, 255.0, 255.0),
    "hsl": (360.0, 100.0, 100.0),
    "hwb": (360.0, 100.0, 100.0),
    "lab": (100.0, 125.0, 125.0),
    "lch": (100.0, 150.0, 360.0),
    "oklab": (1.0, 0.4, 0.4),
    "oklch": (1.0, 0.4, 360.0),
    "color": (1.0, 1.0, 1.0),
}


def from_hsl(hue: float, saturation: float, lightness: float) -> tuple[float, float, float]:
    """Hue in degrees, the rest in per cent."""
    import colorsys

    return colorsys.hls_to_rgb(hue % 360 / 360, min(100, max(0, lightness)) / 100, min(100, max(0, saturation)) / 100)


def from_hwb(hue: float, white: float, black: float) -> tuple[float, float, float]:
    """Hue in degrees, the rest in per cent."""
    if white + black >= 100:
        grey = white / (white + black)
        return grey, grey, grey
    red, green, blue = (each * (100 - white - black) / 100 + white / 100 for each in from_hsl(hue, 100, 50))
    return red, green, blue


def polar(length: float, hue: float) -> tuple[float, float]:
    """A place on a circle."""
    return length * math.cos(math.radians(hue)), length * math.sin(math.radians(hue))


def encoded(value: float) -> float:
    """A share of light as sRGB writes it."""
    return 12.92 * value if value <= 0.0031308 else 1.055 * max(value, 0) ** (1 / 2.4) - 0.055


def from_oklab(light: float, a: float, b: float) -> tuple[float, float, float]:
    """Björn Ottosson's space."""
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def from_lab(light: float, a: float, b: float) -> tuple[float, float, float]:
    """CIE Lab, of a D50 white."""
    middle = (light + 16) / 116
    x, y, z = (
        white * (each**3 if each > 6 / 29 else (each - 4 / 29) * 108 / 841)
        for white, each in zip((0.9643, 1.0, 0.8251), (middle + a / 500, middle, middle - b / 200), strict=True)
    )
    return (
        encoded(3.1341359 * x - 1.6172206 * y - 0.4906905 * z),
        encoded(-0.9787485 * x + 1.9161455 * y + 0.0334450 * z),
        encoded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
    )


CONVERT: Mapping[str, Callable[[float, float, float], tuple[float, float, float]]] = {
    "rgb": lambda red, green, blue: (red / 255, green / 255, blue / 255),
    "hsl": from_hsl,
    "hwb": from_hwb,
    "lab": from_lab,
    "lch": lambda light, chroma, hue: from_lab(light, *polar(chroma, hue)),
    "oklab": from_oklab,
    "oklch": lambda light, chroma, hue: from_oklab(light, *polar(chroma, hue)),
    "color": lambda red, green, blue: (red, green, blue),
}


def gradient_of(text: str) -> list[Colour] | None:
    """The colours of a CSS gradient, with some of those between them; nothing if it is none."""
    found = GRADIENT.fullmatch(text.strip()) if len(text) <= LENGTH else None
    stops: list[Colour] = []
    parts = split_commas(found[2]) if found else []
    for index, part in enumerate(parts):
        colour, rest = leading_colour(part.strip())
        if (rest.strip() and not PLACED.fullmatch(rest)) or (colour is None and not rest.strip()):
            return None
        if colour is None and index and not re.match(rf"\s*{NUMBER}", rest):
            return None
        stops += [colour] if colour is not None else []
    between = [mixed(one, other, share) for one, other in pairwise(stops) for share in (0.25, 0.5, 0.75)]
    return [*stops, *between] if len(stops) > 1 else None


def leading_colour(text: str) -> tuple[Colour | None, str]:
    """The colour that a part of a gradient begins with, and the rest."""
    found = re.match(r"[a-z]+\([^()]*\)|#?\w+", text, re.IGNORECASE)
    colour = colour_of(found[0]) if found else None
    return (colour, text[found.end() :]) if found and colour is not None else (None, text)


def split_commas(text: str) -> list[str]:
    """The parts between commas that stand in no parentheses."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two."""
    red, green, blue, alpha = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue, alpha


def luminance(red: float, green: float, blue: float) -> float:
    """How light a colour is, as WCAG counts it."""
    parts = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (red, green, blue))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrasts(colours: Iterable[Colour]) -> tuple[float, float]:
    """The least contrast that white, and that black, has with any of the colours, whatever shines through them."""
    white = black = 21.0
    for red, green, blue, alpha in colours:
        for below in (0.0, 1.0):
            light = luminance(*(each * alpha + below * (1 - alpha) for each in (red, green, blue)))
            white = min(white, 1.05 / (light + 0.05))
            black = min(black, (light + 0.05) / 0.05)
    return white, black
