"""Importing on screen: each step says what it will do before it does it, to one person alone."""

import html
import re
import tracemalloc

import pytest
from django.utils import timezone

from reciproque.exchange import jobs
from reciproque.exchange.models import Habit, Import, Line, Passage, Removal
from reciproque.exchange.progress import Progress
from reciproque.foundation import guard
from reciproque.foundation.models import Event
from reciproque.people.models import Membership, Organisation
from tests import cast

from . import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(client):
    return cast.signed_in(client, cast.nadia())


def send(client, content, *, name="structures.csv", importer="organisations", key=None):
    """Send a file, as the first screen does."""
    fields = {"cle": key or cast.form_key(), "importer": importer, "file": files.uploaded(content, name)}
    return client.post("/imports/nouveau/", fields)


def deposit(client, *rows, **options) -> Import:
    """A file whose columns are still to be said."""
    answer = send(client, files.table(*rows, **options))
    assert answer.status_code == 302, words(answer)
    return Import.objects.latest("pk")


def rehearse(client, worker, *rows, **options) -> Import:
    """A file that was sent, mapped as guessed, and rehearsed."""
    batch = deposit(client, *rows, **options)
    client.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping})
    worker()
    return batch


def confirm(client, batch, **fields):
    rehearsal = batch.passages.filter(purpose="rehearsal").first()
    fields = {"cle": cast.form_key(), "rehearsal": rehearsal.code} | fields
    return client.post(f"/imports/{batch.code}/confirmation/", fields)


def words(answer) -> str:
    """What a page says in its main part, on one line, without its tags."""
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)[0]
    text = re.sub(r"<[^>]+>", " ", main)
    return " ".join(text.replace("&nbsp;", " ").replace("\u00a0", " ").split())


def beside(answer, field: str) -> str:
    """What is said beside a field."""
    found = re.search(rf'id="id_{field}_error">(.*?)</p>', answer.content.decode(), re.DOTALL)
    return html.unescape(re.sub("<[^>]+>", "", found[1])).replace("\u00a0", " ")


def figures(answer) -> dict[str, int]:
    """The counts of an import's page, by their words."""
    found = re.findall(
        r'<div class="figure"><b>([\d\s]+)</b><span>(?:<a[^>]*>)?([^<]+)', answer.content.decode()
    )
    return {word: int("".join(count.split())) for count, word in found}


# --- the whole way --------------------------------------------------------------------------------
@pytest.mark.spec("M2")
def test_a_file_goes_from_the_first_screen_to_the_directory(nadia, worker):
    batch = deposit(nadia, files.FLEYRIAT, files.BELLEY)
    columns = nadia.get(f"/imports/{batch.code}/colonnes/")
    assert 'value="Nom" selected' in columns.content.decode()
    assert "Par exemple : CH de Fleyriat" in words(columns)

    asked = nadia.post(
        f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping}, follow=True
    )
    assert "Essai en cours" in words(asked)
    worker()
    rehearsed = nadia.get(f"/imports/{batch.code}/")
    assert figures(rehearsed) == {"à créer": 2, "à modifier": 0, "inchangée": 0, "à corriger": 0}
    assert not Organisation.objects.filter(finess__isnull=False).exists()

    confirm(nadia, batch)
    worker()

    done = nadia.get(f"/imports/{batch.code}/")
    assert figures(done) == {"créées": 2, "modifiée": 0, "inchangée": 0, "à corriger": 0}
    assert set(Organisation.objects.filter(finess__isnull=False).values_list("finess", flat=True)) == {
        "010000024",
        "010000032",
    }


@pytest.mark.spec("M2")
def test_a_second_run_of_the_same_file_brings_nothing_and_says_it_came_before(nadia, worker):
    first = rehearse(nadia, worker, files.FLEYRIAT)
    confirm(nadia, first)
    worker()

    second = rehearse(nadia, worker, files.FLEYRIAT)

    page = nadia.get(f"/imports/{second.code}/")
    assert figures(page) == {"à créer": 0, "à modifier": 0, "inchangée": 1, "à corriger": 0}
    assert "Ce fichier n’apporte rien de nouveau" in words(page)
    assert "Vous avez déjà importé ce même fichier" in words(page)
    assert confirm(nadia, second).status_code == 422


@pytest.mark.spec("M2")
def test_faulty_lines_stop_all_unless_the_box_is_ticked(nadia, worker):
    batch = rehearse(nadia, worker, files.FLEYRIAT, files.WRONG_KEY)

    refused = confirm(nadia, batch)
    assert refused.status_code == 422
    assert "Des lignes sont à corriger." in words(refused)
    assert batch.passages.count() == 1

    confirm(nadia, batch, partial="on")
    worker()
    assert figures(nadia.get(f"/imports/{batch.code}/")) == {
        "créée": 1,
        "modifiée": 0,
        "inchangée": 0,
        "laissées de côté": 1,
    }


@pytest.mark.spec("M2")
def test_faulty_lines_are_told_one_by_one_and_given_back_as_a_file(nadia, worker):
    batch = rehearse(
        nadia, worker, files.FLEYRIAT, files.WRONG_KEY, ("", "=cmd|' /C calc'!A0", "", "1", "-2+3")
    )

    shown = words(nadia.get(f"/imports/{batch.code}/lignes/"))
    file = b"".join(nadia.get(f"/imports/{batch.code}/lignes/fichier/").streaming_content).decode()

    assert "Ligne 3 La clé de ce numéro FINESS est fausse" in shown
    assert "FINESS : 010000025" in shown
    assert file.replace("\u00a0", " ").splitlines() == [
        "\ufeffFINESS;Nom;Catégorie;Code postal;Ville;Ce qui ne va pas",
        "010000025;CH à la clé fausse;355;01440;Viriat;FINESS : La clé de ce numéro FINESS est fausse : un chiffre"
        " au moins a été mal recopié. Vérifiez 010000025 caractère par caractère.",
        ";'=cmd|' /C calc'!A0;;1;'-2+3;Code postal : Un code postal a 5 chiffres, par exemple 35000.",
    ]


def test_changes_are_shown_before_and_after(nadia, worker):
    confirm(nadia, rehearse(nadia, worker, files.FLEYRIAT))
    worker()

    batch = rehearse(nadia, worker, ("010000024", "Centre hospitalier de Fleyriat", "355", "01440", "Viriat"))

    assert "2 CH de Fleyriat Nom CH de Fleyriat Centre hospitalier de Fleyriat" in words(
        nadia.get(f"/imports/{batch.code}/")
    )


def test_lines_to_correct_come_a_page_at_a_time(nadia, worker):
    batch = rehearse(nadia, worker, *[("", f"Sans type {n}", "", "", "") for n in range(120)])

    first = nadia.get(f"/imports/{batch.code}/lignes/")
    following = re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1].replace("&amp;", "&")
    second = nadia.get(f"/imports/{batch.code}/lignes/{following}")

    numbers = [re.findall(r"Ligne (\d+)", words(page)) for page in (first, second)]
    assert numbers == [[str(n) for n in range(2, 52)], [str(n) for n in range(52, 102)]]


@pytest.mark.parametrize("rows", [1, 40])
def test_an_import_page_costs_the_same_whatever_it_holds(nadia, worker, rows, django_assert_max_num_queries):
    batch = rehearse(nadia, worker, *[("", f"Sans type {n}", "", "", "") for n in range(rows)])

    with django_assert_max_num_queries(10):
        nadia.get(f"/imports/{batch.code}/")


# --- columns --------------------------------------------------------------------------------------
def test_a_mapping_is_kept_for_the_next_file_with_the_same_titles(nadia, worker):
    titles = ("Numéro", "Appellation", "Genre")
    batch = deposit(nadia, ("010000024", "CH de Fleyriat", "355"), titles=titles)
    chosen = {"finess": "Numéro", "name": "Appellation", "finess_category": "Genre"}
    nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **chosen})

    following = deposit(nadia, ("010000032", "CH Bugey Sud", "355"), titles=titles)

    assert (following.mapping, Habit.objects.count()) == (chosen, 1)


def test_a_compulsory_column_is_asked_for_in_words(nadia):
    batch = deposit(nadia, ("x", "y"), titles=("un", "deux"))

    answer = nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), "acronym": "un"})

    assert answer.status_code == 422
    assert "Choisissez la colonne qui donne « Nom »." in words(answer)
    assert batch.passages.count() == 0


def test_one_title_may_not_stand_for_two_columns(nadia):
    batch = deposit(nadia, ("x", "y"), titles=("un", "deux"))

    answer = nadia.post(
        f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), "name": "un", "acronym": "un"}
    )

    assert (answer.status_code, batch.passages.count()) == (422, 0)
    assert "Cette colonne du fichier sert déjà à autre chose." in words(answer)


def test_another_rehearsal_meanwhile_makes_the_old_page_stale(nadia, worker):
    batch = rehearse(nadia, worker, files.FLEYRIAT)
    seen = batch.passages.get().code
    nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping})
    worker()

    answer = confirm(nadia, batch, rehearsal=seen)

    assert answer.status_code == 422
    assert "Un autre essai a eu lieu entre-temps" in words(answer)


# --- files that are not what they should be -------------------------------------------------------
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.mark.parametrize(
    ("content", "name", "french", "english"),
    [
        (b"", "vide.csv", "Ce fichier est vide.", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "photo.csv", "Ce fichier est une image, pas", "This file is an image, not"),
        (PDF, "liste.pdf", "Ce fichier est un document PDF, pas", "This file is a PDF document, not"),
        (PDF, "liste.csv", "Ce fichier est un document PDF, pas", "This file is a PDF document, not"),
        (files.archive(), "listes.zip", "Ce fichier est une archive, pas", "This file is an archive, not"),
        (files.archive(), "listes.xlsx", "Ce fichier est une archive, pas", "This file is an archive, not"),
        (b"nom;ville\n", "titres.csv", "Ce tableau n’a que ses titres", "This table has only its headings"),
        (b"PK\x03\x04" + bytes(99), "liste.xlsx", "Ce classeur est abîmé", "This workbook is damaged"),
    ],
)  # fmt: skip
def test_a_file_of_the_wrong_kind_is_refused_with_a_sentence(client, content, name, french, english):
    for language, sentence in (("fr", french), ("en", english)):
        client = cast.signed_in(client, cast.nadia(), language=language)

        answer = send(client, content, name=name)

        assert (answer.status_code, Import.objects.count()) == (422, 0)
        assert sentence in beside(answer, "file")


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx", "liste.pdf", "liste"])
@pytest.mark.parametrize("kind", [files.table, files.workbook])
def test_a_table_is_read_for_what_it_is_whatever_its_name_says(nadia, worker, kind, name):
    assert send(nadia, kind(files.FLEYRIAT, files.WRONG_KEY), name=name).status_code == 302
    batch = Import.objects.get()
    nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping})
    worker()

    assert figures(nadia.get(f"/imports/{batch.code}/")) == {
        "à créer": 1,
        "à modifier": 0,
        "inchangée": 0,
        "à corriger": 1,
    }
    lines = f"/imports/{batch.code}/lignes/"
    assert "La clé de ce numéro FINESS est fausse" in words(nadia.get(lines))
    assert "The key of this FINESS number is wrong" in words(nadia.get(lines, HTTP_ACCEPT_LANGUAGE="en"))


def test_a_file_too_large_is_received_thrown_away_and_answered_in_words(nadia, settings):
    settings.IMPORT_MAX_BYTES = 3_000_000

    answer = send(nadia, b"nom;ville\n" + b"A;B\n" * 1_500_000)

    assert answer.status_code == 422
    assert "Ce fichier pèse 6 Mo et la limite est de 3 Mo." in words(answer)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_of_a_hundred_megabytes_costs_no_memory_and_is_answered_in_words(client, language):
    client = cast.signed_in(client, cast.nadia(), language=language)
    line = b"010000024;CH de Fleyriat;355;01440;Viriat\n"
    body = files.Endless(files.form({"cle": cast.form_key(), "importer": "organisations"}), line, 100_000_000)

    tracemalloc.start()
    answer = client.request(
        **{
            "PATH_INFO": "/imports/nouveau/",
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={files.BOUNDARY}",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": body,
        }
    )
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (answer.status_code, Import.objects.count()) == (422, 0)
    assert {
        "fr": "Ce fichier pèse 100 Mo et la limite est de 60 Mo. Coupez-le en plusieurs fichiers.",
        "en": "This file is 100 MB and the limit is 60 MB. Split it into several files.",
    }[language] in beside(answer, "file")
    assert most < 20_000_000


def test_no_file_at_all_is_said(nadia):
    answer = nadia.post("/imports/nouveau/", {"cle": cast.form_key(), "importer": "organisations"})

    assert (answer.status_code, Import.objects.count()) == (422, 0)


def test_a_hostile_file_name_is_only_ever_shown_as_text(nadia):
    send(nadia, files.table(files.FLEYRIAT), name="\u202e<img src=x onerror=alert(1)>.csv")

    page = nadia.get("/imports/").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;.csv" in page
    assert "<img src=x" not in page
    assert Import.objects.get().file.name.startswith("imports/")
    assert "img" not in Import.objects.get().file.name


def test_cells_shown_before_an_import_are_only_ever_text(nadia, worker):
    batch = rehearse(nadia, worker, ("010000025", "<script>alert(1)</script>", "355", "<b>", ""))

    for path in ("", "colonnes/", "lignes/"):
        page = nadia.get(f"/imports/{batch.code}/{path}").content.decode()
        assert "<script>alert" not in page
        assert "<b>" not in page.replace("<b>0</b>", "").replace("<b>1</b>", "")


# --- whose it is ----------------------------------------------------------------------------------
PATHS = ("", "colonnes/", "lignes/", "lignes/fichier/", "tenues/")


def test_another_coordinator_finds_nothing_there(nadia, worker):
    batch = rehearse(nadia, worker, files.FLEYRIAT, files.WRONG_KEY)
    charlie = cast.signed_in(type(nadia)(), cast.charlie())

    answers = [charlie.get(f"/imports/{batch.code}/{path}").status_code for path in PATHS]
    answers += [
        charlie.post(f"/imports/{batch.code}/{path}", {"cle": cast.form_key()}).status_code
        for path in ("confirmation/", "retrait/")
    ]

    assert answers == [404] * 7
    assert "structures.csv" not in charlie.get("/imports/").content.decode()


def test_nobody_but_a_coordinator_imports(client):
    morvan = cast.signed_in(client, cast.morvan())

    assert (morvan.get("/imports/").status_code, morvan.get("/imports/nouveau/").status_code) == (403, 403)
    assert send(morvan, files.table(files.FLEYRIAT)).status_code == 403
    assert "Imports" not in morvan.get("/structures/").content.decode()


def test_an_import_waits_in_vain_when_its_owner_has_left(nadia, worker):
    batch = deposit(nadia, files.FLEYRIAT)
    nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping})
    with guard.upkeep("tests"):
        Membership.objects.filter(person=batch.person).update(ends_on=cast.LONG_AGO)
    worker()

    result = batch.passages.get().result
    assert (result.problem[0], result.created) == ("hat_gone", 0)


# --- twice, interrupted, forgotten ----------------------------------------------------------------
def test_a_double_click_sends_one_file(nadia):
    key = cast.form_key()

    first = send(nadia, files.table(files.FLEYRIAT), key=key)
    second = send(nadia, files.table(files.FLEYRIAT), key=key)

    assert (first.status_code, second.status_code, Import.objects.count()) == (302, 302, 1)
    assert second.url == first.url


def test_two_confirmations_import_once(nadia, worker):
    batch = rehearse(nadia, worker, files.FLEYRIAT)

    first, second = confirm(nadia, batch), confirm(nadia, batch)
    worker()

    assert (first.status_code, second.status_code) == (302, 302)
    assert batch.passages.filter(purpose="final").count() == 1
    assert Organisation.objects.filter(finess="010000024").count() == 1


def test_progress_is_shown_while_a_file_is_read(nadia):
    batch = deposit(nadia, files.FLEYRIAT)
    nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping})
    waiting = nadia.get(f"/imports/{batch.code}/")

    progress = Progress(batch.passages.get().code)
    progress(300, 1000)
    reading = nadia.get(f"/imports/{batch.code}/")
    progress.forget()

    assert "Le fichier attend son tour." in words(waiting)
    assert "30 % du fichier est lu." in words(reading)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in reading.content.decode()
    assert 'data-hx-trigger="every 2s"' in reading.content.decode()


def test_the_part_that_refreshes_is_the_same_as_in_the_page(nadia, worker):
    batch = rehearse(nadia, worker, files.FLEYRIAT)

    part = nadia.get(f"/imports/{batch.code}/", headers={"HX-Request": "true"}).content.decode()
    whole = nadia.get(f"/imports/{batch.code}/").content.decode()

    keyless = [re.sub(r'value="[^"]*"', "", text).strip() for text in (part, whole)]
    assert keyless[0] in keyless[1]
    assert "<html" not in part


def test_a_passage_whose_worker_was_killed_is_concluded(nadia):
    batch = deposit(nadia, files.FLEYRIAT)
    nadia.post(f"/imports/{batch.code}/colonnes/", {"cle": cast.form_key(), **batch.mapping})
    passage = batch.passages.get()
    Progress(passage.code).begin()

    jobs.conclude_what_stalled(timezone.now())
    early = Passage.objects.filter(result=None).count()
    jobs.conclude_what_stalled(timezone.now() + 2 * jobs.STALLED)

    assert (early, batch.passages.get().result.problem[0]) == (1, "interrupted")
    assert "Le traitement s’est interrompu" in words(nadia.get(f"/imports/{batch.code}/"))


def test_a_removed_file_is_gone_with_its_lines_and_the_trace_stays(
    nadia, worker, django_capture_on_commit_callbacks
):
    batch = rehearse(nadia, worker, files.WRONG_KEY)
    stored = batch.file.storage.path(batch.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        nadia.post(f"/imports/{batch.code}/retrait/", {"cle": cast.form_key()})

    assert (Line.objects.count(), Removal.objects.count()) == (0, 1)
    with pytest.raises(FileNotFoundError):
        open(stored)  # noqa: SIM115
    assert "Ce fichier a été retiré" in words(nadia.get(f"/imports/{batch.code}/"))
    assert nadia.get(f"/imports/{batch.code}/colonnes/").status_code == 403
    assert Event.objects.filter(verb="exchange.Import.remove").count() == 1


def test_files_are_not_kept_for_ever(nadia, worker, django_capture_on_commit_callbacks):
    batch = rehearse(nadia, worker, files.FLEYRIAT)

    with django_capture_on_commit_callbacks(execute=True):
        jobs.remove_old_files(batch.deposited_at + timezone.timedelta(days=29))
        kept = Removal.objects.count()
        jobs.remove_old_files(batch.deposited_at + timezone.timedelta(days=31))

    assert (kept, Removal.objects.count()) == (0, 1)
