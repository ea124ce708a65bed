"""The letter that says a voice waits for its answer: neither its words nor the partnership's name are in it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation import words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.policy import ACCEPTED

from . import queries
from .models import Voice


@notice("voices.answer", label=gettext_lazy("Une parole attend une réponse"))
def an_answer_is_due(message: Message) -> Letter | None:
    """Told to who owes the answer, while it is owed and while she is engaged."""
    voice = Voice.objects.filter(queries.NO_ANSWER, code=message.about).first()
    if voice is None:
        return None
    engaged = Engagement.objects.filter(ACCEPTED, partnership=voice.partnership_id, person=message.person_ref)
    if not engaged.exists():
        return None
    return Letter(
        _("Une parole attend une réponse"),
        _(
            "Bonjour,\n\nUne parole entendue le {heard} attend une réponse au plus tard le {due}.\n\n"
            "Pour la lire et y répondre : {url}\n"
        ).format(
            heard=words.day(voice.heard_on),
            due=words.day(voice.due_on),
            url=settings.PUBLIC_URL + voice.get_absolute_url(),
        ),
    )
