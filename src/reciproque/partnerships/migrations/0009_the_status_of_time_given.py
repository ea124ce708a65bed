"""Each time given keeps the status it was given under: until now, that of the engagement."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

STATUSES = [
    ("volunteer", "Bénévole"),
    ("employee", "Salarié"),
    ("independent", "Indépendant ou consultant"),
    ("on_duty", "Dans le cadre de ses fonctions"),
]


def take_that_of_the_engagement(apps, schema_editor):
    given, engaged = (
        apps.get_model("partnerships", "Contribution"),
        apps.get_model("partnerships", "Engagement"),
    )
    status = engaged.objects.filter(pk=OuterRef("engagement")).values("status")[:1]
    given.objects.update(status=Subquery(status))


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0008_remarks_answered_and_plain_words")]
    operations = [
        migrations.AddField(
            "contribution",
            "status",
            models.CharField("statut", max_length=12, choices=STATUSES, default="volunteer"),
            preserve_default=False,
        ),
        migrations.RunPython(take_that_of_the_engagement, migrations.RunPython.noop, elidable=True),
    ]
