"""Makes one of two topics, or of two outlets, however many items they have."""

from django.core.management.base import BaseCommand, CommandError

from articles import merging, publishing
from articles.models.named import Named

KINDS = {model._meta.model_name: model for model in merging.MERGEABLE}


class Command(BaseCommand):
    help = (
        "Merge a topic or an outlet into another one, which stays. Nothing happens without --yes."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("source", help="the slug of the one that goes")
        parser.add_argument("into", help="the slug of the one that stays")
        parser.add_argument("--yes", action="store_true", help="do what is shown")

    def handle(self, kind, source, into, yes, **options):
        source, into = (_row(kind, slug) for slug in (source, into))
        move = merging.what_moves(source, into)
        self.stdout.write(
            f"From “{source}” to “{into}”: {move.articles} articles, {move.testimonies} testimonies, "
            f"the names {', '.join(move.names) or '–'}, the addresses {', '.join(move.addresses)}."
        )
        if not yes:
            self.stdout.write("Nothing was changed. Add --yes to do it.")
            return
        try:
            moved = merging.merge(
                source, into, seen=source.version, seen_into=into.version, by=None
            )
        except publishing.WrongStatus as wrong:
            raise CommandError(str(wrong)) from None
        except publishing.EditConflict:
            raise CommandError("Somebody changed one of the two meanwhile. Try again.") from None
        self.stdout.write(f"Done. Items that went over: {moved}.")


def _row(kind: str, slug: str) -> Named:
    row = KINDS[kind].objects.filter(slug=slug).first()
    if row is None:
        raise CommandError(f"There is no {kind} with the slug “{slug}”.")
    return row
