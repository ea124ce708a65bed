from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_fewer_indexes_of_organisations")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="substitute",
            field=models.BooleanField(default=False, verbose_name="en suppléance"),
        )
        for model in ("mandate", "invitation")
    ]
