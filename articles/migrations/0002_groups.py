"""The three roles of the staff, with just the permissions that each needs."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = ("view", "add", "change", "delete")
CONTENT = ("article", "testimony", "externallink", "quoted", "outlet", "person", "role", "topic", "image")
GROUPS = {
    "Editors": [
        *(f"articles.{verb}_{model}" for model in CONTENT for verb in ALL),
        "articles.publish_article",
        "articles.publish_testimony",
    ],
    "Moderators": [
        *(f"articles.view_{model}" for model in CONTENT),
        "articles.add_testimony",
        "articles.change_testimony",
    ],
    "Administrators": [
        *(f"auth.{verb}_user" for verb in ALL),
        "auth.view_group",
        *(f"articles.view_{model}" for model in CONTENT),
    ],
}


def make_groups(apps: Apps, schema_editor) -> None:
    _create_missing_permissions(apps, schema_editor)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        for permission in wanted:
            app_label, codename = permission.split(".")
            group.permissions.add(
                Permission.objects.get(content_type__app_label=app_label, codename=codename)
            )


def _create_missing_permissions(apps: Apps, schema_editor) -> None:
    # Django makes permissions after all migrations; these are needed now.
    from django.apps import apps as installed

    for label in ("auth", "articles"):
        create_permissions(
            installed.get_app_config(label),
            apps=apps,
            using=schema_editor.connection.alias,
            verbosity=0,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
