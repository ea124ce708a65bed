"""What people set for themselves, and what their weeks and months hold, counted from the time given until now."""

from collections import defaultdict
from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models

import reciproque.foundation.models

EVENING = 18


def count_what_was_given(apps, schema_editor):
    """Minutes by week and by month, and evenings: one for each intervention held in the evening."""
    given, found = apps.get_model("partnerships", "Contribution"), defaultdict(int)
    rows = given.objects.values_list(
        "engagement__person", "on", "minutes", "kind", "intervention", "intervention__hour"
    )
    evenings = set()
    for person, on, minutes, kind, intervention, hour in rows.iterator():
        monday = on - timedelta(days=on.weekday())
        found[person, "week", monday] += minutes
        found[person, "month", on.replace(day=1)] += minutes
        if kind == "session" and hour is not None and hour.hour >= EVENING:
            evenings.add((person, monday, on, intervention))
    for person, monday, _on, _intervention in evenings:
        found[person, "evenings", monday] += 1
    load = apps.get_model("load", "PersonLoad")
    load.objects.bulk_create(
        (
            load(person_id=person, measure=measure, starts_on=starts_on, given=quantity)
            for (person, measure, starts_on), quantity in found.items()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0004_substitutes"),
        ("partnerships", "0009_the_status_of_time_given"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=reciproque.foundation.models.new_code,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "week_minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="par semaine, au plus"),
                ),
                (
                    "month_minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="par mois, au plus"),
                ),
                (
                    "evenings",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="soirées par semaine, au plus"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=reciproque.foundation.models.new_code,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("week", "Heures de la semaine"),
                            ("month", "Heures du mois"),
                            ("evenings", "Soirées de la semaine"),
                        ],
                        max_length=8,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("quantity", models.PositiveIntegerField()),
                (
                    "words",
                    reciproque.foundation.models.SealedField(max_length=600, verbose_name="écrit à soi-même"),
                ),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-id"], name="override_person")],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=reciproque.foundation.models.new_code,
                        editable=False,
                        max_length=10,
                        unique=True,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField(verbose_name="à partir du")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "ended_at"], name="pause_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="pause_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonLoad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("week", "Heures de la semaine"),
                            ("month", "Heures du mois"),
                            ("evenings", "Soirées de la semaine"),
                        ],
                        max_length=8,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("promised", models.PositiveIntegerField(default=0)),
                ("given", models.PositiveIntegerField(default=0)),
                ("ceiling", models.PositiveIntegerField(null=True)),
                ("allowed", models.PositiveIntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "measure", "starts_on"), name="load_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allowed", None), ("promised__lte", models.F("allowed")), _connector="OR"
                        ),
                        name="no_more_than_she_allows",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("allowed", None), ("ceiling", None)),
                            models.Q(
                                ("allowed__gte", models.F("ceiling")),
                                ("allowed__isnull", False),
                                ("ceiling__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="load_allowed_from_her_ceiling_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Free",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "lundi"),
                            (1, "mardi"),
                            (2, "mercredi"),
                            (3, "jeudi"),
                            (4, "vendredi"),
                            (5, "samedi"),
                            (6, "dimanche"),
                        ]
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("morning", "Le matin"),
                            ("afternoon", "L’après-midi"),
                            ("evening", "Le soir"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "rhythm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="free", to="load.rhythm"
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rhythm", "weekday", "part"), name="free_once"),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="free_on_a_weekday"),
                ],
            },
        ),
        migrations.RunPython(count_what_was_given, migrations.RunPython.noop, elidable=True),
    ]
