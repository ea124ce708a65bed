"""A small world in which every actor and every relation exists, written row by row: the verbs are not asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

from django.db import models
from django.test import Client

from reciproque.badges.models import Issued, Key
from reciproque.badges.writer import facts_of, new_pair
from reciproque.beginnings.models import Answer, Call, Draft, Initiative, Sponsorship, Start
from reciproque.decisions.models import Commitment, Decision, Option, Review
from reciproque.exchange.models import Import
from reciproque.foundation import files, guard
from reciproque.foundation.models import new_code
from reciproque.openings.models import Opening
from reciproque.partnerships.models import (
    Activation,
    Charter,
    CheckIn,
    Clause,
    Contribution,
    CrossTraining,
    DegreeAim,
    DegreeSeen,
    Difference,
    Ending,
    Engagement,
    EvaluationRound,
    Expected,
    Framing,
    Hesitation,
    Holding,
    Hosting,
    Intervention,
    Need,
    Objective,
    Partnership,
    PartnershipMode,
    PrivateNote,
    Readiness,
    Remark,
    RoundAction,
    Series,
    Settlement,
    Signature,
)
from reciproque.people.kinds import Role
from reciproque.people.models import (
    Account,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    Person,
    Renewal,
)
from reciproque.profiles.kinds import Topic, Visibility
from reciproque.profiles.models import Facet, MatchingConsent, SelfDescription
from reciproque.titles.models import (
    Case,
    Credential,
    Evidence,
    OutsideReferent,
    Suspension,
    Title,
    Verification,
)
from reciproque.voices.models import Voice
from tests.builders.people import installation

AT = datetime(2026, 11, 2, 8, tzinfo=UTC)
TODAY = date(2026, 11, 2)
RELATIONS = ("framing", "framed", "begun", "ended", "other", "none")
"""One side answered, both did, begun, ended; nothing ties the actor to it; a code that leads nowhere."""


BORN_IN = 1909
"""A year that stands nowhere else: no page but hers may say it (see test_canaries.py)."""


@dataclass
class Someone:
    """Who asks: an account, the hat she wears, whether her session has a second factor."""

    person: Person | None = None
    hat: str | None = None
    strong: bool = True


@dataclass
class World:
    actors: dict[str, Someone] = field(default_factory=dict)
    objects: dict[str, SimpleNamespace] = field(default_factory=dict)
    doors: dict[str, Client] = field(default_factory=dict)


def canary(model: type[models.Model], name: str, where: str) -> str:
    """A word that stands in one field of one row and nowhere else."""
    return f"canari-{model.__name__.lower()}-{name}-{where}"


def make(model: type[models.Model], where: str, **given):
    """A row whose free texts are canaries, unless given."""
    for column in model._meta.concrete_fields:
        free = isinstance(column, models.CharField | models.TextField) and not column.choices
        long = column.max_length is None or column.max_length >= 80
        if free and long and column.editable and column.name not in given and not column.primary_key:
            given[column.name] = canary(model, column.name, where)
    return model.objects.create(**given)


def build() -> World:
    with guard.upkeep("test world"):
        world = World()
        orgs = SimpleNamespace(
            **{
                name: Organisation.objects.create(name=name.title(), kind="other", zone="Europe/Paris")
                for name in ("host", "cohost", "elsewhere", "agency")
            }
        )
        _people(world, orgs)
        for where in ("framing", "framed", "begun", "ended"):
            world.objects[where] = _partnership(
                world, where, orgs.host, [orgs.host, orgs.cohost], world.actors
            )
        world.objects["other"] = _partnership(
            world, "other", orgs.elsewhere, [orgs.elsewhere], _strangers(orgs)
        )
        _memberships(world, orgs)
        _titles(world, orgs)
        _badges(world, orgs)
        for where in ("begun", "other"):
            _beginnings(world, where)
            _profile(world.objects[where], where)
        _packages(world, orgs)
        world.objects["none"] = SimpleNamespace()
        return world


def _packages(world: World, orgs: SimpleNamespace) -> None:
    """What the packages above hold, each in a file of its own."""
    from .worlds import (  # they use what this file defines
        directory,
        encounters,
        feeds,
        hours,
        load,
        missions,
        pathways,
        pay,
        support,
    )

    for where in ("framing", "framed", "begun", "ended", "other"):
        for package in (directory, load, feeds, hours, support, missions, pay, pathways, encounters):
            named = dict(vars(world.objects[where]))
            package.furnish(world, orgs, where)
            taken = [name for name, it in named.items() if vars(world.objects[where])[name] is not it]
            assert not taken, f"{package.__name__} gives another object the name of one: {taken}"


def _person(name: str) -> Person:
    account = Account.objects.create(username=name, password="!", created_at=AT)
    return Person.objects.create(name=f"Personne {name}", account=account)


def _member(person: Person, organisation: Organisation, role: str, **more) -> Membership:
    return Membership.objects.create(
        person=person, organisation=organisation, role=role, starts_on=date(2026, 1, 1), **more
    )


def _someone(name: str, organisation: Organisation, role: str, **more) -> Someone:
    person = _person(name)
    return Someone(person, _member(person, organisation, role, **more).code)


def _people(world: World, orgs: SimpleNamespace) -> None:
    world.actors |= {
        "visitor": Someone(),
        "partner_in": _someone("partner_in", orgs.host, Role.PARTNER),
        "professional_in": _someone("professional_in", orgs.host, Role.PROFESSIONAL),
        "proposed": _someone("proposed", orgs.host, Role.PARTNER),
        "left": _someone("left", orgs.host, Role.PARTNER),
        "partner_out": _someone("partner_out", orgs.host, Role.PARTNER),
        "professional_out": _someone("professional_out", orgs.host, Role.PROFESSIONAL),
        "coordinator_host": _someone("coordinator_host", orgs.host, Role.COORDINATOR),
        "coordinator_cohost": _someone("coordinator_cohost", orgs.cohost, Role.COORDINATOR),
        "coordinator_other": _someone("coordinator_other", orgs.agency, Role.COORDINATOR),
        "institution": _someone("institution", orgs.agency, Role.INSTITUTION),
        "user_out": Someone(_person("user_out"), "self"),
    }
    representative = _person("representative_in")
    mandate = Mandate.objects.create(
        person=representative, association=orgs.cohost, seat=orgs.host, starts_on=date(2026, 1, 1)
    )
    world.actors["representative_in"] = Someone(representative, mandate.code)
    former = _someone("former_member", orgs.host, Role.COORDINATOR, ends_on=date(2026, 10, 31))
    world.actors["former_member"] = former
    weak = _someone("coordinator_weak", orgs.host, Role.COORDINATOR)
    world.actors["coordinator_weak"] = Someone(weak.person, weak.hat, strong=False)
    two = _person("partner_in_other_hat")
    _member(two, orgs.host, Role.PARTNER)
    other_hat = _member(two, orgs.agency, Role.PROFESSIONAL)
    world.actors["partner_in_other_hat"] = Someone(two, other_hat.code)


def _strangers(orgs: SimpleNamespace) -> dict[str, Someone]:
    return {
        "partner_in": _someone("far_partner", orgs.elsewhere, Role.PARTNER),
        "professional_in": _someone("far_professional", orgs.elsewhere, Role.PROFESSIONAL),
        "proposed": _someone("far_proposed", orgs.elsewhere, Role.PARTNER),
        "coordinator_host": _someone("far_coordinator", orgs.elsewhere, Role.COORDINATOR),
    }


def _engage(
    partnership: Partnership, someone: Someone, side: str, position: str, where: str, **more
) -> Engagement:
    given = {"accepted_at": AT, "referent_since": None, "on_behalf_of": partnership.host} | more
    return make(
        Engagement,
        f"{where}-{someone.person.name[9:]}",
        person=someone.person,
        partnership=partnership,
        side=side,
        position=position,
        status="volunteer",
        proposed_at=AT,
        proposed_by=someone.person,
        **given,
    )


def _partnership(world, where, host, hosts, who) -> SimpleNamespace:
    by = who["coordinator_host"].person
    it = SimpleNamespace()
    it.partnership = p = make(
        Partnership,
        where,
        level="meso",
        domain="parcours",
        host=host,
        founded_at=AT,
        founded_by=by,
        evaluation_months=3,
        template="",
    )
    PartnershipMode.objects.create(partnership=p, mode="soutien_accompagnement")
    for organisation in hosts:
        Hosting.objects.create(partnership=p, organisation=organisation)
    it.lived = _engage(p, who["partner_in"], "lived", Role.PARTNER, where, referent_since=TODAY)
    it.care = _engage(p, who["professional_in"], "care", Role.PROFESSIONAL, where, referent_since=TODAY)
    it.proposed = _engage(p, who["proposed"], "lived", Role.PARTNER, where, accepted_at=None)
    if "left" in who:
        _engage(p, who["left"], "lived", Role.PARTNER, where, left_at=AT)
        it.third = _engage(p, who["partner_in_other_hat"], "lived", Role.PARTNER, where)
        _engage(
            p,
            who["representative_in"],
            "lived",
            Role.REPRESENTATIVE,
            where,
            on_behalf_of=hosts[-1],
            seat=host,
        )
    _framing(it, where)
    _charter(it, where, signed=where not in ("framing", "framed"))
    _life(it, where, by)
    if where not in ("framing", "framed"):
        Activation.objects.create(
            partnership=p, activated_at=AT, activated_by=by, gate_version=date(2026, 1, 1)
        )
    if where == "ended":
        make(Ending, where, partnership=p, ended_at=AT, ended_by=by, reason="reached")
    return it


def _framing(it: SimpleNamespace, where: str) -> None:
    p = it.partnership
    it.framing = make(
        Framing, f"{where}-lived", partnership=p, side="lived", answered_by=it.lived, answered_at=AT
    )
    if where != "framing":
        make(Framing, f"{where}-care", partnership=p, side="care", answered_by=it.care, answered_at=AT)
    if where != "framing":
        it.difference = make(
            Difference, where, partnership=p, question="need", noted_by=it.lived, noted_at=AT
        )
        settled = make(
            Difference, f"{where}-2", partnership=p, question="wish", noted_by=it.lived, noted_at=AT
        )
        it.settlement = make(Settlement, where, difference=settled, proposed_by=it.lived, proposed_at=AT)
    it.hesitation = make(Hesitation, where, partnership=p, engagement=it.lived, said_at=AT)
    make(Readiness, where, partnership=p, engagement=it.care, said_at=AT)
    it.need = make(Need, where, partnership=p, knowledge="experientiel", noted_by=it.lived, noted_at=AT)
    it.objective = make(
        Objective,
        where,
        partnership=p,
        need=it.need,
        owner_lived=it.lived,
        owner_care=it.care,
        due_on=TODAY + timedelta(days=5),
        triggered_on=TODAY,
    )


def _charter(it: SimpleNamespace, where: str, *, signed: bool) -> None:
    it.charter = Charter.objects.create(
        partnership=it.partnership, number=1, drafted_by=it.lived, drafted_at=AT
    )
    it.clause = make(Clause, where, charter=it.charter, kind="rights", position=1)
    it.remark = make(Remark, where, clause=it.clause, made_by=it.lived, made_at=AT)
    for position, kind in enumerate(("objectives", "modalities", "limits"), start=2):
        make(Clause, f"{where}-{kind}", charter=it.charter, kind=kind, position=position)
    if signed:
        for engagement in (it.lived, it.care):
            Signature.objects.create(
                charter=it.charter,
                engagement=engagement,
                side=engagement.side,
                name=engagement.person.name,
                position_words="x",
                signed_at=AT,
                digest="0" * 64,
            )


def _life(it: SimpleNamespace, where: str, by: Person) -> None:
    p = it.partnership
    promised = {"due_on": TODAY + timedelta(days=5), "triggered_on": TODAY}
    it.round = EvaluationRound.objects.create(
        partnership=p, number=1, owner=it.care, substitute=it.lived, planned_at=AT, **promised
    )
    it.aim = make(
        DegreeAim,
        where,
        partnership=p,
        phase="concevoir",
        degree="collaboration",
        proposed_by=it.lived,
        proposed_at=AT,
    )
    for engagement in (it.lived, it.care) if where == "ended" else (it.lived,):
        make(
            DegreeSeen,
            where,
            round=it.round,
            phase="concevoir",
            side=engagement.side,
            observed="consultation",
            seen_by=engagement,
            seen_at=AT,
        )
    it.action = make(RoundAction, where, round=it.round, owner=it.lived, decided_at=AT, **promised)
    days = {"intervention": 1, "held": -1, "past": -2, "trained": -3}
    for name, day in ((name, TODAY + timedelta(days=n)) for name, n in days.items()):
        row = make(
            Intervention,
            f"{where}-{name}",
            partnership=p,
            kind="meeting",
            mode="soutien_accompagnement",
            mission="",
            day=day,
            hour=time(14),
            zone="Europe/Paris",
            starts_at=datetime.combine(day, time(13), tzinfo=UTC),
            minutes=60,
            planned_by=by,
            planned_at=AT,
        )
        Expected.objects.create(intervention=row, engagement=it.lived)
        setattr(it, name, row)
    make(Holding, where, intervention=it.held, recorded_at=AT, recorded_by=by)
    make(Holding, f"{where}-trained", intervention=it.trained, recorded_at=AT, recorded_by=by)
    make(CrossTraining, where, intervention=it.trained, marked_at=AT, marked_by=by)
    make(Start, where, partnership=p, written_by=by, written_at=AT)
    Initiative.objects.create(partnership=p, person=by, side="lived")
    _series(it, where, by)
    it.contribution = Contribution.objects.create(
        engagement=it.lived,
        intervention=it.held,
        kind="session",
        status="volunteer",
        minutes=60,
        on=it.held.day,
        entered_at=AT,
        entered_by=by,
    )
    it.voice = make(
        Voice,
        where,
        partnership=p,
        kind="story",
        said_as="person",
        heard_on=TODAY,
        consent="members",
        consent_version=date(2026, 1, 1),
        owner=it.care,
        substitute=it.lived,
        recorded_at=AT,
        **promised,
    )
    it.decision = make(
        Decision,
        where,
        partnership=p,
        decided_on=TODAY,
        degree="co_decision",
        recorded_by=it.care,
        recorded_at=AT,
    )
    make(Option, where, decision=it.decision, carried_by=it.lived, outcome="adopted", position=1)
    it.commitment = make(Commitment, where, decision=it.decision, owner=it.care, **promised)
    it.review = make(Review, where, decision=it.decision, owner=it.care, **promised)


def _beginnings(world: World, where: str) -> None:
    """A call with an answer; three drafts: hers alone, shown to a sponsor, accepted under a condition."""
    it = world.objects[where]
    host, promised = it.organisation, {"due_on": TODAY + timedelta(days=5), "triggered_on": TODAY}
    drafter = world.actors["partner_out"].person if where == "begun" else it.lived.person
    it.call = make(Call, where, organisation=host, opened_at=AT, opened_by=it.lived.person)
    left = {"means": "place", "first_name": "Yvette", "received_at": AT, "kept_until": date(2027, 1, 31)}
    it.answer = make(Answer, where, call=it.call, **left, **promised)
    it.draft, it.shown, accepted = (
        make(Draft, f"{where}-{n}", drafted_by=drafter, kind="need", aim="ensemble", drafted_at=AT)
        for n in "123"
    )
    asked = {"asked_at": AT, "asked_as": Role.PARTNER, "asked_for": host, "sponsor": it.person} | promised
    asked |= {"position": Role.PROFESSIONAL, "on_behalf_of": host}
    it.sponsorship = Sponsorship.objects.create(draft=it.shown, **asked)
    said = {"answer": "conditional", "answered_at": AT}
    it.conditional = make(Sponsorship, where, draft=accepted, **asked, **said)


def _profile(it: SimpleNamespace, where: str) -> None:
    """One part of a profile for each choice of who reads it, health first; and the consent for it to serve unseen."""
    for topic, visibility in zip(Topic, Visibility, strict=False):
        it.facet = make(
            Facet,
            f"{where}-{visibility}",
            person=it.lived.person,
            topic=topic,
            visibility=visibility,
            said_at=AT,
        )
    SelfDescription.objects.create(person=it.lived.person, gender="other", born_in=BORN_IN, said_at=AT)
    MatchingConsent.objects.create(person=it.lived.person, wording=date(2026, 11, 1), given_at=AT)


def _series(it: SimpleNamespace, where: str, by: Person) -> None:
    """A quiet word that is passed on to the referent, a pause, a note for oneself."""
    make(PrivateNote, where, intervention=it.intervention, person=it.lived.person, written_at=AT)
    series = make(
        Series,
        where,
        partnership=it.partnership,
        kind="meeting",
        weeks=4,
        times=6,
        planned_by=by,
        planned_at=AT,
    )
    said = {"series": series, "asked_at": AT, "referent_on": TODAY}
    it.check_in = CheckIn.objects.create(engagement=it.lived, passed_on_at=AT, **said)
    if hasattr(it, "third"):
        it.pause = CheckIn.objects.create(engagement=it.third, word="pause", answered_at=AT, **said)


def _memberships(world: World, orgs: SimpleNamespace) -> None:
    """What belongs to an organisation rather than to a partnership stands under « begun » and « other »."""
    for where, organisation in (("begun", orgs.host), ("other", orgs.elsewhere)):
        it = world.objects[where]
        it.organisation = organisation
        it.person = world.actors["professional_out"].person if where == "begun" else it.care.person
        it.membership = Membership.objects.filter(organisation=organisation, role=Role.PROFESSIONAL).last()
        it.mandate = Mandate.objects.filter(seat=organisation).first() or Mandate.objects.create(
            person=it.person, association=organisation, seat=organisation, starts_on=date(2026, 1, 1)
        )
        it.invitation = make(
            Invitation,
            where,
            organisation=organisation,
            role=Role.PROFESSIONAL,
            means="paper",
            digest=f"{where:0>64}",
            email="",
            invited_at=AT,
            expires_at=AT + timedelta(days=7),
        )
        it.renewal = Renewal.objects.create(
            issued_by=world.actors["coordinator_host"].person if where == "begun" else it.care.person,
            person=it.person,
            digest=f"r{where:0>63}",
            issued_at=AT,
            expires_at=AT + timedelta(days=7),
        )
        owner = world.actors["coordinator_host"].person if where == "begun" else it.care.person
        it.import_ = Import.objects.create(
            importer="organisations",
            person=owner,
            organisation=organisation,
            hat="CHAPEAU333",
            file="imports/none",
            filename="liste.csv",
            size=1,
            digest="0" * 64,
            deposited_at=AT,
        )


def _badges(world: World, orgs: SimpleNamespace) -> None:
    """A title that stands, the key of the organisation that vouches for it, and what was signed with it."""
    for where, organisation in (("begun", orgs.host), ("other", orgs.elsewhere)):
        it = world.objects[where]
        it.carried = make(
            Credential,
            f"{where}-carried",
            person=it.claim.person,
            nature="title",
            title=Title.objects.get(key="pair_aidant"),
            form="feminine",
            asked_of=organisation,
            declared_at=AT,
            public_code=f"C{where}",
        )
        vouched = make(
            Verification,
            f"{where}-carried",
            credential=it.carried,
            organisation=organisation,
            verified_by=it.vouched.verified_by,
            means="registre",
            verified_on=date(2026, 1, 1),
            valid_until=date(2029, 1, 1),
            rules_since=date(2015, 1, 1),
            recorded_at=AT,
        )
        code = new_code()
        public, sealed = new_pair(code)
        key = Key.objects.create(
            code=code, organisation=organisation, public=public, sealed=sealed, made_at=AT
        )
        signed = {"organisation": organisation, "verification": vouched, "key": key}
        it.issued = make(Issued, where, **signed, place=1, told=facts_of(vouched).digest(), issued_at=AT)


def _titles(world: World, orgs: SimpleNamespace) -> None:
    """What somebody claims, who vouches, and three cases: open, suspended, and asked to be lifted."""
    installation()
    for where, organisation in (("begun", orgs.host), ("other", orgs.elsewhere)):
        it = world.objects[where]
        holder = world.actors["partner_in"].person if where == "begun" else it.lived.person
        voucher = world.actors["former_member"].person if where == "begun" else it.care.person
        it.title = Title.objects.get(key="patient_mentor" if where == "begun" else "patient_coach")
        claimed = {"person": holder, "asked_of": organisation, "declared_at": AT}
        it.claim = make(
            Credential,
            where,
            nature="title",
            title=it.title,
            form="feminine",
            public_code=f"T{where}",
            **claimed,
        )
        it.hours = make(
            Credential, where, nature="training", topic="etp", hours=40, public_code=f"H{where}", **claimed
        )
        it.proof = make(
            Evidence,
            where,
            credential=it.hours,
            digest=f"{where:0>64}",
            place=files.keep(b"x"),
            size=1,
            added_at=AT,
        )
        it.vouched = make(
            Verification,
            where,
            credential=it.claim,
            organisation=organisation,
            verified_by=voucher,
            means="registre",
            verified_on=date(2026, 1, 1),
            valid_until=date(2029, 1, 1),
            rules_since=date(2015, 1, 1),
            recorded_at=AT,
        )
        for name in ("case", "suspended", "asked"):
            case = make(
                Case,
                f"{where} {name}",
                credential=it.claim,
                organisation=organisation,
                reported_at=AT,
                triggered_on=date(2026, 11, 1),
                due_on=date(2026, 11, 16),
            )
            setattr(it, name, case)
        for case, asked in ((it.suspended, None), (it.asked, voucher)):
            Suspension.objects.create(
                case=case, reason="x", suspended_by=voucher, suspended_at=AT, lift_asked_by=asked
            )
        _openings(world, orgs, where, organisation)


def _openings(world: World, orgs: SimpleNamespace, where: str, house: Organisation) -> None:
    """One that waits for a second person, asked by somebody who left; one that stands. Who reads cases outside."""
    it = world.objects[where]
    asker = world.actors["former_member"].person
    who = world.actors["partner_out"].person if where == "begun" else it.proposed.person
    asked = {
        "organisation": house,
        "as_member": True,
        "met_on": TODAY,
        "identity": "piece",
        "extract": "vu",
        "sells": True,
        "industry": False,
        "movement": False,
        "asked_by": asker,
        "asked_at": AT,
    }
    it.opening = make(Opening, where, person=who, asked_of=orgs.cohost if where == "begun" else None, **asked)
    it.opened = make(
        Opening,
        f"{where}-opened",
        person=it.lived.person,
        agreed_by=it.care.person,
        agreed_for=house,
        agreed_at=AT,
        valid_until=date(2027, 11, 2),
        **asked,
    )
    if where == "begun":
        OutsideReferent.objects.create(
            organisation=house, referent=orgs.cohost, named_by=asker, named_at=AT - timedelta(days=9)
        )
