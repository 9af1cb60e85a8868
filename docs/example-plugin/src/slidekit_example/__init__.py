"""What this package brings. Places are imported when a talk uses them."""

from pathlib import Path

from slidekit import Plugin

plugin = Plugin(
    directives={"gauge": "slidekit_example.gauge:Gauge"},
    roles={"issue": "slidekit_example.issue:issue", "loud": {"class": ["loud"]}},
    transforms=("slidekit_example.units:KeepUnits",),
    themes={"chalk": Path(__file__).parent / "themes" / "chalk"},
    checks=("slidekit_example.words:count_words",),
    readers={".outline": "slidekit_example.outline:OutlineParser"},
)
