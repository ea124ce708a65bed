"""Imports 100,000 organisations with 300 planted faults into an empty database, and prints time and memory.

    python benchmarks/imports.py                 # the database of DATABASE_URL, else SQLite on disk
    python benchmarks/imports.py --rows 1000000
    python benchmarks/imports.py --bare          # PostgreSQL: beside what any import of this file must at least do

A database of its own is made beside the configured one, then dropped. Bars: under 10 s and 200 MB on SQLite, 3 s on
PostgreSQL, with a message for every faulty line.

The bare reference reads the same file with the standard reader, checks the keys of FINESS and SIRET numbers, the
postcode, the name and the coordinates one cell at a time, keeps a remark for each faulty line, and hands the rest to
`COPY` in an empty table made like ours, indexes included. It compares with nothing, repairs nothing and keeps no
journal. It runs just before and just after our import, so that the ratio is one of the same minutes.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_urlsafe

ROOT = Path(__file__).resolve().parents[1]
BARS = {"sqlite": (10.0, 200), "postgresql": (3.0, 200)}
TITLES = (
    *("finess", "finess_ej", "raison_sociale", "categorie", "statut", "adresse", "bp", "code_postal"),
    *("libelle_commune", "code_insee_2026", "departement", "region", "siret", "lat_2020", "lon_2020"),
)
WORDS = (
    "Hôpital",
    "Clinique",
    "Centre",
    "Maison",
    "des Deux-Rives",
    "du Val",
    "Saint-Ange",
    "de l’Étang",
    "Sud",
    "Nord",
)
FAULTS = {
    "FINESS key": ("finess", lambda text: f"{text[:8]}{(int(text[8]) + 1) % 10}"),
    "SIRET length": ("siret", lambda text: text[:-1] + "x"),
    "postcode": ("code_postal", lambda text: "00" + text[2:]),
    "no name": ("raison_sociale", lambda text: ""),
    "latitude": ("lat_2020", lambda text: "quarante-huit"),
}
"""What is planted, in turn, in the rows chosen."""


def keyed(body: str) -> str:
    """`body` followed by its Luhn key."""
    digits = [int(digit) for digit in reversed(body)]
    total = sum(sum(divmod(2 * digit, 10)) if at % 2 == 0 else digit for at, digit in enumerate(digits))
    return body + str(-total % 10)


def write(path: Path, rows: int, faulty: int, seed: int = 2026) -> None:
    """A file like the yearly survey's, in which `faulty` rows are wrong; the seed makes it the same each time."""
    luck = random.Random(seed)
    wrong = dict.fromkeys(luck.sample(range(rows), faulty))
    for at, number in enumerate(wrong):
        wrong[number] = list(FAULTS.values())[at % len(FAULTS)]
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(TITLES)
        for number in range(rows):
            row = dict(zip(TITLES, _row(luck, number), strict=True))
            if number in wrong:
                column, spoil = wrong[number]
                row[column] = spoil(row[column])
            out.writerow(row.values())


def _row(luck: random.Random, number: int) -> list[str]:
    department = f"{luck.randint(1, 95):02}" if number % 20 else "35"
    commune = f"{department if department != '20' else '21'}{luck.randint(1, 400):03}"
    return [
        keyed(f"{department}{number:06}"),
        keyed(f"{department}{9_000_00 + luck.randint(0, 30_000):06}"),
        f"{luck.choice(WORDS)} {luck.choice(WORDS)} {number}",
        luck.choice(("355", "101", "365", "603", "604", "124", "161")),
        luck.choice(("Public", "Privé lucratif", "Privé non lucratif")),
        f"{luck.randint(1, 200)} rue {luck.choice(WORDS)}",
        "" if luck.random() < 0.7 else f"BP {luck.randint(1, 900)}",
        f"{commune[:2]}{luck.randint(0, 99):02}0",
        f"Commune {commune}",
        commune,
        department,
        "53",
        keyed(keyed(f"{luck.randint(1, 99_999_999):08}") + f"{luck.randint(1, 99):04}"),
        f"{luck.uniform(42, 51):.5f}",
        f"{luck.uniform(-5, 8):.5f}",
    ]


BARE = "bare_organisation"
POSTCODE = re.compile(r"(0[1-9]|[1-8]\d|9[0-578])\d{3}", re.ASCII)
BARE_COLUMNS = (
    *("code", "version", "name", "acronym", "kind", "finess", "finess_legal", "finess_category", "siret"),
    *("legal_status", "address", "postcode", "town", "latitude", "longitude", "zone", "approval_number"),
    *("approved_for", "plain"),
)


def checked_bare(file: Path, remarks: list[tuple[int, str]]) -> Iterator[list]:
    """The lines of `file` that are right, as rows of the table; the others give a remark."""
    with file.open(newline="", encoding="utf-8") as text:
        for number, row in enumerate(csv.DictReader(text), 2):
            if wrong := wrong_bare(row):
                remarks.append((number, wrong))
                continue
            searched = f"{row['raison_sociale']} {row['libelle_commune']} {row['finess']}".casefold()
            searched = "".join(
                c for c in unicodedata.normalize("NFKD", searched) if not unicodedata.combining(c)
            )
            yield [
                token_urlsafe(8)[:10],
                1,
                row["raison_sociale"],
                "",
                "hospital" if row["categorie"] in {"101", "355", "365", "161"} else "other",
                row["finess"],
                row["finess_ej"],
                row["categorie"],
                row["siret"],
                row["statut"],
                f"{row['adresse']} {row['bp']}".strip(),
                row["code_postal"],
                row["libelle_commune"],
                row["lat_2020"],
                row["lon_2020"],
                "Europe/Paris",
                "",
                "",
                searched,
            ]


def wrong_bare(row: dict[str, str]) -> str:
    """The first column of a line that is wrong, or nothing."""
    for column, length in (("finess", 9), ("finess_ej", 9), ("siret", 14)):
        digits = row[column]
        if len(digits) != length or not digits.isdigit() or keyed(digits[:-1]) != digits:
            return column
    if not POSTCODE.fullmatch(row["code_postal"]):
        return "code_postal"
    if not row["raison_sociale"]:
        return "raison_sociale"
    for column, most in (("lat_2020", 90), ("lon_2020", 180)):
        try:
            if abs(float(row[column])) > most:
                return column
        except ValueError:
            return column
    return ""


def bare(file: Path) -> dict[str, int]:
    """Fills a new empty table made like ours; returns how many lines were written, and how many were faulty."""
    from django.db import connection

    connection.ensure_connection()
    remarks: list[tuple[int, str]] = []
    written = 0
    with connection.connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {BARE}")
        cursor.execute(f"CREATE TABLE {BARE} (LIKE people_organisation INCLUDING ALL)")
        with cursor.copy(f"COPY {BARE} ({', '.join(BARE_COLUMNS)}) FROM STDIN") as copy:
            for line in checked_bare(file, remarks):
                copy.write_row(line)
                written += 1
    return {"created": written, "messages": len(remarks)}


def measured(do: Callable[[], object]) -> tuple[object, dict[str, float]]:
    """What it gave, and in seconds: how long it took, the processor time of our process and of the database's."""
    began, ours, theirs = time.perf_counter(), time.process_time(), of_the_database()
    result = do()
    taken = {
        "elapsed": time.perf_counter() - began,
        "ours": time.process_time() - ours,
        "database": of_the_database() - theirs,
    }
    return result, taken


def of_the_database() -> float:
    """Processor time of the server's process that serves us; zero for SQLite, which lives in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else ["0"] * 14
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--faulty", type=int, default=300)
    asked.add_argument("--bare", action="store_true", help="beside a bare reference (PostgreSQL)")
    options = asked.parse_args()

    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reciproque.settings")
    os.environ.setdefault("SECRET_KEY", "of no use beyond this measure, whose database is dropped at its end")
    os.environ.setdefault("RECIPROQUE_IMPORT_MAX_BYTES", "1000000000")
    import django  # once the environment is set

    django.setup()
    from django.db import connection  # needs the line above

    if options.bare and connection.vendor != "postgresql":
        asked.error("--bare measures COPY: it needs PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="bench-imports-") as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        else:
            connection.settings_dict["TEST"]["NAME"] = "bench_imports"
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            return run(Path(folder), options.rows, options.faulty, options.bare)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def run(folder: Path, rows: int, faulty: int, beside: bool) -> int:
    from django.db import connection

    from reciproque.exchange.importers import Organisations
    from reciproque.exchange.importers.tally import rehearse
    from reciproque.exchange.tables import opened
    from reciproque.exchange.verbs import import_organisations
    from reciproque.foundation import clock
    from reciproque.foundation.actor import system
    from reciproque.people.models import Installation

    file = folder / "organisations.csv"
    write(file, rows, faulty)
    house, by = Installation.objects.get(), system("benchmark")
    at_rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    def passage(do):
        with file.open("rb") as raw, opened(raw) as table:
            importer = Organisations(
                table, Organisations.guess(table.titles), on=clock.today(), person_id=None
            )
            tally = do(importer)
            messages = [Organisations.say(remark) for line in tally.lines for remark in line.remarks]
            return tally.counts() | {"messages": len(messages)}

    def for_good(importer):
        return import_organisations(house, by=by, at=clock.now(), importer=importer, partial=True)

    print(f"{rows} rows, {faulty} faulty, {file.stat().st_size / 1e6:.1f} MB, {connection.vendor}")
    figures, taken = {}, {}
    passages = [("rehearsal", rehearse), ("import", for_good), ("same file again", for_good)]
    if beside:
        passages[1:2] = [("bare, before", None), passages[1], ("bare, after", None)]
    for name, do in passages:
        figures[name], taken[name] = measured(lambda do=do: passage(do) if do else bare(file))
        said = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in taken[name].items())
        print(f"  {name:<16} {said}   {figures[name]}")
    if beside:
        said_beside(taken)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    most_seconds, most_memory = BARS[connection.vendor]
    print(f"  memory           {peak} MB at most, {at_rest} MB before the first passage")
    right = (
        figures["import"] | {"messages": faulty}
        == {
            "created": rows - faulty,
            "changed": 0,
            "unchanged": 0,
            "faulty": faulty,
            "held": 0,
            "messages": faulty,
        }
        and figures["same file again"]["unchanged"] == rows - faulty
    )
    held = taken["import"]["elapsed"] <= most_seconds and peak <= most_memory
    print(
        f"  bar              {most_seconds:g} s, {most_memory} MB: {'held' if held else 'missed'};"
        f" counts {'right' if right else 'WRONG'}"
    )
    return 0 if held and right else 1


def said_beside(taken: dict[str, dict[str, float]]) -> None:
    """Print how many times the bare reference our import costs."""
    for what, parts in (("processor time", ("ours", "database")), ("elapsed", ("elapsed",))):
        turns = [sum(taken[f"bare, {turn}"][part] for part in parts) for turn in ("before", "after")]
        here = sum(taken["import"][part] for part in parts)
        print(
            f"  beside the bare, {what}: {here:.2f} s for {sum(turns) / 2:.2f} s, × {2 * here / sum(turns):.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
