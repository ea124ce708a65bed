from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes of organisations that nothing reads are dropped: writing them was two fifths of a large import."""

    dependencies = [("people", "0002_the_installation")]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="finess",
            field=models.CharField(
                blank=True,
                error_messages={"unique": "Une structure de l’annuaire a déjà ce numéro FINESS."},
                max_length=9,
                null=True,
                verbose_name="numéro FINESS",
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="siret",
            field=models.CharField(blank=True, max_length=14, verbose_name="numéro SIRET"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=("finess",), name="organisation_finess"),
        ),
    ]
