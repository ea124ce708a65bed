"""The titles shipped are there from the start; an installation changes and merges them as it likes."""

from django.db import migrations

from reciproque.foundation.models import new_code, plain
from reciproque.titles.vocabulary import SHIPPED


def add(apps, schema_editor):
    titles = apps.get_model("titles", "Title")
    for one in SHIPPED:
        names = (one.feminine, one.masculine, one.inclusive, one.english)
        titles.objects.get_or_create(
            key=one.key,
            defaults={
                "code": new_code(),
                "field": one.field.value,
                "feminine": one.feminine,
                "masculine": one.masculine,
                "inclusive": one.inclusive,
                "english": one.english,
                "meaning": one.meaning[0],
                "meaning_english": one.meaning[1],
                "vouched_by": one.vouched_by[0],
                "vouched_by_english": one.vouched_by[1],
                "plain": plain(" ".join(names)),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("titles", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
