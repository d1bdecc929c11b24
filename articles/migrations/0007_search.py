"""Search: an entry for each item, the words that there are, and the index of the database.

The triggers that keep the entries are laid after the migrations (articles.search.schema).
"""

import django.db.models.deletion
from django.db import migrations, models

# Only for telling FTS5 what to index: the texts stay in the entries. Every character beyond ASCII
# is part of a word, because the texts are made of tokens already.
SQLITE = """
CREATE VIRTUAL TABLE articles_searchindex USING fts5(
    title, summary, body, facts,
    content='articles_searchentry', content_rowid='place', tokenize='ascii'
)
"""
# Tokens become lexemes as they are. PostgreSQL's own parser would take them apart anew, and
# differently on each system's locale. Between two columns one place is left free, so that no
# phrase goes from one into the other.
POSTGRESQL = (
    """
    CREATE FUNCTION articles_lexemes(tokens text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT COALESCE(string_agg(token || ':' || place + 1, ' '), '')::tsvector
        FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS one(token, place)
        WHERE token <> ''
    $$
    """,
    """
    ALTER TABLE articles_searchentry ADD COLUMN lexemes tsvector GENERATED ALWAYS AS (
        articles_lexemes(title) || articles_lexemes(summary)
        || articles_lexemes(body) || articles_lexemes(facts)
    ) STORED
    """,
    "CREATE INDEX search_entry_by_lexeme ON articles_searchentry USING gin (lexemes)",
)


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
    else:
        for sql in POSTGRESQL:
            schema_editor.execute(sql)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE articles_searchindex")
    else:
        schema_editor.execute("ALTER TABLE articles_searchentry DROP COLUMN lexemes")
        schema_editor.execute("DROP FUNCTION articles_lexemes")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_audit_trail'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('text', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('head', models.CharField(max_length=2)),
                ('tail', models.CharField(max_length=2)),
            ],
            options={
                'verbose_name': 'search word',
                'verbose_name_plural': 'search words',
                'default_permissions': (),
                'indexes': [models.Index(models.F('head'), name='search_word_by_head'), models.Index(models.F('tail'), name='search_word_by_tail')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.BigIntegerField(null=True, unique=True)),
                ('title', models.TextField()),
                ('summary', models.TextField()),
                ('body', models.TextField()),
                ('facts', models.TextField()),
                ('article', models.OneToOneField(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='search_entry', to='articles.article')),
                ('testimony', models.OneToOneField(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='search_entry', to='articles.testimony')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('testimony__isnull', True)), models.Q(('article__isnull', True), ('testimony__isnull', False)), _connector='OR'), name='search_entry_has_one_item')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
