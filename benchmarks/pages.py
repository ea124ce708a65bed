"""Measures what a list, a record and a creation cost, beside the same pages of a bare Django, at several sizes.

    python benchmarks/pages.py                              # SQLite on disk; 1,000, 10,000 and 100,000 rows
    DATABASE_URL=postgres://… python benchmarks/pages.py --rows 100000
    python benchmarks/pages.py --rows 1000 --requests 10000 # and the memory of a worker over 10,000 requests

Everything runs in a database of its own, dropped afterwards. Figures are milliseconds of processor time: of the web
process (around the WSGI call, first decile of 150), then of the database's own process (PostgreSQL, mean; SQLite
works inside the web process). Processor time is steadier than the clock on a shared machine, and the first decile
steadier than the median when others use it; read the ratios first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks import figures  # noqa: E402  (the path comes first)

SIZES = (1_000, 10_000, 100_000)
DATABASE = "bench_pages"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rows", type=int, nargs="+", default=SIZES)
    asked.add_argument("--requests", type=int, default=0, help="then watch the memory of a worker")
    options = asked.parse_args()
    taken: dict[int, dict] = {}
    for rows in sorted(options.rows):
        with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder:
            environment = environment_in(Path(folder))
            try:
                told = call(environment, "prepare", str(rows))
                taken[rows] = {
                    "ours": call(environment, "ours", json.dumps(told)),
                    "bare": call(environment, "bare", json.dumps(told)),
                    "hello": call(environment | {"BARE_WITHOUT_MIDDLEWARE": "1"}, "hello", "{}"),
                }
                if options.requests and rows == max(options.rows):
                    taken[rows]["memory"] = call(
                        environment, "memory", json.dumps(told | {"requests": options.requests})
                    )
            finally:
                call(environment, "drop", "{}")
        figures.show(rows, taken[rows])
    return figures.judge(taken)


def environment_in(folder: Path) -> dict[str, str]:
    """The variables of an installation of its own, on the kind of database that DATABASE_URL names."""
    server = os.environ.get("DATABASE_URL", "")
    url = f"{server.rsplit('/', 1)[0]}/{DATABASE}" if server else f"sqlite:///{folder / 'bench.sqlite3'}"
    return os.environ | {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "SECRET_KEY": "of no use beyond this measure, whose database is dropped at its end",
        "RECIPROQUE_ENV_FILE": "",
        "RECIPROQUE_DATA": str(folder),
        "RECIPROQUE_CONN_MAX_AGE": "3600",
        "RECIPROQUE_DEMO": "false",
        "RECIPROQUE_DEBUG": "false",
        "DATABASE_URL": url,
        "SERVER_URL": server,
    }


def call(environment: dict[str, str], what: str, told: str) -> dict:
    """Run one part of the measure in a process of its own; returns what it printed last."""
    command = [sys.executable, "-m", "benchmarks.measures", what, told]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{what}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
