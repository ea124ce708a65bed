"""The page of settings says what the code reads, no more and no less."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
CODE = (ROOT / "src" / "reciproque" / "settings.py").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_table_and_nothing_else_does():
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', CODE))
    told = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))

    assert told == read


def test_the_example_names_only_settings_there_are():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    named = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))

    assert named - set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set()


def test_no_other_module_reads_the_environment():
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"os\.(environ\[|environ\.get|getenv)", path.read_text(encoding="utf-8"))
    }

    assert readers == {
        "src/reciproque/foundation/backup/installation.py",
        "src/reciproque/foundation/terminal.py",
    }
