"""Starting on one page: what is asked is asked once, what can be planned is planned, the charter comes with risk."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import verb
from reciproque.partnerships.examples import SIMPLE, Sheet, example
from reciproque.partnerships.kinds import OTHER_SIDE, Form, InterventionKind, Level, Question, Side, Status
from reciproque.partnerships.models import Engagement, Framing, Partnership
from reciproque.partnerships.queries.positions import Position
from reciproque.partnerships.rules.calendar import Repeat
from reciproque.partnerships.verbs.activation import plan_first_evaluation
from reciproque.partnerships.verbs.engagement import revise_role
from reciproque.partnerships.verbs.founding import found_partnership
from reciproque.partnerships.verbs.framing import frame, note_concord
from reciproque.partnerships.verbs.interventions import plan_intervention
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation

from ..kinds import AIMS, FIRST_MISSIONS
from ..models import FirstMission, Initiative, Start
from ..queries.starts import latest_day, proposed_evaluation
from ..rules import FIRST_MISSION_DAYS

AN_HOUR = 60
EXCHANGES = 3
"""How many monthly exchanges are planned at once: enough to go until the first evaluation."""
STATUS = {Side.LIVED: Status.VOLUNTEER, Side.CARE: Status.ON_DUTY}
"""Under what status each side starts, unless it is said otherwise later."""


@verb(Organisation, "begin_simply", keeps=("aim", "mission_kind", "day"))
def begin_simply(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    title: str,
    lived: Position,
    care: Position,
    idea_of: str,
    aim: str,
    need: str,
    wish: str,
    reason: str,
    mission: str,
    mission_kind: str,
    day: date,
    hour: time,
    place: str = "",
    with_people: bool = False,
) -> Partnership:
    """Found a partnership between two people and plan its first mission, before any charter.

    The first evaluation, monthly exchanges and both role sheets are put in place at once. Raises ValidationError,
    by field, for a mission with accompanied people, one too far away, or two names of which none is one's own.
    """
    today = timezone.localdate(at)
    _check(organisation, lived, care, mission_kind, day, with_people, by=by, today=today)
    partnership = _found(organisation, title, lived, care, aim, wish, by=by, at=at)
    idea = lived if idea_of == Side.LIVED else care
    Initiative.objects.create(partnership=partnership, person=idea.person, side=idea_of)
    said = {"need": need.strip(), "wish": wish.strip(), "reason": reason.strip()}
    Start.objects.create(partnership=partnership, written_by_id=by.person_id, written_at=at, **said)
    own = [one for one in partnership.engagements.all() if one.accepted_at is not None]
    if own:
        frame(partnership, by=by, at=at, **said)
    plan_intervention(
        partnership,
        by=by,
        at=at,
        title=mission.strip(),
        kind=mission_kind,
        day=day,
        hour=hour,
        minutes=AN_HOUR,
        place=place.strip(),
        expected=own,
    )
    _plan_the_rest(partnership, own, day, hour, by=by, at=at)
    return partnership


@verb(Start, "confirm")
def confirm(start: Start, *, by: Actor, at: datetime) -> Framing:
    """Say, for one's own side, that this is what was said together. Once both have, the answers are compared."""
    partnership = start.partnership
    said = frame(partnership, by=by, at=at, need=start.need, wish=start.wish, reason=start.reason)
    if partnership.framings.filter(need=start.need, wish=start.wish, reason=start.reason).count() == len(
        Side
    ):
        for question in Question:
            note_concord(partnership, by=by, at=at, question=question)
    return said


def await_first_mission(engagement: Engagement, *, at: datetime) -> None:
    """Note, inside a verb, by when something concrete is expected for who joined on the side of patients."""
    if engagement.side != Side.LIVED or engagement.accepted_at is None:
        return
    today = timezone.localdate(at)
    days = value(FIRST_MISSION_DAYS.name, on=today, organisation_id=engagement.partnership.host_id)
    FirstMission.objects.get_or_create(
        engagement=engagement,
        defaults={"triggered_on": today, "due_on": today + timedelta(days=int(days))},
    )


def _check(
    organisation: Organisation,
    lived: Position,
    care: Position,
    kind: str,
    day: date,
    with_people: bool,
    *,
    by: Actor,
    today: date,
) -> None:
    wrong = {}
    latest = latest_day(organisation, today=today)
    if lived.person.pk == care.person.pk:
        wrong["care"] = _("Il faut deux personnes : personne ne parle au nom des deux côtés.")
    elif by.person_id not in (lived.person.pk, care.person.pk) and by.role != Role.COORDINATOR:
        wrong["lived"] = _(
            "Soyez l’une des deux personnes ; sinon, c’est à la coordination de commencer pour elles."
        )
    if with_people or kind not in FIRST_MISSIONS:
        wrong["with_people"] = _(
            "Auprès de personnes accompagnées, la charte et l’engagement de chacun sont demandés d’abord : on y"
            " entend ce qui ne doit pas sortir, et chacun doit savoir à qui parler. Commencez par un temps entre"
            " vous ; vous prévoirez celui-ci ensuite."
        )
    if day < today:
        wrong["day"] = _("Ce jour est passé.")
    elif day > latest:
        wrong["day"] = _(
            "Choisissez un jour avant le {day} : une première mission vient tôt, même petite."
        ).format(day=words.day(latest + timedelta(days=1)))
    if wrong:
        raise ValidationError(wrong)


def _found(
    organisation: Organisation,
    title: str,
    lived: Position,
    care: Position,
    aim: str,
    wish: str,
    *,
    by: Actor,
    at: datetime,
) -> Partnership:
    """Whoever fills the page is the founder when hers is one of the two names; both are asked otherwise."""
    mine = Side.CARE if care.person.pk == by.person_id else Side.LIVED
    founder, other = (care, lived) if mine == Side.CARE else (lived, care)
    return found_partnership(
        organisation,
        by=by,
        at=at,
        title=title,
        purpose=wish,
        level=Level.MESO,
        domain=AIMS[aim].domain,
        modes=[AIMS[aim].mode],
        side=mine,
        status=STATUS[mine],
        language=by.language,
        template=SIMPLE,
        form=Form.SIMPLE,
        founder=founder,
        other=other,
        other_status=STATUS[OTHER_SIDE[mine]],
    )


def _plan_the_rest(
    partnership: Partnership, own: list[Engagement], day: date, hour: time, *, by: Actor, at: datetime
) -> None:
    """The first evaluation, exchanges from a month after the first mission, a role sheet for each."""
    due_on = proposed_evaluation(partnership.host, today=timezone.localdate(at))
    plan_first_evaluation(partnership, by=by, at=at, due_on=due_on)
    plan_intervention(
        partnership,
        by=by,
        at=at,
        title=_("Faire le point entre nous"),
        kind=InterventionKind.MEETING,
        day=day + timedelta(weeks=4),
        hour=hour,
        minutes=AN_HOUR,
        expected=own,
        repeat=Repeat.MONTH,
        times=EXCHANGES,
    )
    told = example(SIMPLE, partnership.language)
    for one in partnership.engagements.all():
        sheet: Sheet | None = told.lived if one.side == Side.LIVED else told.care
        if sheet is not None:
            revise_role(
                one,
                by=by,
                at=at,
                version=one.version,
                does=sheet.does,
                does_not=sheet.does_not,
                decides=sheet.decides,
                consulted_on=sheet.consulted_on,
            )
