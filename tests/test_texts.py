"""What the page says of its own, in every language we have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from slidekit import build, resources

LANGUAGES = sorted(path.stem for path in Path(resources.STATIC, "texts").glob("*.json"))
ENGLISH = json.loads(resources.texts("en"))
KEYMAP = re.findall(r"^    (\w+): '", Path(resources.STATIC, "js", "keymap.js").read_text("utf-8"), re.MULTILINE)


def test_the_languages():
    """There are English, German, Spanish, French and Japanese."""
    assert LANGUAGES == ["de", "en", "es", "fr", "ja"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there(language):
    """Each language says everything, in its own words, with the same places for numbers."""
    texts = json.loads(resources.texts(language))

    assert texts.pop("lang") == language
    assert texts.keys() == ENGLISH.keys() - {"lang"}
    assert all(isinstance(text, str) and text.strip() == text != "" for text in texts.values())
    assert {name for name, text in texts.items() if "{}" in text} == {"ahead", "behind", "over"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_served_page_says(language):
    """What only a served page says is there in each language, under names that no other text has."""
    english, texts = (json.loads(resources.texts(name, "live")) for name in ("en", language))

    assert texts.keys() == english.keys()
    assert not texts.keys() & ENGLISH.keys()
    assert {name for name, text in texts.items() if "{}" in text} == {"errors", "warnings"}
    assert language == "en" or {name for name, text in texts.items() if text == english[name]} <= {"error"}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_texts_are_translated(language):
    """Only names of keys and words that two languages share are as in English."""
    texts = json.loads(resources.texts(language))
    same = {name for name, text in texts.items() if text == ENGLISH[name]}

    assert same <= {"PageDown", "PageUp", "pause", "notes"}


def test_every_verb_has_a_text():
    """Whatever a key does has a name for the help."""
    assert len(KEYMAP) > 20
    assert set(KEYMAP) <= ENGLISH.keys()


@pytest.mark.parametrize(("said", "spoken"), [("de", "de"), ("de-AT", "de"), ("JA", "ja"), ("pt", "en"), ("tlh", "en")])
def test_the_language_of_the_deck(said, spoken):
    """A deck speaks its ``:lang:``; a language that we do not have is English."""
    assert json.loads(resources.texts(said))["lang"] == spoken


def test_one_language_a_page(tmp_path):
    """Only the deck's own language is in its page."""
    talk = tmp_path / "talk.rst"
    talk.write_text(":lang: de\n\nEins\n----\n\nx\n", "utf-8")
    page = build(talk).page.decode()

    assert "Sprecherfenster" in page
    assert not any(text in page for text in ("Speaker window", "Fenêtre de l’orateur", "発表者"))
