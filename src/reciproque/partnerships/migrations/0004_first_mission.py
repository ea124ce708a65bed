"""A partnership may be started simply, and an intervention says whether accompanied people are there."""

from django.db import migrations, models


def presence_is_with_people(apps, schema_editor):
    apps.get_model("partnerships", "Intervention").objects.filter(kind="presence").update(meets_people=True)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0003_roles_read_again"),
    ]

    operations = [
        migrations.AlterField(
            model_name="partnership",
            name="form",
            field=models.CharField(
                choices=[("framed", "Partenariat cadré"), ("simple", "Commencé simplement")],
                default="framed",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="intervention",
            name="meets_people",
            field=models.BooleanField(default=False, verbose_name="auprès de personnes accompagnées"),
        ),
        migrations.RunPython(presence_is_with_people, migrations.RunPython.noop),
    ]
