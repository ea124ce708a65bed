"""What somebody said, the consent that covers it, and the answer given; no key leads to who said it."""

from __future__ import annotations

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import PlainField, Record
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.people.models import LANGUAGES

from .kinds import Consent, Position, VoiceKind


class Voice(Due, Record):
    """Words heard in a partnership. `due_on` is the day by which an answer is owed; nobody is named."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="voices")
    kind = models.CharField(_("nature"), max_length=10, choices=VoiceKind)
    said_as = models.CharField(_("dit par"), max_length=14, choices=Position)
    text = models.TextField(_("ce qui a été dit, dans les mots de la personne"), max_length=4000)
    language = models.CharField(_("langue"), max_length=5, choices=LANGUAGES, default="fr")
    heard_on = models.DateField(_("entendu le"))
    consent = models.CharField(_("ce que la personne accepte"), max_length=8, choices=Consent)
    consent_version = models.DateField()
    owner = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    plain = PlainField(of=("text",))

    class Meta:
        indexes = [models.Index(fields=["partnership", "heard_on", "code"], name="voice_partnership")]

    def __str__(self):
        return Truncator(self.text).chars(90) or gettext("Parole retirée")

    def get_absolute_url(self):
        return address("voices:voice", self.code)

    @property
    def colour(self) -> str:
        """The colour of who speaks; the position is always said in words beside it."""
        return "care" if self.said_as == Position.PROFESSIONAL else "lived"


class Withdrawal(models.Model):
    """The person took her words back: they are blanked, the row stays for the counts."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()


class Reply(Record):
    """The answer given to a voice, by someone, under her position. Without words, a decision is the answer."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="reply")
    text = models.TextField(_("la réponse"), max_length=4000, blank=True)
    replied_by = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField()
