"""The tables of the installation, as a bare Django would describe them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import get_random_string


class Account(AbstractBaseUser):
    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    objects = BaseUserManager()
    USERNAME_FIELD = "username"

    class Meta:
        managed = False
        db_table = "people_account"


def new_code():
    return get_random_string(10).upper()


class Organisation(models.Model):
    code = models.CharField(max_length=10, default=new_code, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    name = models.CharField(max_length=200)
    acronym = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=16)
    finess = models.CharField(max_length=9, null=True, blank=True, unique=True)
    finess_legal = models.CharField(max_length=9, blank=True)
    finess_category = models.CharField(max_length=4, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    legal_status = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    town = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Paris")
    approval_number = models.CharField(max_length=40, blank=True)
    approval_until = models.DateField(null=True, blank=True)
    approved_for = models.CharField(max_length=300, blank=True)
    plain = models.TextField(blank=True, default="", editable=False)

    class Meta:
        managed = False
        db_table = "people_organisation"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/organisations/{self.code}/"


class Person(models.Model):
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    account = models.OneToOneField(Account, null=True, on_delete=models.SET_NULL)

    class Meta:
        managed = False
        db_table = "people_person"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/people/{self.code}/"


class Membership(models.Model):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16)
    function = models.CharField(max_length=120)
    starts_on = models.DateField()

    class Meta:
        managed = False
        db_table = "people_membership"


class Partnership(models.Model):
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=160)
    purpose = models.TextField()
    level = models.CharField(max_length=5)
    domain = models.CharField(max_length=12)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")

    class Meta:
        managed = False
        db_table = "partnerships_partnership"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/partnerships/{self.code}/"


class Engagement(models.Model):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="engagements")
    side = models.CharField(max_length=5)
    position = models.CharField(max_length=16)
    does = models.TextField()

    class Meta:
        managed = False
        db_table = "partnerships_engagement"
