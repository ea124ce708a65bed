"""The page that says which test shows which row is always the true one."""

from tests import traceability


def test_the_page_of_traceability_is_current():
    written = traceability.PAGE.read_text(encoding="utf-8")

    assert written == traceability.render(traceability.collect()), "run: python -m tests.traceability"


def test_rows_are_read_from_functions_classes_and_files(tmp_path):
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_one.py").write_text(
        "import pytest\n"
        'pytestmark = [pytest.mark.spec("N1")]\n'
        '@pytest.mark.spec("B10", "J1.AC1")\n'
        "def test_a(): ...\n"
        '@pytest.mark.spec("B2")\n'
        "class TestB:\n"
        "    def test_c(self): ...\n"
        "def helper(): ...\n"
    )

    found = traceability.collect(folder)

    assert found == {
        "N1": ["tests/test_one.py::test_a", "tests/test_one.py::test_c"],
        "B10": ["tests/test_one.py::test_a"],
        "J1.AC1": ["tests/test_one.py::test_a"],
        "B2": ["tests/test_one.py::test_c"],
    }
    assert sorted(found, key=traceability.natural) == ["B2", "B10", "J1.AC1", "N1"]
