"""What the embedded engine keeps of each row: FTS5 on SQLite, tsvector and trigrams on PostgreSQL."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_words USING fts5(
        title, summary, body, names, folded UNINDEXED, tokenize = "unicode61 remove_diacritics 0", prefix = '2 3')""",
    "CREATE VIRTUAL TABLE search_alike USING fts5(words, tokenize = 'trigram')",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE TABLE search_words (
        entry_id bigint PRIMARY KEY, folded text NOT NULL, words tsvector NOT NULL, names tsvector NOT NULL,
        alike text NOT NULL) WITH (toast_tuple_target = 8160)""",  # words stay in the row, where ranking reads them
    "CREATE INDEX search_words_words ON search_words USING gin (words)",
    "CREATE INDEX search_words_names ON search_words USING gin (names)",
    "CREATE INDEX search_words_alike ON search_words USING gin (alike gin_trgm_ops)",
]


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_alike")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
