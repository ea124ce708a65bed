"""What the demonstration does not show on its first day of missions, support and pay, by their verbs."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reciproque.foundation.files import accept
from reciproque.missions.models import Mission, Slot, Taking
from reciproque.missions.queries.seasons import asked_by
from reciproque.missions.verbs import offers, review, seasons, takings, writing
from reciproque.partnerships.models import Intervention, Partnership
from reciproque.pay import verbs as paying
from reciproque.pay.models import Batch, Expense, Line
from reciproque.people.models import Organisation, Person
from reciproque.support.verbs import confidants, tensions
from reciproque.web.demonstration.life import Story, hat_in, herself
from reciproque.web.tour import CONSULTATION

SEASON = 60
"""How many days the season goes on."""


def add(story: Story, hospital: Organisation, people: dict[str, Person]) -> dict[str, list[str]]:
    """Add them; the addresses that nothing the reader opens links to, by who may open them."""
    karim, nadia, solene = (people[name] for name in ("karim", "nadia", "solene"))
    consultation = Partnership.objects.get(title=str(CONSULTATION))
    paths = {"karim": [], "nadia": [], "solene": []}
    taking = _takes(story, hospital, karim, consultation)
    names = ("rhythm", "status", "end", "mentor")
    paths["karim"] += [reverse(f"missions:{name}", args=[taking.code]) for name in names]
    free = Slot.objects.filter(mission=taking.mission).order_by("pk")[0]
    paths["karim"] += [reverse("missions:sign_up", args=[free.intervention.code])]
    paths["karim"] += _confides(story, karim, people["malik"])
    paths["karim"] += _is_paid_back(story, hospital, karim)
    paths["karim"] += _turns_to(story, karim, solene, consultation)
    paths["nadia"] += [*_reads_over(story, hospital, karim, consultation), *_is_asked(story, people)]
    due = Line.objects.filter(organisation=hospital, steps=None).order_by("pk")[0]
    paths["nadia"] += [reverse("pay:cancellation", args=[due.code])]
    paths["nadia"] += [_plans(story, hospital, nadia), Batch.objects.order_by("-pk")[0].get_absolute_url()]
    past = Intervention.objects.filter(partnership=consultation, holding=None, cancellation=None)
    to_hold = past.filter(starts_at__lt=story.now).order_by("pk")[0]
    paths["solene"] += [reverse("partnerships:holding", args=[to_hold.code])]
    seen = Intervention.objects.filter(contributions__engagement__person=karim, partnership=consultation)
    paths["karim"] += [reverse("hours:around", args=[seen.order_by("pk")[0].code])]
    return paths


def _takes(story: Story, hospital: Organisation, karim: Person, partnership: Partnership) -> Taking:
    mission = Mission.objects.get(partnership=partnership, where="remote")
    terms = mission.terms.get()
    return takings.take(mission, by=hat_in(karim, hospital, on=story.today), at=story.now, terms=terms)


def _reads_over(story: Story, hospital: Organisation, karim: Person, partnership: Partnership) -> list[str]:
    """Karim wrote a mission: another reads it over, and may give it back."""
    by = hat_in(karim, hospital, on=story.today)
    said = {"title": "Tenir le tableau", "mode": "soutien_accompagnement", "tasks": ["soutien_vecu"]}
    said |= {"purpose": "Qu’il soit à jour.", "does": "L’écrire.", "starts_on": story.today, "minutes": 60}
    mission = writing.write(partnership, by=by, at=story.now, **said)
    review.submit(mission, by=by, at=story.now)
    return [reverse("missions:give_back", args=[mission.code])]


def _is_asked(story: Story, people: dict[str, Person]) -> list[str]:
    """Lucie asks for the mission that is open to everyone."""
    mission = Mission.objects.get(where="remote")
    lucie = people["lucie"]
    said = {"terms": mission.terms.get(), "words": "Je relis volontiers."}
    asked = offers.ask_for(mission, by=herself(lucie), at=story.now, **said)
    return [reverse(f"missions:{name}", args=[asked.code]) for name in ("welcome", "turn_down")]


def _plans(story: Story, hospital: Organisation, nadia: Person) -> str:
    by = hat_in(nadia, hospital, on=story.today)
    days = {"first_on": story.today, "last_on": story.day(SEASON)}
    plan = asked_by(by, first=days["first_on"], last=days["last_on"]).plan()
    assert plan.proposals, "a season that proposes nothing shows nothing"
    return seasons.plan_season(hospital, by=by, at=story.now, plan=plan, **days).get_absolute_url()


def _confides(story: Story, karim: Person, malik: Person) -> list[str]:
    """Malik chooses Karim from now on."""
    asked = confidants.choose(malik, by=herself(malik), at=story.now, chosen=karim)
    return [asked.get_absolute_url()]


def _turns_to(story: Story, karim: Person, solene: Person, partnership: Partnership) -> list[str]:
    tension = tensions.turn_to(
        karim,
        by=herself(karim),
        at=story.now,
        to=solene,
        partnership=partnership,
        words="Je ne sais plus quelle est ma place.",
    )
    tensions.answer(tension, by=herself(solene), at=story.now, proposed="Nous en parlons jeudi.")
    return [reverse("support:tension_closing", args=[tension.code])]


def _is_paid_back(story: Story, hospital: Organisation, karim: Person) -> list[str]:
    """A receipt for what he asked last, which he may still give."""
    expense = Expense.objects.filter(engagement__person=karim, gift=None).order_by("-pk")[0]
    ticket = accept(SimpleUploadedFile("ticket.txt", b"3,40"))
    by = hat_in(karim, hospital, on=story.today)
    paying.attach(expense, by=by, at=story.now, document=ticket)
    return [expense.get_absolute_url()]
