"""A column by which a link is found by any form of its address, filled in for what is there."""

from django.apps.registry import Apps
from django.db import migrations, models

from articles.text.address import page_digest

BATCH = 2_000


def fill_in(apps: Apps, schema_editor) -> None:
    links = apps.get_model("articles", "ExternalLink")._base_manager.exclude(url="")
    last = 0
    while batch := list(links.filter(pk__gt=last).only("url").order_by("pk")[:BATCH]):
        for link in batch:
            link.page_digest = page_digest(link.url)
        links.bulk_update(batch, ["page_digest"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_groups")]
    operations = [
        migrations.AddField(
            model_name="externallink",
            name="page_digest",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="externallink",
            index=models.Index(fields=["page_digest"], name="external_link_by_page"),
        ),
    ]
