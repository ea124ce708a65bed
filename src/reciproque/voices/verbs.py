"""What can be done with what people said: keep it with their consent, answer it, take it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from reciproque.foundation import words
from reciproque.foundation.actor import Actor
from reciproque.foundation.parameters import value
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Partnership
from reciproque.partnerships.queries.standing import acting_engagement

from . import queries, rules
from .kinds import Consent
from .models import Reply, Voice, Withdrawal

TYPED = {"kind", "said_as", "text", "language", "consent"}
NAMED = "named"
"""The code of the error that says the words name someone: the form then offers to keep the name knowingly."""


@verb(Partnership, "hear_voice", keeps=("kind", "said_as", "consent", "names_kept"))
def hear(
    partnership: Partnership,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    said_as: str,
    text: str,
    heard_on: date,
    consent: str,
    read_aloud: bool,
    language: str = "fr",
    names_kept: bool = False,
) -> Voice:
    """Keep what somebody said, in her words, under the consent in force on the day it is written.

    An answer is due `voices.answer_days` after it was heard. Raises ValidationError without a consent read to
    the person, for a day to come, and when the words name someone of the partnership, unless `names_kept`.
    """
    today = timezone.localdate(at)
    wrong = _without_consent(consent, read_aloud)
    if heard_on > today:
        wrong["heard_on"] = ValidationError(_("Ce jour n’est pas encore venu."))
    if not names_kept:
        wrong |= _naming(partnership, text)
    if wrong:
        raise ValidationError(wrong)
    days = value(rules.ANSWER_DAYS.name, on=heard_on, organisation_id=partnership.host_id)
    owner, substitute = (*queries.answerers(partnership), None, None)[:2]
    voice = Voice(
        partnership=partnership,
        kind=kind,
        said_as=said_as,
        text=text,
        language=language,
        heard_on=heard_on,
        consent=consent,
        consent_version=rules.consent_version(today),
        owner=owner,
        substitute=substitute,
        recorded_at=at,
        triggered_on=heard_on,
        due_on=heard_on + timedelta(days=days),
    )
    voice.clean_fields(exclude={field.name for field in Voice._meta.fields} - TYPED)
    voice.save()
    return voice


@verb(Voice, "reply")
def reply(voice: Voice, *, by: Actor, at: datetime, text: str) -> Reply:
    """Answer a voice, under the position one holds in the partnership.

    An empty `text` says that a decision is the answer; words may then still be added. Raises ValidationError
    when words were already given.
    """
    given = Reply.objects.filter(voice=voice).select_related("replied_by__person").first()
    if given is not None and (given.text or not text):
        raise ValidationError(
            _("%(name)s a déjà répondu le %(day)s. Rien n’a été remplacé."),
            params={"name": given.replied_by, "day": words.day(given.replied_at)},
        )
    engagement = acting_engagement(voice.partnership, by)
    if given is not None:
        return rewrite(given, text=text, replied_by=engagement)
    return Reply.objects.create(voice=voice, text=text, replied_by=engagement, replied_at=at)


@verb(Voice, "withdraw")
def withdraw(voice: Voice, *, by: Actor, at: datetime) -> Voice:
    """Take a voice back for the person who said it: her words, and the answer that may repeat them, are blanked.

    The row stays, without words, for the counts.
    """
    Withdrawal.objects.create(voice=voice, withdrawn_at=at)
    given = Reply.objects.filter(voice=voice).first()
    if given is not None:
        rewrite(given, text="")
    return rewrite(voice, text="")


def _without_consent(consent: str, read_aloud: bool) -> dict[str, ValidationError]:
    if consent not in Consent.values:
        return {
            "consent": ValidationError(
                _("Sans son accord, rien n’est enregistré. Quittez cette page : ses mots s’effacent.")
            )
        }
    if not read_aloud:
        return {
            "read_aloud": ValidationError(
                _("Lisez-lui d’abord ce texte : sans lui, elle ne sait pas à quoi elle dit oui.")
            )
        }
    return {}


def _naming(partnership: Partnership, text: str) -> dict[str, ValidationError]:
    named = rules.names_in(text, queries.names_known(partnership))
    if not named:
        return {}
    sentence = _(
        "Ce texte semble nommer %(names)s. Aucun nom n’est gardé dans une parole :"
        " écrivez plutôt sa place (« le patient partenaire », « l’infirmière »)."
    )
    return {"text": ValidationError(sentence, code=NAMED, params={"names": ", ".join(named)})}
