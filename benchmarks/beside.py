"""Measures GNU Health (Tryton, JSON-RPC) and ours in turns, on one PostgreSQL and in the same minutes. Run by hand.

    python3 -m venv /tmp/gh && /tmp/gh/bin/pip install gnuhealth psycopg2-binary      # beside, never in ours
    DATABASE_URL=postgres://… python benchmarks/beside.py /tmp/gh/bin/python
    DATABASE_URL=postgres://… python benchmarks/beside.py /tmp/gh/bin/python --rows 10000

The other is driven over HTTP and nothing of it is imported here. Each has a database of its own, dropped at the end:
the other's holds as many people, all of them patients, as ours holds people, organisations and partnerships. Of the
other are asked what its own client asks, by the administrator: a list is `search` then `read` of the fields of the
list's view in its default order, a record is `read` of the fields of the form's view, a creation is `create`.
A patient is two creations, the party and what makes a patient of it: shown, and not what a bar is read beside.

Figures are milliseconds of processor time a request, as means: of the web process, then of the database's processes.
Ours is called as WSGI, without a server; the other's includes its own, and Python's JSON instead of pages: it renders
nothing. The other is measured before and after ours, so that a change of the machine's speed is seen.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks import pages  # noqa: E402  (the path comes first)

THEIRS, OURS = "bench_beside_theirs", "bench_beside_ours"
PASSWORD = "of no use beyond this measure"
WARM, LONG, SHORT = 20, 60, 200
"""Requests before the measure, then measured: of a list, of what is quicker (a tick of the clock is 10 ms)."""
TICK = os.sysconf("SC_CLK_TCK")
PATIENT, PARTY = "gnuhealth.patient", "party.party"
BARS = {
    "people, many": ("list of patients", 15),
    "organisations, many": ("list of parties", 15),
    "person": ("patient", 1.5),
    "organisation": ("party", 1.5),
    "partnership": ("patient", 1.5),
    "new organisation": ("new party", 2.5),
}
"""Each of our pages, what it is read beside, and how many times less it must cost."""
ROWS = """
INSERT INTO party_party (active, code, create_date, create_uid, name, lastname, gender, dob, ref,
                         federation_account, is_person, is_patient)
SELECT true, 'bench-' || n, now(), 1, 'Prénom', 'Personne ' || lpad(n::text, 7, '0'), 'f', date '1970-01-01',
       'BENCH' || n, 'XXXBENCH' || n, true, true FROM generate_series(1, %(rows)s) n;
INSERT INTO gnuhealth_person_name (create_date, create_uid, party, use, given, family)
SELECT now(), 1, id, 'official', name, lastname FROM party_party WHERE code LIKE 'bench-%%';
INSERT INTO gnuhealth_patient (active, create_date, create_uid, party, biological_sex)
SELECT true, now(), 1, id, 'f' FROM party_party WHERE code LIKE 'bench-%%';
"""
"""People as the other's own creation leaves them: a party, its official name, its patient."""


class Client:
    """What the other's own client does: sign in once, then ask over one connection."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Content-Type": "application/json"}
        user, session = self.call("common.db.login", "admin", {"password": PASSWORD}, "en")
        known = b64encode(f"admin:{user}:{session}".encode()).decode()
        self.headers["Authorization"] = f"Session {known}"
        self.context = self.call("model.res.user.get_preferences", True, {})

    def call(self, method: str, *params: Any) -> Any:
        body = json.dumps({"id": 1, "method": method, "params": params})
        self.connection.request("POST", f"/{THEIRS}/", body, self.headers)
        answer = json.loads(self.connection.getresponse().read())
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError((method, answer["error"]))
        return answer["result"] if isinstance(answer, dict) and "result" in answer else answer

    def model(self, name: str, method: str, *params: Any) -> Any:
        return self.call(f"model.{name}.{method}", *params, self.context)

    def fields(self, name: str, view: str) -> list[str]:
        """What the client reads to show that view: its fields, and the name of each row it points to."""
        told = self.model(name, "fields_view_get", None, view)["fields"]
        named = [f"{field}.rec_name" for field, about in told.items() if about["type"] == "many2one"]
        return [*told, *named, "rec_name", "_timestamp", "_write", "_delete"]


def requests(client: Client, rows: int) -> Iterator[tuple[str, int, Callable[[], Any]]]:
    """What is asked of the other: its name, how many times, and how."""

    def listed(model: str, shown: list[str]) -> list[dict[str, Any]]:
        found = client.model(model, "search", [], 0, 50, None)
        read = client.model(model, "read", found, shown)
        assert len(read) == 50, len(read)
        return read

    numbers = count(time.time_ns())
    for title, model in (("patient", PATIENT), ("party", PARTY)):
        tree, form = client.fields(model, "tree"), client.fields(model, "form")
        [one] = client.model(model, "search", [], rows // 2, 1, None)
        plural = "patients" if title == "patient" else "parties"
        yield f"list of {plural}", LONG, lambda m=model, f=tree: listed(m, f)
        yield title, SHORT, lambda m=model, f=form, key=one: client.model(m, "read", [key], f)
    yield "new party", SHORT, lambda: client.model(PARTY, "create", [person(next(numbers))])

    def patient() -> None:
        [party] = client.model(PARTY, "create", [person(next(numbers))])
        client.model(PATIENT, "create", [{"party": party, "biological_sex": "f"}])

    yield "new party and patient", SHORT, patient


def person(number: int) -> dict[str, Any]:
    # a reference of our own: the one it draws by itself is short, and sometimes drawn twice
    return {
        "name": "Nouvelle",
        "lastname": f"Personne {number}",
        "is_person": True,
        "is_patient": True,
        "gender": "f",
        "fed_country": None,
        "ref": f"NEW{number}",
        "federation_account": f"XXXNEW{number}",
    }


def theirs(process: int, server: str, client: Client, rows: int) -> dict[str, dict[str, float]]:
    """What each request costs the other's web process and its database."""
    found = {}
    for name, times, ask in requests(client, rows):
        for _warm in range(WARM):
            ask()
        web, database = ticks([process]), ticks(backends(server))
        for _time in range(times):
            ask()
        found[name] = {
            "web": 1000 * (ticks([process]) - web) / times,
            "database": 1000 * (ticks(backends(server)) - database) / times,
        }
    return found


def ticks(processes: list[int]) -> float:
    """Seconds of processor time used so far by these processes."""
    used = 0
    for process in processes:
        line = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        used += int(line[11]) + int(line[12])
    return used / TICK


def backends(server: str) -> list[int]:
    with psycopg.connect(server) as connection:
        told = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
            [THEIRS],
        )
        return [row[0] for row in told]


@contextmanager
def served(python: Path, server: str, rows: int, folder: Path) -> Iterator[tuple[int, int]]:
    """The other, with `rows` people, at work; gives its process and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = urlsplit(server)
    settings, secret = folder / "trytond.conf", folder / "password"
    settings.write_text(
        f"[database]\nuri = postgresql://{address.netloc}/\npath = {folder}\n[web]\nlisten = 127.0.0.1:{port}\n"
    )
    secret.write_text(PASSWORD)
    common = ["-c", str(settings), "-d", THEIRS]
    made = [str(python.with_name("trytond-admin")), *common, "-u", "health", "--activate-dependencies"]
    subprocess.run(
        [*made, "--email", "bench@example.org"],
        env=os.environ | {"TRYTONPASSFILE": str(secret)},
        check=True,
    )
    with psycopg.connect(address._replace(path=f"/{THEIRS}").geturl(), autocommit=True) as connection:
        for statement in filter(str.strip, ROWS.split(";")):
            connection.execute(statement, {"rows": rows} if "%(rows)s" in statement else {})
        connection.execute("VACUUM ANALYZE")
    process = subprocess.Popen(
        [str(python), str(python.with_name("trytond")), *common], stderr=subprocess.DEVNULL
    )
    try:
        for _second in range(60):
            time.sleep(1)
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield process.pid, port
    finally:
        process.terminate()
        process.wait()


def remade(server: str, *names: str, drop_only: bool = False) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            if not drop_only:
                connection.execute(f"CREATE DATABASE {name}")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("python", type=Path, help="the python of the environment where gnuhealth is installed")
    asked.add_argument("--rows", type=int, default=100_000)
    options = asked.parse_args()
    server = os.environ["DATABASE_URL"]
    remade(server, THEIRS)
    with tempfile.TemporaryDirectory(prefix="bench-beside-") as name:
        folder = Path(name)
        ours = pages.environment_in(folder) | {"DATABASE_URL": f"{server.rsplit('/', 1)[0]}/{OURS}"}
        try:
            told = json.dumps(pages.call(ours, "prepare", str(options.rows)))
            with served(options.python, server, options.rows, folder) as (process, port):
                client = Client(port)
                before = theirs(process, server, client, options.rows)
                here = pages.call(ours, "ours", told)
                after = theirs(process, server, client, options.rows)
        finally:
            remade(server, THEIRS, OURS, drop_only=True)
    return show(options.rows, before, here, after)


def show(rows: int, before: dict, here: dict, after: dict) -> int:
    """Print the figures, the ratios and the bars; returns how many are missed."""
    print(f"\n{rows:,} rows, PostgreSQL: web + database, ms of processor time (mean)")
    for name in before:
        turns = ", ".join(
            f"{turn[name]['web']:.1f} + {turn[name]['database']:.1f}" for turn in (before, after)
        )
        print(f"  theirs: {name:<22} {turns}")
    missed = 0
    for name, (beside, times) in BARS.items():
        whole = here[name]["mean"] + here[name]["database"]
        other = statistics.fmean(turn[beside]["web"] + turn[beside]["database"] for turn in (before, after))
        kept = whole * times <= other
        missed += not kept
        print(
            f"  {'kept  ' if kept else 'MISSED'} {name:<20} {here[name]['mean']:.1f} +"
            f" {here[name]['database']:.1f}; {beside} {other:.1f}: 1/{other / whole:.2f} for 1/{times:g}"
        )
    return missed


if __name__ == "__main__":
    sys.exit(main())
