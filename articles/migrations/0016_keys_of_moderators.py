"""Administrators retire the keys of people who left. Moderators may since keys are there."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def let_administrators_retire(apps, schema_editor):
    # Django makes permissions after all migrations; these are needed now.
    create_permissions(
        installed.get_app_config("articles"),
        apps=apps,
        using=schema_editor.connection.alias,
        verbosity=0,
    )
    wanted = ("view_moderatorkey", "change_moderatorkey")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=wanted
    )
    apps.get_model("auth", "Group").objects.get(name="Administrators").permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_moderation")]
    operations = [migrations.RunPython(let_administrators_retire, migrations.RunPython.noop)]
