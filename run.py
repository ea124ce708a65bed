#!/usr/bin/env python3
"""Everything a fresh machine needs: `python3 run.py` starts the demonstration, `python3 run.py test` the checks.

    python3 run.py                 install what is needed, then start the demonstration on this machine
    python3 run.py test [paths]    install what tests need, then run every check, in order
    python3 run.py prove NAME      run one of the long proofs of the folder proofs/
    python3 run.py install         only install (to run Réciproque for real; see docs/guides/exploitation)

Only the standard library stands in here, so that a bare Python 3.11 can start it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / ".unfinished"
SERVED_BY = {"run": ("run", "test"), "test": ("test",)}  # what is locked for tests holds all that runs
OLDEST = (3, 11)
KNOWN_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
AIDE = """Tout ce qu’il faut à une machine neuve :

    python3 run.py                 installer ce qu’il faut, puis lancer la démonstration sur cette machine
    python3 run.py test [chemins]  installer ce qu’il faut aux tests, puis tout vérifier, dans l’ordre
    python3 run.py prove NOM       lancer une des longues preuves du dossier proofs/
    python3 run.py install         seulement installer (pour de bon ; voir docs/guides/exploitation)
"""
FRENCH = not (os.environ.get("LC_ALL") or os.environ.get("LANG") or "fr").startswith("en")


class Stop(Exception):
    """Something only the reader can mend; the message says what to do."""


def say(french: str, english: str) -> None:
    print(french if FRENCH else english, flush=True)


def stop(french: str, english: str) -> Stop:
    return Stop(french if FRENCH else english)


# --- finding a Python -----------------------------------------------------------------------------
def version_of(python: str) -> tuple[int, int] | None:
    """The version a Python says it has; None when it does not answer."""
    try:
        asked = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True
        )
    except OSError:
        return None
    words = asked.stdout.split()
    return (int(words[0]), int(words[1])) if asked.returncode == 0 and len(words) == 2 else None


def fitting_python() -> str:
    """A Python recent enough: this one if it is, else another one found on the path."""
    candidates = [sys.executable, *(found for name in KNOWN_PYTHONS if (found := shutil.which(name)))]
    for python in candidates:
        version = version_of(python)
        if version is not None and version >= OLDEST:
            return python
    raise stop(
        "Réciproque demande Python 3.11 ou plus récent. Installez-le "
        "(Debian, Ubuntu : sudo apt-get install python3 ; macOS : brew install python), puis recommencez.",
        "Réciproque needs Python 3.11 or later. Install it "
        "(Debian, Ubuntu: sudo apt-get install python3; macOS: brew install python), then try again.",
    )


# --- installing -----------------------------------------------------------------------------------
def fingerprint(*files: Path, place: str = "") -> str:
    """What changes when an installation must be done again: the locks, the project file, the folder itself."""
    digest = hashlib.sha256(place.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamp_of(purpose: str) -> Path:
    return VENV / f".installed-{purpose}"


def mark_of(purpose: str) -> str:
    return fingerprint(lock_of(purpose), ROOT / "pyproject.toml", place=str(ROOT))


def lock_of(purpose: str) -> Path:
    return ROOT / "requirements" / f"{purpose}.txt"


def is_installed(purpose: str) -> bool:
    """True when the environment was completed for these very locks, in this folder, and its Python answers."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    stamped = [name for name in SERVED_BY[purpose] if stamp_of(name).is_file()]
    return any(stamp_of(name).read_text() == mark_of(name) for name in stamped) and bool(
        version_of(str(PYTHON))
    )


def installer(base: str) -> list[str] | None:
    """The beginning of an install command for the environment, by the first means this machine has."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    quiet = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
    own = [str(PYTHON), "-m", "pip"]
    if answers([*own, "--version"]) or answers([str(PYTHON), "-m", "ensurepip", "--default-pip"]):
        return own + quiet
    # Debian without python3-venv has no ensurepip; the pip of the system (22.3 or later) can still serve
    outside = [base, "-m", "pip", "--python", str(PYTHON)]
    return outside + quiet if answers([*outside, "--version"]) else None


def answers(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def install(purpose: str) -> None:
    """Make or complete the environment for `run` or `test`; an interrupted install is begun again."""
    if is_installed(purpose):
        return
    base = fitting_python()
    if UNFINISHED.exists() or version_of(str(PYTHON)) is None:
        shutil.rmtree(VENV, ignore_errors=True)
    say(
        "Installation (une minute environ, la première fois)…", "Installing (about a minute, the first time)…"
    )
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not PYTHON.exists():
        carry_out([base, "-m", "venv", "--without-pip", str(VENV)])
    begin = installer(base)
    if begin is None:
        raise stop(
            "Il manque à ce Python de quoi installer des paquets. Une ligne y suffit, puis recommencez :\n\n"
            "    sudo apt-get install python3-venv\n",
            "This Python lacks what installs packages. One line mends it, then try again:\n\n"
            "    sudo apt-get install python3-venv\n",
        )
    carry_out([*begin, "--require-hashes", "-r", str(lock_of(purpose))])
    carry_out([*begin, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    stamp_of(purpose).write_text(mark_of(purpose))
    UNFINISHED.unlink()


def carry_out(command: list[str], **more: object) -> None:
    """Run a command that must succeed."""
    if subprocess.run(command, cwd=ROOT, **more).returncode:  # type: ignore[call-overload]
        shown = " ".join(command)
        raise stop(f"Cette commande a échoué : {shown}", f"This command failed: {shown}")


# --- preparing ------------------------------------------------------------------------------------
def stale_catalogues() -> list[Path]:
    """Translations (.po) changed since they were last compiled (.mo)."""
    catalogues = sorted((ROOT / "src").rglob("LC_MESSAGES/*.po"))
    return [
        po
        for po in catalogues
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]


def compile_catalogues() -> None:
    stale = stale_catalogues()
    if stale:
        compiling = (
            "import polib, sys\nfor po in sys.argv[1:]:\n    polib.pofile(po).save_as_mofile(po[:-2] + 'mo')"
        )
        carry_out([str(PYTHON), "-c", compiling, *map(str, stale)])


def prepare(purpose: str) -> None:
    install(purpose)
    compile_catalogues()


# --- the commands ---------------------------------------------------------------------------------
def demo(arguments: list[str]) -> None:
    """Install, then become the demonstration: server, worker and scheduler on this machine only."""
    prepare("run")
    surroundings = clean_surroundings() | {"RECIPROQUE_DEMO": "true"}
    os.execve(PYTHON, [str(PYTHON), "-m", "reciproque", "demo", *arguments], surroundings)  # noqa: S606


def install_only(arguments: list[str]) -> None:
    prepare("run")
    carry_out([str(PYTHON), "-m", "reciproque", "secret"])
    say(
        f"Prêt. La commande est {VENV / 'bin' / 'reciproque'} ; "
        "la suite est dans docs/guides/exploitation/installer.md.",
        f"Ready. The command is {VENV / 'bin' / 'reciproque'}; "
        "docs/guides/exploitation/install.md tells what comes next.",
    )


def clean_surroundings() -> dict[str, str]:
    """The environment without what belongs to a real installation; its `.env` is not read either."""
    ours = re.compile(r"RECIPROQUE_|SECRET_KEY|DATABASE_URL|EMAIL_URL|ALLOWED_HOSTS|DJANGO_|PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if not ours.match(name)}
    return kept | {"RECIPROQUE_ENV_FILE": ""}


Step = tuple  # (title in French, title in English, command, environment)


def for_tests() -> dict[str, str]:
    return clean_surroundings() | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def steps() -> list[Step]:
    """The checks of every change, quickest first."""
    python = str(PYTHON)
    plain = for_tests()
    django = plain | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    pytest = [python, "-m", "pytest", "-q"]
    return [
        ("Mise en forme", "Formatting", [python, "-m", "ruff", "format", "--check", "."], plain),
        (
            "Erreurs visibles à la lecture",
            "Errors seen by reading",
            [python, "-m", "ruff", "check", "."],
            plain,
        ),
        ("Les imports descendent", "Imports go down", [str(VENV / "bin" / "lint-imports")], plain),
        ("Types du cœur", "Types of the core", [python, "-m", "mypy"], plain),
        (
            "Aucune migration oubliée",
            "No migration forgotten",
            [python, "-m", "reciproque", "makemigrations", "--check", "--dry-run"],
            django,
        ),
        (
            "Catalogue anglais complet",
            "English catalogue complete",
            [python, "-m", "tests.catalogue"],
            django,
        ),
        (
            "Tests sur SQLite",
            "Tests on SQLite",
            [*pytest, "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"],
            plain,
        ),
    ]


def postgresql_step() -> Step | None:
    """What is run again on PostgreSQL; None when no server lets us in."""
    given = os.environ.get("DATABASE_URL", "")
    url = given if given.startswith("postgres") else POSTGRESQL
    if not welcomes(url):
        return None
    tests = ROOT / "tests"
    again = [tests / name for name in ("stories", "concurrency", "rls") if (tests / name).is_dir()]
    again += sorted(tests.rglob("test_*postgresql*.py"))
    command = [str(PYTHON), "-m", "pytest", "-q", *map(str, again), "-m", "not browser"]
    return ("Tests sur PostgreSQL", "Tests on PostgreSQL", command, for_tests() | {"DATABASE_URL": url})


def welcomes(url: str) -> bool:
    """True when a PostgreSQL answers there and lets us in without more."""
    knock = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()"
    return answers([str(PYTHON), "-c", knock, url])


def test(arguments: list[str]) -> None:
    """Run every check and stop at the first that fails; with paths, only the tests found there."""
    prepare("test")
    if arguments:
        only = [str(PYTHON), "-m", "pytest", *arguments]
        sys.exit(subprocess.run(only, cwd=ROOT, env=for_tests()).returncode)
    last = postgresql_step()
    began = time.monotonic()
    for number, (french, english, command, where) in enumerate(
        [*steps(), *([last] if last else [])], start=1
    ):
        say(f"\n── {number}. {french} ──", f"\n── {number}. {english} ──")
        since = time.monotonic()
        if subprocess.run(command, cwd=ROOT, env=where).returncode:
            raise stop(f"\nArrêt : « {french} » a échoué.", f"\nStopped: “{english}” failed.")
        print(f"   {time.monotonic() - since:.0f} s", flush=True)
    if last is None:
        say(
            "\nAucun PostgreSQL ne répond sur 127.0.0.1:5432 : ses tests n’ont pas été lancés.",
            "\nNo PostgreSQL answers on 127.0.0.1:5432: its tests were left out.",
        )
    minutes = (time.monotonic() - began) / 60
    say(f"\nTout passe ({minutes:.1f} min).", f"\nEverything passes ({minutes:.1f} min).")


def proofs() -> list[str]:
    """The names of the long proofs."""
    return sorted(file.stem for file in (ROOT / "proofs").glob("*.py") if not file.stem.startswith("_"))


def prove(arguments: list[str]) -> None:
    """Run one long proof; its figures are written in proofs/NAME.json."""
    known = proofs()
    name = arguments[0] if arguments else ""
    if name not in known:
        listed = ", ".join(known) or ("aucune pour l’instant" if FRENCH else "none yet")
        raise stop(
            f"Preuve inconnue : « {name} ». Les preuves sont : {listed}.",
            f"Unknown proof: “{name}”. The proofs are: {listed}.",
        )
    prepare("test")
    os.execve(PYTHON, [str(PYTHON), "-m", f"proofs.{name}", *arguments[1:]], for_tests())  # noqa: S606


COMMANDS = {"test": test, "prove": prove, "install": install_only}


def main(arguments: list[str]) -> int:
    if any(asked in ("-h", "--help", "help") for asked in arguments[:1]):
        say(AIDE, __doc__ or "")
        return 0
    if os.name == "nt":
        say(
            "Sous Windows, lancez Réciproque dans WSL (Ubuntu ou Debian).",
            "On Windows, run Réciproque inside WSL (Ubuntu or Debian).",
        )
        return 1
    name = arguments[0] if arguments else ""
    if name and not name.startswith("-") and name not in COMMANDS:
        say(f"Commande inconnue : {name}.\n{AIDE}", f"Unknown command: {name}.\n{__doc__}")
        return 2
    try:
        if sys.version_info < OLDEST:
            python = fitting_python()
            os.execv(python, [python, str(Path(__file__).resolve()), *arguments])  # noqa: S606
        if name in COMMANDS:
            COMMANDS[name](arguments[1:])
        else:
            demo(arguments)
    except Stop as reason:
        print(reason, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        say(
            "\nInterrompu. Relancez la même commande pour reprendre.", "\nInterrupted. Run it again to go on."
        )
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
