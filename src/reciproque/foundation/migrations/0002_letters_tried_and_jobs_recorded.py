"""Letters know how often they were tried, jobs how they ended."""

from django.db import migrations, models


def since_they_were_due(apps, schema_editor):
    message = apps.get_model("foundation", "Message")
    message.objects.update(first_due_at=models.F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]
    operations = [
        migrations.AddField("message", "first_due_at", models.DateTimeField(null=True)),
        migrations.RunPython(since_they_were_due, migrations.RunPython.noop),
        migrations.AlterField("message", "first_due_at", models.DateTimeField(db_index=True)),
        migrations.AlterField("message", "due_at", models.DateTimeField()),
        migrations.AddField("message", "tries", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField(
            "message",
            "last_problem",
            models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "message",
            models.Index(condition=models.Q(settled_at=None), fields=["due_at"], name="message_waiting"),
        ),
        migrations.AddField("beat", "queued_for", models.DateTimeField(null=True)),
        migrations.AddField("beat", "last_began_at", models.DateTimeField(null=True)),
        migrations.AddField("beat", "last_ended_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "beat",
            "last_outcome",
            models.CharField(blank=True, max_length=10, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "beat",
            "last_problem",
            models.CharField(blank=True, max_length=80, default=""),
            preserve_default=False,
        ),
        migrations.AddField("beat", "last_count", models.PositiveIntegerField(null=True)),
    ]
