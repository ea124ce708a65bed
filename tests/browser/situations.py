"""What the demonstration does not show on its first day, added by the verbs and screens its people would use."""

from __future__ import annotations

import json
from dataclasses import replace

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from reciproque.beginnings.verbs import calls, drafts
from reciproque.directory.models import Check, Sheet
from reciproque.exchange.models import Import
from reciproque.foundation.actor import VISITOR
from reciproque.foundation.files import accept
from reciproque.partnerships.kinds import Domain, EndReason, Level, Question, Side, Status
from reciproque.partnerships.models import CheckIn, Contribution, EvaluationRound, Intervention, Partnership
from reciproque.partnerships.queries.positions import positions_of
from reciproque.partnerships.verbs import ending, framing, interventions
from reciproque.people import queries, verbs
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from reciproque.titles import verbs as titles
from reciproque.titles.models import Credential, Title
from reciproque.web.demonstration import charters
from reciproque.web.demonstration.life import Life, Story, hat_in
from reciproque.web.tour import CONSULTATION
from tests import cast
from tests.exchange import files

from . import encounters_held, missions_and_pay

LAST_WORDS = {
    "reason": EndReason.REACHED,
    "words": "L’affiche est au mur.",
    "thanks": "Merci à celles et ceux qui l’ont relue.",
    "what_remains": "Le fichier reste au CHU.",
    "hours": "Les attestations partent en décembre.",
    "contacts": "La cadre de santé.",
}


def add(story: Story) -> dict[str, list[str]]:
    """Add them; the addresses that nothing links to, by the name of who may open them (nobody is « »)."""
    hospital = Organisation.objects.get(name="CHU des Deux-Rives")
    people = {one.account.username: one for one in Person.objects.select_related("account")}
    _differs(story, hospital, people["solene"], people["karim"])
    ended = _has_ended(story, hospital, people["nadia"], people["karim"])
    _keeps_keys(people["karim"])
    paths = _offers(story, hospital, people["nadia"], people["karim"])
    paths["nadia"] += ended
    paths["nadia"] += _imports(story, hospital, people["nadia"])
    paths["nadia"] += _useful_addresses(hospital, people["nadia"], (people["karim"], people["solene"]))
    paths["solene"] = [
        *_looks_back(),
        *_learns_together(story, hospital, people["solene"]),
        *_sets_her_time_right(people["solene"]),
    ]
    paths["solene"] += encounters_held.add(story, hospital, people["solene"])
    paths[""] += _calls(story, hospital, people["nadia"])
    _shows_a_draft(story, hospital, people["karim"], people["solene"])
    paths["nadia"] += _shows_a_title(story, hospital, people["karim"])
    paths["nadia"] += _asks_for_news(people["solene"])
    for name, more in missions_and_pay.add(story, hospital, people).items():
        paths.setdefault(name, []).extend(more)
    return paths


def _begins(
    story: Story, hospital: Organisation, founder: Person, other: Person, title: str, days: int
) -> Life:
    life = Life.begins(
        story,
        days=days,
        founder=founder,
        host=hospital,
        other=other,
        other_seat=hospital,
        title=title,
        purpose="Que l’annonce soit faite à deux.",
        level=Level.MICRO,
        domain=Domain.PATHWAY,
        modes=["soutien_accompagnement"],
        side=Side.CARE,
        status=Status.ON_DUTY,
        other_status=Status.VOLUNTEER,
    )
    life.accepts(other, days=days)
    return life


def _differs(story: Story, hospital: Organisation, nurse: Person, karim: Person) -> None:
    """Both answered otherwise, one hesitates; a first charter is signed, a second one is being written."""
    life = _begins(story, hospital, nurse, karim, "Parler du traitement autrement", days=-6)
    for person, need in ((nurse, "Que le traitement soit pris."), (karim, "Que l’on nous écoute d’abord.")):
        life.answers(person, days=-5, need=need, wish="Une consultation à deux.", reason="On l’oublie.")
    for question in (Question.NEED, Question.WISH):
        noted = framing.note_difference(
            life.partnership,
            by=life.by(nurse, -4),
            at=story.at(-4),
            question=question,
            text="Écouter ou suivre : nous ne le disons pas dans le même ordre.",
        )
    framing.propose_settlement(
        noted, by=life.by(karim, -4), at=story.at(-4, 12), wording="Écouter, puis suivre."
    )
    framing.hesitate(life.partnership, by=life.by(karim, -3), at=story.at(-3), words="Il me faut du temps.")
    first = charters.pain()
    life.writes_charter(nurse, first, days=-3)
    life.signs(nurse, karim, days=-2)
    second = [*first[:-2], (first[-1][0], "D’abord à deux, puis la coordination.")]
    life.writes_charter(nurse, second, days=-1)


def _has_ended(story: Story, hospital: Organisation, nadia: Person, karim: Person) -> list[str]:
    life = _begins(story, hospital, nadia, karim, "Une affiche à relire", days=-30)
    ending.end(life.partnership, by=life.by(nadia, -20), at=story.at(-20), **LAST_WORDS)
    return [reverse("partnerships:reopening", args=[life.partnership.code])]


def _keeps_keys(karim: Person) -> None:
    TOTP.activate(karim.account, generate_totp_secret())
    RecoveryCodes.activate(karim.account)


def _offers(story: Story, hospital: Organisation, nadia: Person, karim: Person) -> dict[str, list[str]]:
    by, at = hat_in(nadia, hospital, on=story.today), story.now
    link = verbs.invite(
        hospital, by=by, at=at, role=Role.PARTNER, means="link", email="yann@example.org", name="Yann"
    )
    verbs.invite(hospital, by=by, at=at, role=Role.PROFESSIONAL, means="paper", name="Maëlle")
    code = verbs.issue(karim, by=by, at=at)
    return {
        "": [reverse("people:offer", args=[queries.secret_of(link)])],
        "nadia": [reverse("people:renewal", args=[code.code])],
    }


def _calls(story: Story, hospital: Organisation, nadia: Person) -> list[str]:
    """The hospital calls for volunteers, and somebody answers: her number opens a page."""
    by = hat_in(nadia, hospital, on=story.today)
    call = calls.open_call(hospital, by=by, at=story.now, words="Venez relire nos affiches.")
    left = {"first_name": "Yann", "means": "place", "contact": "À la cafétéria, à midi"}
    visitor = replace(VISITOR, via="demo")
    answer = calls.answer_call(call, by=visitor, at=story.now, **left)
    return [call.get_absolute_url(), answer.get_absolute_url()]


def _shows_a_draft(story: Story, hospital: Organisation, karim: Person, nurse: Person) -> None:
    """Karim asks the head nurse to sponsor an idea of his."""
    by, at = hat_in(karim, hospital, on=story.today), story.now
    said = {
        "title": "Une radio du matin",
        "for_whom": "Qui attend",
        "wish": "Des voix.",
        "reason": "L’ennui.",
    }
    draft = drafts.write_draft(karim, by=by, at=at, kind="need", aim="ecouter", **said)
    position = next(one for one in positions_of(nurse, on=story.today) if one.on_behalf_of == hospital)
    drafts.ask(draft, by=by, at=at, sponsor=position)


def _shows_a_title(story: Story, hospital: Organisation, karim: Person) -> list[str]:
    """Karim asks the hospital to vouch for one more title, with a document; another of his is reported."""
    by, at = hat_in(karim, hospital, on=story.today), story.now
    no = {"sells": False, "industry": False, "movement": False}
    mentor = Title.objects.get(key="patient_mentor")
    claim = titles.declare_title(karim, by=by, at=at, title=mentor, form="masculine", asked_of=hospital, **no)
    document = accept(SimpleUploadedFile("lettre.txt", b"Il a bien fait."))
    titles.add_evidence(claim, by=by, at=at, document=document)
    vouched = Credential.objects.get(person=karim, title__key="patient_partenaire")
    visitor = replace(VISITOR, via="demo")
    text = "Il se dit du CHU pour vendre des cures."
    case = titles.report(vouched, by=visitor, at=at, text=text)
    return [case.get_absolute_url(), claim.get_absolute_url()]


def _asks_for_news(solene: Person) -> list[str]:
    """More waits for Nadia than her home shows at once: whom she is to ask for news of comes after it."""
    missed = CheckIn.objects.get(engagement__person=solene)
    return [reverse("partnerships:reaching_out", args=[missed.code])]


def _learns_together(story: Story, hospital: Organisation, solene: Person) -> list[str]:
    """The two sides learned from each other at a meeting of theirs; one may say that they did not."""
    met = Intervention.objects.filter(partnership__title=str(CONSULTATION), cross_trainings=None)
    for side in Side:
        met = met.filter(attendances__engagement__side=side)
    held, later = met.distinct().order_by("pk")[:2]
    interventions.mark_cross_training(held, by=hat_in(solene, hospital, on=story.today), at=story.now)
    return [held.get_absolute_url(), reverse("partnerships:cross_training", args=[later.code])]


def _sets_her_time_right(solene: Person) -> list[str]:
    """Her hours open at the present month, which is empty on its first days: a time of hers, whatever its month."""
    given = Contribution.objects.filter(engagement__person=solene).order_by("pk")[0]
    return [reverse(f"partnerships:{name}", args=[given.code]) for name in ("correct_time", "remove_time")]


def _imports(story: Story, hospital: Organisation, nadia: Person) -> list[str]:
    """A file rehearsed, with a line that is held back for its fault."""
    client = cast.signed_in(Client(), nadia, hospital)
    table = files.table(files.FLEYRIAT, files.WRONG_KEY, files.NO_NAME)
    sent = {"cle": cast.form_key(), "importer": "organisations", "file": files.uploaded(table)}
    client.post(reverse("exchange:new_import"), sent)
    batch = Import.objects.get()
    client.post(reverse("exchange:columns", args=[batch.code]), {"cle": cast.form_key(), **batch.mapping})
    call_command("worker", batch=True, verbosity=0)
    return [reverse("exchange:import", args=[batch.code])]


def _useful_addresses(hospital: Organisation, nadia: Person, silent: tuple[Person, ...]) -> list[str]:
    """A file of data·inclusion read twice, a line not taken, a telephone number corrected; two find it silent."""
    client = cast.signed_in(Client(), nadia, hospital)
    row = {
        "source": "demo",
        "id": "1",
        "nom": "Accueil des Quais",
        "date_maj": "2026-09-01",
        "telephone": "1",
    }
    rows = json.dumps([row, {"id": "2"}]).encode()
    for phone in ("02 99 00 00 77", ""):
        sent = {"cle": cast.form_key(), "structures": SimpleUploadedFile("structures.json", rows)}
        client.post(reverse("directory:imports"), sent)
        sheet = Sheet.objects.get(source_id="1")
        facts = {"cle": cast.form_key(), "version": sheet.version, "name": sheet.name, "phone": phone}
        if phone:
            client.post(reverse("directory:facts", args=[sheet.code]), facts)
    for who in silent:
        said = {"cle": cast.form_key(), "heard": "silent"}
        cast.signed_in(Client(), who).post(reverse("directory:feedback", args=[sheet.code]), said)
    return [sheet.get_absolute_url(), reverse("directory:check", args=[Check.objects.get(sheet=sheet).code])]


def _looks_back() -> list[str]:
    """The round that is open: its actions and its closing, before anyone needs them."""
    partnership = Partnership.objects.get(title=str(CONSULTATION))
    number = EvaluationRound.objects.get(partnership=partnership, closing=None).number
    return [
        reverse(f"partnerships:{name}", args=[partnership.code, number]) for name in ("actions", "closing")
    ]
