"""The letters of beginnings: none says who wrote, what for, or why it was refused."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice
from reciproque.people.kinds import Role
from reciproque.people.models import Membership
from reciproque.people.queries import in_force

from .models import UNANSWERED, Answer, Sponsorship
from .queries.calls import UNSETTLED


@notice("beginnings.answer_due", label=gettext_lazy("Quelqu’un attend d’être rencontré"))
def somebody_is_to_be_met(message: Message) -> Letter | None:
    """Told to who opened the call, while nobody met her and while she still coordinates there."""
    answer = Answer.objects.filter(UNSETTLED, code=message.about).select_related("call__organisation").first()
    if answer is None:
        return None
    still = Membership.objects.filter(
        in_force(message.due_at.date()),
        person=message.person_ref,
        organisation=answer.call.organisation_id,
        role=Role.COORDINATOR,
    )
    if not still.exists():
        return None
    return Letter(
        _("Quelqu’un attend d’être rencontré"),
        _(
            "Bonjour,\n\nQuelqu’un a répondu à votre appel à participer, et attend d’être rencontré au plus tard"
            " le {due}. Sa réponse se lit depuis votre page du jour : {url}\n"
        ).format(due=words.day(answer.due_on), url=settings.PUBLIC_URL),
    )


@notice("beginnings.sponsor_asked", label=gettext_lazy("Un parrainage est demandé"))
def a_draft_is_shown(message: Message) -> Letter | None:
    """Told to the person asked, while she has not answered."""
    return _request(
        message,
        _("On vous demande un parrainage"),
        _("Quelqu’un vous montre un brouillon et attend votre réponse"),
    )


@notice("beginnings.sponsor_due", label=gettext_lazy("Une demande de parrainage attend sa réponse"))
def an_answer_is_owed(message: Message) -> Letter | None:
    """Told to the person asked, as the day comes and goes."""
    return _request(
        message, _("Un brouillon attend votre réponse"), _("Quelqu’un attend toujours votre réponse")
    )


@notice("beginnings.sponsor_answered", label=gettext_lazy("Une demande de parrainage a sa réponse"))
def an_answer_came(message: Message) -> Letter | None:
    """Told to the drafter alone; the answer itself is read on her draft."""
    asked = (
        Sponsorship.objects.filter(code=message.about, answered_at__isnull=False)
        .select_related("draft")
        .first()
    )
    if asked is None or asked.draft.drafted_by_id != message.person_ref:
        return None
    return Letter(
        _("Votre demande a reçu une réponse"),
        _("Bonjour,\n\nVotre demande de parrainage a reçu une réponse. Pour la lire : {url}\n").format(
            url=settings.PUBLIC_URL + asked.draft.get_absolute_url()
        ),
    )


def _request(message: Message, subject: str, said: str) -> Letter | None:
    asked = Sponsorship.objects.filter(UNANSWERED, code=message.about, sponsor=message.person_ref).first()
    if asked is None:
        return None
    return Letter(
        subject,
        _("Bonjour,\n\n{said}, au plus tard le {due} : oui, oui à une condition, ou non.\n\n{url}\n").format(
            said=said,
            due=words.day(asked.due_on),
            url=settings.PUBLIC_URL + asked.get_absolute_url(),
        ),
    )
