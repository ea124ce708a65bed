"""The two commands of the README: what they decide before they install or start anything."""

import os
import sys

import pytest

import run


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder that looks like a clone, with a virtual environment made for it."""
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", python)
    monkeypatch.setattr(run, "UNFINISHED", tmp_path / ".venv" / ".unfinished")
    return tmp_path


def test_an_environment_counts_as_installed_only_with_the_stamp_of_these_very_locks(place):
    assert not run.is_installed("run")

    run.stamp_of("run").write_text(run.mark_of("run"))
    assert run.is_installed("run")

    (place / "requirements" / "run.txt").write_text("run==2\n")
    assert not run.is_installed("run")


def test_what_is_installed_for_tests_also_runs_and_not_the_reverse(place):
    run.stamp_of("test").write_text(run.mark_of("test"))
    assert run.is_installed("run")
    assert run.is_installed("test")

    run.stamp_of("test").unlink()
    run.stamp_of("run").write_text(run.mark_of("run"))
    assert not run.is_installed("test")


def test_an_interrupted_install_is_not_taken_for_a_good_one(place):
    run.stamp_of("run").write_text(run.mark_of("run"))

    run.UNFINISHED.touch()

    assert not run.is_installed("run")


def test_an_environment_moved_elsewhere_is_installed_again(place, monkeypatch):
    run.stamp_of("run").write_text(run.mark_of("run"))
    elsewhere = place.with_name(place.name + "-moved")
    place.rename(elsewhere)

    monkeypatch.setattr(run, "ROOT", elsewhere)
    monkeypatch.setattr(run, "VENV", elsewhere / ".venv")
    monkeypatch.setattr(run, "PYTHON", elsewhere / ".venv" / "bin" / "python")

    assert not run.is_installed("run")


def test_a_python_recent_enough_is_found():
    assert run.version_of(run.fitting_python()) >= run.OLDEST
    assert run.version_of("/nowhere/python3") is None


def test_catalogues_are_compiled_when_they_changed_and_only_then(place):
    folder = place / "src" / "reciproque" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po, mo = folder / "django.po", folder / "django.mo"
    po.write_text("")
    assert run.stale_catalogues() == [po]

    mo.write_text("")
    os.utime(po, (1, 1))
    assert run.stale_catalogues() == []

    os.utime(mo, (0, 0))
    assert run.stale_catalogues() == [po]


def test_the_demonstration_never_reaches_a_real_installation(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/real")
    monkeypatch.setenv("RECIPROQUE_DATA", "/srv/real")
    monkeypatch.setenv("SECRET_KEY", "real")
    monkeypatch.setenv("HOME", "/home/someone")

    kept = run.clean_surroundings()

    assert kept["HOME"] == "/home/someone"
    assert kept["RECIPROQUE_ENV_FILE"] == ""
    assert not kept.keys() & {"DATABASE_URL", "RECIPROQUE_DATA", "SECRET_KEY"}


def test_the_language_asked_for_reaches_the_demonstration(monkeypatch):
    became = []
    monkeypatch.setattr(run, "prepare", lambda purpose: None)
    monkeypatch.setattr(run.os, "execve", lambda program, command, around: became.append(command))

    assert run.main(["--language", "en"]) == 0

    assert became == [[str(run.PYTHON), "-m", "reciproque", "demo", "--language", "en"]]


def test_an_unknown_proof_is_said_with_the_names_of_those_there_are(place, capsys, monkeypatch):
    monkeypatch.setattr(run, "FRENCH", False)
    (place / "proofs").mkdir()
    for name in ("access", "clock", "_shared"):
        (place / "proofs" / f"{name}.py").write_text("")

    assert run.main(["prove", "nothing"]) == 1

    assert capsys.readouterr().err == "Unknown proof: “nothing”. The proofs are: access, clock.\n"


def test_help_tells_the_commands_and_an_unknown_one_is_refused(capsys):
    assert run.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"python3 run.py {name}" in told for name in run.COMMANDS)

    assert run.main(["frobnicate"]) == 2
    assert "frobnicate" in capsys.readouterr().out
