"""The catalogue is read from the code itself, so that no sentence can be forgotten."""

import polib

from tests import catalogue
from tests.catalogue import Sentence


def write(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_sentences_are_found_in_code_and_in_templates(tmp_path):
    write(
        tmp_path,
        "views.py",
        '_("Bonjour")\nngettext("%(n)s jour", "%(n)s jours", n)\npgettext("côté", "partenaire")\nother("Rien")\n',
    )
    write(
        tmp_path,
        "templates/page.html",
        '{% translate "Entrer" %}{% blocktranslate trimmed count n=n %}\n  {{ n }} voix\n{% plural %}\n'
        '  {{ n }} voix en tout\n{% endblocktranslate %}{{ x|default:_("Aucun") }}',
    )

    found = catalogue.sentences(tmp_path)

    assert set(found) == {
        Sentence("Bonjour"),
        Sentence("%(n)s jour", "%(n)s jours"),
        Sentence("partenaire", context="côté"),
        Sentence("Entrer"),
        Sentence("%(n)s voix", "%(n)s voix en tout"),
        Sentence("Aucun"),
    }


def test_a_missing_a_doubtful_and_a_differing_translation_are_told():
    found = {Sentence(text): ["p.py"] for text in ("Bonjour", "Voir %(name)s", "Fermer", "Ouvrir")}
    english = polib.POFile()
    english.append(polib.POEntry(msgid="Bonjour", msgstr="Hello"))
    english.append(polib.POEntry(msgid="Voir %(name)s", msgstr="See it"))
    english.append(polib.POEntry(msgid="Fermer", msgstr="Close", flags=["fuzzy"]))
    english.append(polib.POEntry(msgid="Parti", msgstr="Gone"))

    said = catalogue.problems(found, english)

    assert said == [
        "differs   p.py: « Voir %(name)s »",
        "left over « Parti »",
        "missing   p.py: « Fermer »",
        "missing   p.py: « Ouvrir »",
    ]


def test_translations_survive_an_update_and_what_left_the_code_leaves_the_catalogue():
    old = polib.POFile()
    old.append(polib.POEntry(msgid="Bonjour", msgstr="Hello"))
    old.append(polib.POEntry(msgid="Parti", msgstr="Gone"))

    fresh = catalogue.updated({Sentence("Bonjour"): ["a.py"], Sentence("Neuf"): ["a.py"]}, old, language="en")

    assert [(entry.msgid, entry.msgstr) for entry in fresh] == [("Bonjour", "Hello"), ("Neuf", "")]
