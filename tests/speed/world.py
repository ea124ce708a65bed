"""One of everything, then 300 of everything, written in bulk: only the number of rows matters here."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.db.models import Model

from reciproque.decisions.models import Answering, Commitment, Decision, Option, Review
from reciproque.exchange.models import Import
from reciproque.foundation import guard
from reciproque.foundation.models import PlainField, plain
from reciproque.hours.models import Showing, Thanks
from reciproque.openings.models import Opening
from reciproque.partnerships.kinds import Side, Status
from reciproque.partnerships.models import (
    Activation,
    Charter,
    Clause,
    Contribution,
    Difference,
    Engagement,
    EvaluationAnswer,
    EvaluationRound,
    Expected,
    Hesitation,
    Holding,
    Hosting,
    Intervention,
    Need,
    Objective,
    Partnership,
    PartnershipMode,
    Remark,
    RoundAction,
    RoundClosing,
    Settlement,
    Signature,
)
from reciproque.people.kinds import Role
from reciproque.people.models import Invitation, Mandate, Membership, Organisation, Person
from reciproque.voices.models import Reply, Voice
from tests import cast
from tests.builders import partnerships
from tests.builders.people import NOON, TODAY

SOON, LATELY = TODAY + timedelta(days=3), TODAY - timedelta(days=3)
PROMISED: dict[str, Any] = {"due_on": SOON, "triggered_on": LATELY}
_number = count(1)


def begun() -> Partnership:
    """A partnership under way, with the people of the cast around it."""
    cast.nadia(), cast.lucie(), cast.paul()
    return partnerships.begun()


def add(partnership: Partnership, n: int) -> None:
    """`n` more rows of everything, in the partnership, around it, and in the organisation that carries it."""
    with guard.upkeep("speed"):
        people = _people(n)
        there = _engagements(partnership, people)
        _partnerships(partnership.host, n)
        _framing(partnership, there)
        _charters(partnership, there)
        _rounds(partnership, there)
        _interventions(partnership, there)
        _voices_and_decisions(partnership, there)
        _imports(n)
        _openings(partnership.host, people)


def bulk(model: type[Model], rows: list[dict[str, Any]]) -> list[Any]:
    """Rows given by their fields, with their derived columns."""
    derived = [field for field in model._meta.concrete_fields if isinstance(field, PlainField)]
    for row in rows:
        for field in derived:
            row[field.name] = plain(" ".join(str(row.get(name) or "") for name in field.of))
    return model._default_manager.bulk_create([model(**row) for row in rows])


def _people(n: int) -> list[Person]:
    chu = cast.chu()
    people = bulk(Person, [{"name": f"Personne {next(_number):05}"} for _n in range(n)])
    belongs = {"organisation": chu, "starts_on": date(2026, 1, 1)}
    bulk(Membership, [belongs | {"person": one, "role": Role.PARTNER} for one in people])
    elsewhere = bulk(
        Organisation, [{"name": f"Structure {next(_number):05}", "kind": "association"} for _n in range(n)]
    )
    given = {"seat": chu, "starts_on": date(2026, 1, 1)}
    pairs = zip(people, elsewhere, strict=True)
    bulk(Mandate, [given | {"person": one, "association": by} for one, by in pairs])
    offer = {"organisation": chu, "role": Role.PARTNER, "means": "link", "invited_by": cast.nadia()}
    offer |= {"invited_at": NOON, "expires_at": NOON + timedelta(days=7)}
    bulk(
        Invitation,
        [offer | {"name": f"Personne {next(_number):05}", "digest": f"{next(_number)}"} for _n in range(n)],
    )
    return people


def _engaged(partnership: Partnership, person: Person, side: str, position: str, **more: Any) -> dict:
    return {
        "partnership": partnership,
        "person": person,
        "side": side,
        "position": position,
        "on_behalf_of": partnership.host,
        "status": Status.VOLUNTEER,
        "does": "Accueillir",
        "decides": "Le programme",
        "proposed_at": NOON,
        "proposed_by": person,
        "accepted_at": NOON,
    } | more


def _engagements(partnership: Partnership, people: list[Person]) -> list[Engagement]:
    return bulk(Engagement, [_engaged(partnership, one, Side.LIVED, Role.PARTNER) for one in people])


def _partnerships(host: Organisation, n: int) -> None:
    """Partnerships of the head nurse and of Karim, the referents of the two sides."""
    nurse, karim = cast.nurse(), cast.karim()
    sheet = {"level": "meso", "domain": "parcours", "host": host, "founded_at": NOON, "founded_by": nurse}
    rows = bulk(Partnership, [sheet | {"title": f"Partenariat {next(_number):05}"} for _n in range(n)])
    bulk(Hosting, [{"partnership": one, "organisation": host} for one in rows])
    bulk(PartnershipMode, [{"partnership": one, "mode": "pouvoir_agir"} for one in rows])
    bulk(
        Engagement,
        [_engaged(p, nurse, Side.CARE, Role.PROFESSIONAL, referent_since=TODAY) for p in rows]
        + [_engaged(p, karim, Side.LIVED, Role.PARTNER, referent_since=TODAY) for p in rows],
    )
    begun_at = {"activated_at": NOON, "activated_by": nurse, "gate_version": date(2026, 1, 1)}
    bulk(Activation, [begun_at | {"partnership": p} for p in rows[::2]])
    bulk(EvaluationRound, [{"partnership": p, "number": 1, "planned_at": NOON, **PROMISED} for p in rows])


def _framing(partnership: Partnership, there: list[Engagement]) -> None:
    noted = {"partnership": partnership, "noted_at": NOON}
    differences = bulk(
        Difference, [noted | {"question": "need", "text": "L’ordre.", "noted_by": one} for one in there]
    )
    bulk(
        Settlement,
        [
            {"difference": one, "wording": "Ensemble.", "proposed_by": one.noted_by, "proposed_at": NOON}
            for one in differences
        ],
    )
    said = {"partnership": partnership, "words": "J’hésite.", "said_at": NOON}
    bulk(Hesitation, [said | {"engagement": one} for one in there])
    needs = bulk(
        Need, [noted | {"text": "Un besoin.", "knowledge": "experientiel", "noted_by": one} for one in there]
    )
    aimed = {"partnership": partnership, "text": "Un but.", "indicator": "Part", "target": "9", **PROMISED}
    bulk(
        Objective,
        [aimed | {"need": need, "owner_lived": need.noted_by, "owner_care": need.noted_by} for need in needs],
    )


def _charters(partnership: Partnership, there: list[Engagement]) -> None:
    last = partnership.charters.order_by("-number").first().number
    versions = bulk(
        Charter,
        [
            {"partnership": partnership, "number": last + k, "drafted_by": one, "drafted_at": NOON}
            for k, one in enumerate(there, start=1)
        ],
    )
    clauses = bulk(
        Clause,
        [
            {"charter": charter, "kind": "rights", "text": "Un droit.", "position": k}
            for charter in versions[-1:]
            for k, _one in enumerate(there)
        ],
    )
    bulk(
        Remark,
        [
            {"clause": clause, "made_by": one, "made_at": NOON, "text": "Oui."}
            for clause, one in zip(clauses, there, strict=True)
        ],
    )
    signed = {"name": "x", "position_words": "x", "signed_at": NOON, "digest": "0" * 64, "side": "lived"}
    bulk(Signature, [signed | {"charter": partnership.charters.first(), "engagement": one} for one in there])


def _rounds(partnership: Partnership, there: list[Engagement]) -> None:
    last = partnership.rounds.order_by("-number").first()
    rounds = bulk(
        EvaluationRound,
        [
            {
                "partnership": partnership,
                "number": last.number + k,
                "planned_at": NOON,
                "owner": one,
                **PROMISED,
            }
            for k, one in enumerate(there, start=1)
        ],
    )
    words = dict.fromkeys(("good", "bad", "change", "gave", "received"), "Des mots.")
    said = {"works": 7, "trust": 3, "answered_at": NOON, **words}
    bulk(
        EvaluationAnswer,
        [
            said | {"round": one, "side": side, "answered_by": there[0]}
            for one in rounds
            for side in Side.values
        ],
    )
    bulk(
        RoundAction,
        [
            {"round": on, "text": "Faire.", "owner": one, "decided_at": NOON, **PROMISED}
            for one in there
            for on in (last, rounds[0])
        ],
    )
    closed = {"closed_at": NOON, "closed_by": there[0], "conclusion": "Nous continuons."}
    bulk(RoundClosing, [closed | {"round": one} for one in rounds])


def _interventions(partnership: Partnership, there: list[Engagement]) -> None:
    nurse = partnerships.engagement(partnership, Side.CARE)
    karim = partnerships.engagement(partnership, Side.LIVED)

    def planned(day: date) -> dict[str, Any]:
        return {
            "partnership": partnership,
            "title": "Café d’accueil",
            "kind": "workshop",
            "mode": "pouvoir_agir",
            "day": day,
            "hour": time(14),
            "zone": "Europe/Paris",
            "starts_at": datetime.combine(day, time(13), tzinfo=NOON.tzinfo),
            "minutes": 60,
            "planned_by": nurse.person,
            "planned_at": NOON,
        }

    coming = bulk(Intervention, [planned(SOON) for _one in there])
    past = bulk(Intervention, [planned(TODAY - timedelta(days=1)) for _one in there])
    bulk(Holding, [{"intervention": i, "recorded_at": NOON, "recorded_by": nurse.person} for i in past[1:]])
    bulk(Expected, [{"intervention": i, "engagement": e} for i in coming for e in (nurse, karim)])
    first = partnership.interventions.order_by("pk").first()
    bulk(Expected, [{"intervention": first, "engagement": one} for one in there])
    given = {"kind": "session", "minutes": 60, "entered_at": NOON, "entered_by": nurse.person, "on": TODAY}
    given |= {"status": Status.VOLUNTEER}
    bulk(
        Contribution,
        [given | {"intervention": i, "engagement": e} for i in past for e in (nurse, karim)]
        + [given | {"intervention": first, "engagement": one} for one in there],
    )
    hers = given | {"kind": "travel", "entered_by": karim.person, "engagement": karim}
    bulk(Contribution, [hers for _one in there])
    said = {"engagement": karim, "intervention": first, "words": "Merci.", "said_by": nurse.person}
    said |= {"said_as": Role.PROFESSIONAL, "said_at": NOON}
    thanks = bulk(Thanks, [said for _one in there])
    bulk(Showing, [{"thanks": one, "shown_at": NOON} for one in thanks])


def _voices_and_decisions(partnership: Partnership, there: list[Engagement]) -> None:
    nurse = partnerships.engagement(partnership, Side.CARE)
    heard = {"partnership": partnership, "kind": "story", "said_as": "person", "text": "Des mots, un café."}
    heard |= {
        "heard_on": TODAY,
        "consent": "quoted",
        "consent_version": date(2026, 1, 1),
        "recorded_at": NOON,
    }
    voices = bulk(Voice, [heard | {"owner": nurse, "substitute": one, **PROMISED} for one in there])
    answers = {"text": "Nous entendons.", "replied_at": NOON}
    bulk(Reply, [answers | {"voice": v, "replied_by": v.substitute} for v in voices[1:]])
    taken = {"partnership": partnership, "title": "Un café", "text": "Nous avons décidé…"}
    taken |= {"decided_on": TODAY, "degree": "co_decision", "recorded_at": NOON}
    decisions = bulk(Decision, [taken | {"recorded_by": one} for one in there])
    bulk(
        Option,
        [
            {"decision": d, "text": "Oui.", "carried_by": e, "outcome": "adopted", "position": k}
            for d in decisions
            for k, e in enumerate((nurse, d.recorded_by))
        ],
    )
    bulk(Answering, [{"decision": d, "voice": v} for d, v in zip(decisions, voices, strict=True)])
    bulk(Answering, [{"decision": d, "voice": voices[0]} for d in decisions[1:]])
    promised = [{"decision": d, "owner": nurse, "substitute": d.recorded_by, **PROMISED} for d in decisions]
    bulk(Commitment, [promise | {"text": "Former l’équipe."} for promise in promised])
    bulk(Review, promised)


def _imports(n: int) -> None:
    nadia = cast.nadia()
    sent = {
        "importer": "organisations",
        "person": nadia,
        "organisation": cast.chu(),
        "hat": cast.hat_of(nadia).code,
        "file": "imports/x",
        "filename": "structures.csv",
        "size": 1,
        "digest": "0" * 64,
        "deposited_at": NOON,
    }
    bulk(Import, [dict(sent) for _n in range(n)])


def _openings(house: Organisation, people: list[Person]) -> None:
    """One opening for each, every other one waiting for a second person."""
    asker, second = cast.nadia(), cast.nurse()
    given = {"organisation": house, "as_member": True, "met_on": LATELY, "identity": "piece", "extract": "vu"}
    given |= {"seen": "x", "sells": False, "industry": False, "movement": False, "asked_by": asker}
    agreed = {"agreed_by": second, "agreed_for": house, "agreed_at": NOON, "valid_until": SOON}
    bulk(
        Opening,
        [
            given | {"person": who, "asked_at": NOON} | (agreed if number % 2 else {})
            for number, who in enumerate(people)
        ],
    )
