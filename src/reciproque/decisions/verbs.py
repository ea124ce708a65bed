"""What can be done about decisions: take one, say what became of a promise, come back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.policy import ACCEPTED
from reciproque.partnerships.queries.standing import acting_engagement
from reciproque.voices.models import Voice
from reciproque.voices.verbs import reply

from . import queries, rules
from .kinds import Effect
from .models import Answering, Commitment, Decision, Fulfilment, Option, Review
from .rules import CommitmentDraft, OptionDraft


@verb(Partnership, "decide", keeps=("degree", "decided_on", "review_on"))
def decide(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    title: str,
    text: str,
    decided_on: date,
    degree: str,
    options: Sequence[OptionDraft],
    commitments: Sequence[CommitmentDraft],
    review_on: date | None,
    voices: Iterable[Voice] = (),
) -> Decision:
    """Record a decision with all that makes it one: options, promises, a day to come back, voices it answers.

    Each voice that had no answer has one with it. Raises ValidationError, a sentence by field (see
    `rules.faults`), for people or voices of another partnership, and for voices heard after the decision.
    """
    today, voices = timezone.localdate(at), list(voices)
    wrong = rules.faults(
        options=options, commitments=commitments, decided_on=decided_on, review_on=review_on, today=today
    )
    wrong |= _strangers(partnership, options, commitments, voices)
    if any(voice.heard_on > decided_on for voice in voices):
        wrong["voices"] = _(
            "Une de ces paroles a été entendue après cette décision : elle n’a pas pu y compter. "
            "Décochez-la, et répondez-lui à part."
        )
    if wrong:
        raise ValidationError(wrong)
    decision = Decision(
        partnership=partnership,
        title=title.strip(),
        text=text.strip(),
        decided_on=decided_on,
        degree=degree,
        recorded_by=acting_engagement(partnership, by),
        recorded_at=at,
    )
    decision.clean_fields(exclude={"partnership", "recorded_by"})
    decision.save()
    _lay_out(decision, options)
    _promise(decision, commitments)
    _come_back(decision, review_on)
    _answer(decision, voices, by=by, at=at)
    return decision


@verb(Commitment, "fulfil", keeps=("done", "on"))
def fulfil(
    commitment: Commitment, *, by: Actor, at: datetime, done: bool, on: date, words: str = ""
) -> Commitment:
    """Say that a promise was kept on a day, or that it is dropped and why.

    What is told after the promised day stays late. Raises ValidationError for a day to come or before the
    decision, for a drop without a reason, and when the end was told already.
    """
    today, told = timezone.localdate(at), Fulfilment.objects.filter(commitment=commitment).first()
    if told is not None:
        raise ValidationError(_already_told(told.recorded_by, told.recorded_at))
    if on > today:
        raise ValidationError({"on": _("Ce jour n’est pas encore venu.")})
    if on < commitment.decision.decided_on:
        raise ValidationError({"on": _("Ce jour vient avant la décision.")})
    if not done and not words.strip():
        raise ValidationError({"words": _("Dites pourquoi : une promesse abandonnée a droit à sa raison.")})
    Fulfilment.objects.create(
        commitment=commitment,
        done=done,
        words=words.strip(),
        on=on,
        recorded_by=acting_engagement(commitment.decision.partnership, by),
        recorded_at=at,
    )
    return rewrite(commitment, entered_late=today > commitment.due_on)


@verb(Review, "hold", keeps=("effect", "next_on"))
def hold(
    review: Review, *, by: Actor, at: datetime, effect: str, words: str, next_on: date | None = None
) -> Review:
    """Come back to a decision: was there an effect? `next_on` sets the next time.

    Raises ValidationError when this review was held already, and for a next day that is not to come.
    """
    today = timezone.localdate(at)
    if review.held_at is not None:
        raise ValidationError(_already_told(review.held_by, review.held_at))
    if next_on is not None and next_on <= today:
        raise ValidationError({"next_on": _("Choisissez un jour à venir.")})
    if effect not in Effect.values:
        raise ValidationError({"effect": _("Dites si cette décision a eu un effet.")})
    rewrite(
        review,
        effect=effect,
        words=words.strip(),
        held_at=at,
        held_by=acting_engagement(review.decision.partnership, by),
        entered_late=today > review.due_on,
    )
    if next_on is not None:
        _come_back(review.decision, next_on, since=today)
    return review


# --- what a decision is made of -------------------------------------------------------------------
def _strangers(
    partnership: Partnership,
    options: Sequence[OptionDraft],
    commitments: Sequence[CommitmentDraft],
    voices: Sequence[Voice],
) -> dict[str, str]:
    engaged = set(Engagement.objects.filter(ACCEPTED, partnership=partnership).values_list("pk", flat=True))
    wrong = {}
    for place, option in enumerate(options, start=1):
        if option.carried_by is not None and option.carried_by.pk not in engaged:
            wrong[f"option_{place}_carried_by"] = _("Cette personne n’est pas engagée dans ce partenariat.")
    for place, commitment in enumerate(commitments, start=1):
        if commitment.owner is not None and commitment.owner.pk not in engaged:
            wrong[f"commitment_{place}_owner"] = _("Cette personne n’est pas engagée dans ce partenariat.")
    heard = Voice.objects.filter(partnership=partnership, withdrawal=None, pk__in=[v.pk for v in voices])
    if heard.count() != len({voice.pk for voice in voices}):
        wrong["voices"] = _("Une de ces paroles a été retirée : décochez-la, puis recommencez.")
    return wrong


def _lay_out(decision: Decision, options: Sequence[OptionDraft]) -> None:
    for position, draft in enumerate(options, start=1):
        Option.objects.create(
            decision=decision,
            text=draft.text.strip(),
            carried_by=draft.carried_by,
            outcome=draft.outcome,
            reason=draft.reason.strip(),
            position=position,
        )


def _promise(decision: Decision, commitments: Sequence[CommitmentDraft]) -> None:
    for draft in commitments:
        Commitment.objects.create(
            decision=decision,
            text=draft.text.strip(),
            owner=draft.owner,
            substitute=queries.substitute_of(draft.owner, decision.partnership),
            triggered_on=decision.decided_on,
            due_on=draft.due_on,
        )


def _come_back(decision: Decision, due_on: date, *, since: date | None = None) -> None:
    owner, substitute = queries.reviewers(decision.partnership)
    Review.objects.create(
        decision=decision,
        owner=owner,
        substitute=substitute,
        triggered_on=since or decision.decided_on,
        due_on=due_on,
    )


def _answer(decision: Decision, voices: Sequence[Voice], *, by: Actor, at: datetime) -> None:
    for voice in voices:
        Answering.objects.get_or_create(decision=decision, voice=voice)
        if not hasattr(voice, "reply"):
            reply(voice, by=by, at=at, text="")


def _already_told(who: Engagement, at: datetime) -> ValidationError:
    return ValidationError(
        _("%(name)s l’a déjà dit le %(day)s. Rien n’a été remplacé."),
        params={"name": who, "day": words.day(at)},
    )
