"""Titles and training as claims: what is claimed, on which evidence, who vouched for it, until when, what was said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.addresses import address
from reciproque.foundation.deadlines import Due
from reciproque.foundation.models import PlainField, Record
from reciproque.people.models import Organisation, Person

from .kinds import Field, Form, Lasts, Means, Nature, Topic


class Title(Record):
    """A title of the vocabulary, in three French forms and in English. A merged title leads to the one that stays."""

    key = models.CharField(_("nom interne"), max_length=40, unique=True, editable=False)
    field = models.CharField(_("domaine"), max_length=10, choices=Field)
    feminine = models.CharField(_("au féminin"), max_length=120)
    masculine = models.CharField(_("au masculin"), max_length=120)
    inclusive = models.CharField(_("en écriture inclusive"), max_length=120)
    english = models.CharField(_("en anglais"), max_length=120)
    meaning = models.TextField(_("ce qu’il veut dire"), max_length=600)
    meaning_english = models.TextField(_("ce qu’il veut dire, en anglais"), max_length=600)
    vouched_by = models.CharField(_("qui peut en répondre"), max_length=200)
    vouched_by_english = models.CharField(_("qui peut en répondre, en anglais"), max_length=200)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged", editable=False
    )
    plain = PlainField(of=("feminine", "masculine", "inclusive", "english"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="title_not_merged_into_itself"
            )
        ]

    def __str__(self):
        return self.said()

    def said(self, form: str = Form.MASCULINE) -> str:
        """The title in the reader's language; in French, in the form its holder chose."""
        return self.english if get_language() == "en" else getattr(self, Form(form).value)

    @property
    def said_meaning(self) -> str:
        return self.meaning_english if get_language() == "en" else self.meaning

    @property
    def said_vouched_by(self) -> str:
        return self.vouched_by_english if get_language() == "en" else self.vouched_by


class Credential(Record):
    """What somebody claims: a title, or a training with its hours. Nobody vouches for it until it is verified.

    `asked_of` is the organisation asked to make sure. The three answers about interests are the same for every
    title. `public_code` opens the public page, and says nothing else.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credentials")
    nature = models.CharField(_("nature"), max_length=8, choices=Nature)
    title = models.ForeignKey(
        Title, verbose_name=_("titre"), null=True, on_delete=models.PROTECT, related_name="credentials"
    )
    form = models.CharField(_("forme du titre"), max_length=9, choices=Form, blank=True)
    label = models.CharField(_("nom de la formation ou du diplôme"), max_length=160, blank=True)
    topic = models.CharField(_("sujet"), max_length=12, choices=Topic, blank=True)
    provider = models.CharField(_("organisme de formation"), max_length=160, blank=True)
    hours = models.PositiveSmallIntegerField(_("nombre d’heures"), null=True)
    content = models.TextField(_("contenu"), max_length=1000, blank=True)
    ended_on = models.DateField(_("fini le"), null=True)
    asked_of = models.ForeignKey(
        Organisation,
        verbose_name=_("structure à qui demander de vérifier"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sells = models.BooleanField(default=False)
    industry = models.BooleanField(default=False)
    movement = models.BooleanField(default=False)
    interests = models.TextField(_("en quelques mots"), max_length=600, blank=True)
    declared_at = models.DateTimeField()
    public_code = models.CharField(max_length=12, unique=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nature=Nature.TITLE, title__isnull=False, hours=None)
                | Q(nature=Nature.TRAINING, title=None, hours__isnull=False),
                name="credential_title_or_training",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "nature"], name="credential_person"),
            models.Index(fields=["asked_of"], name="credential_asked_of"),
        ]

    def __str__(self):
        return self.title.said(self.form or Form.MASCULINE) if self.title else self.label

    def get_absolute_url(self):
        return address("titles:credential", self.code)


class Evidence(Record):
    """A document that supports a claim, encrypted on disk; its digest tells when the same one comes twice."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(_("nom du fichier"), max_length=120)
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    place = models.CharField(max_length=40, unique=True)
    added_at = models.DateTimeField()


class Verification(Record):
    """An organisation vouches for a claim: who, how, what was seen, until when, and by the rules of which day.

    `lasts` tells what ends it before its date: its holder left, or who vouched no longer coordinates there.
    """

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="verifications")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(_("comment"), max_length=12, choices=Means)
    seen = models.CharField(_("la pièce vue"), max_length=200, blank=True)
    verified_on = models.DateField()
    valid_until = models.DateField(_("valable jusqu’au"))
    lasts = models.CharField(_("ce qui y met fin plus tôt"), max_length=7, choices=Lasts, default=Lasts.DATE)
    rules_since = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["credential", "-id"], name="verification_latest"),
            models.Index(fields=["valid_until"], name="verification_until"),
        ]


class Withdrawal(models.Model):
    """A claim was taken back: by the person herself, or by the organisation that had vouched for it."""

    credential = models.OneToOneField(Credential, on_delete=models.PROTECT, related_name="withdrawal")
    by_holder = models.BooleanField()
    reason = models.CharField(_("motif"), max_length=600, blank=True)
    withdrawn_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()


class Qualification(Record):
    """The hours of a person opened the workshops of therapeutic education: by which rule, until when.

    A rule that rises later takes nothing from those already qualified, until their own date. `ended_on` is set
    when hours it rested on were withdrawn.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="qualifications")
    hours = models.PositiveSmallIntegerField()
    required = models.PositiveSmallIntegerField()
    rules_since = models.DateField()
    granted_on = models.DateField()
    valid_until = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "valid_until"], name="qualification_person")]


# --- when a title is misused ----------------------------------------------------------------------
class OutsideReferent(Record):
    """Another organisation reads the cases of this one, so that no team is alone with what is said of its own.

    Naming another one later takes nothing from who could read a case while it was open.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="outside_referents")
    referent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="referent_of")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at=None), name="one_outside_referent"
            ),
            models.CheckConstraint(
                condition=~Q(referent=F("organisation")), name="outside_referent_is_outside"
            ),
        ]
        indexes = [models.Index(fields=["referent", "organisation"], name="outside_referent")]


class Case(Due, Record):
    """A misuse somebody reported. `code` is the number given to whoever reported it; no account is asked.

    It goes to the organisation that vouches for the title, else to the one asked to, else to one she belongs to;
    `contact` may be empty.
    """

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("ce qui s’est passé"), max_length=3000)
    contact = models.CharField(_("comment vous joindre"), max_length=160, blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()

    def get_absolute_url(self):
        return address("titles:case", self.code)


class Answer(models.Model):
    """What the person named in a case says of it: she is heard before anything is withdrawn."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField(_("votre réponse"), max_length=3000)
    answered_at = models.DateTimeField()


class Suspension(models.Model):
    """The title stands no more while the case is looked into. Lifting it takes two people."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="suspension")
    reason = models.CharField(_("motif"), max_length=600)
    suspended_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField()
    lift_asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("lift_asked_by")),
                name="suspension_lifted_by_two",
            )
        ]


class Closing(models.Model):
    """How a case ended, in words that its reporter can read with the number of the case."""

    class Outcome(models.TextChoices):
        UNFOUNDED = "unfounded", _("Rien à reprocher")
        SETTLED = "settled", _("Réglé avec la personne")
        WITHDRAWN = "withdrawn", _("Titre retiré")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="closing")
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome)
    reason = models.CharField(_("pourquoi"), max_length=600)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
