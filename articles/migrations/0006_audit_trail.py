"""The audit trail, and what keeps the databases from changing it."""

import articles.models.audit
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

TABLE = "articles_auditentry"
SENTENCE = "the audit trail is append-only"
# REPLACE deletes rows on SQLite without asking the triggers for DELETE, so that inserting is
# guarded as well: an entry comes after all others.
SQLITE = {
    "update": f"BEFORE UPDATE ON {TABLE}",
    "delete": f"BEFORE DELETE ON {TABLE}",
    "insert": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE number >= NEW.number)",
}
POSTGRESQL = {
    "update": f"BEFORE UPDATE ON {TABLE} FOR EACH ROW",
    "delete": f"BEFORE DELETE ON {TABLE} FOR EACH ROW",
    "truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}


def made(vendor: str) -> list[str]:
    """The statements after which the database refuses to change or delete an entry."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER audit_no_{name} {when} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            for name, when in SQLITE.items()
        ]
    return [
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
        *(
            f"CREATE TRIGGER audit_no_{name} {when} EXECUTE FUNCTION audit_refuse()"
            for name, when in POSTGRESQL.items()
        ),
    ]


def dropped(vendor: str) -> list[str]:
    """The statements that undo it."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS audit_no_{name}" for name in SQLITE]
    triggers = [f"DROP TRIGGER IF EXISTS audit_no_{name} ON {TABLE}" for name in POSTGRESQL]
    return [*triggers, "DROP FUNCTION IF EXISTS audit_refuse()"]


def make_triggers(apps: Apps, schema_editor) -> None:
    for statement in made(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_triggers(apps: Apps, schema_editor) -> None:
    for statement in dropped(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def let_administrators_look(apps: Apps, schema_editor) -> None:
    # Django makes permissions after all migrations; this one is needed now.
    from django.apps import apps as installed

    using = schema_editor.connection.alias
    create_permissions(installed.get_app_config("articles"), apps=apps, using=using, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="articles", codename="view_auditentry"
    )
    apps.get_model("auth", "Group").objects.get(name="Administrators").permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_picture_renditions'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('at', models.DateTimeField(verbose_name='time')),
                ('event', models.CharField(choices=articles.models.audit.events, max_length=30, verbose_name='event')),
                ('actor', models.PositiveBigIntegerField(null=True, verbose_name='account')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind')),
                ('subject', models.CharField(blank=True, max_length=36, verbose_name='row')),
                ('reason', models.CharField(blank=True, max_length=30, verbose_name='reason')),
                ('previous', models.CharField(max_length=64, unique=True)),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='seal')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit trail',
                'ordering': ('-number',),
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='audit_trail_has_one_head')],
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers),
        migrations.RunPython(let_administrators_look, migrations.RunPython.noop),
    ]
