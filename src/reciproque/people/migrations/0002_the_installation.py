"""The one row that stands for the whole installation exists from the start."""

from django.db import migrations


def add(apps, schema_editor):
    installation = apps.get_model("people", "Installation")
    if not installation.objects.exists():
        installation.objects.create(code="RECIPROQUE")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
