"""`manage.py verify_audit`: is the audit trail as it was written?"""

from django.core.management.base import BaseCommand, CommandError

from articles import audit


class Command(BaseCommand):
    help = (
        "Looks for changed, deleted, exchanged and slipped-in rows of the audit trail, and prints "
        "a checkpoint. Keep that elsewhere (on paper, in another system) and give it next time: "
        "it shows as well whether the end of the trail was cut off or all of it written anew."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--checkpoint", help="one that this command printed before, such as 1024:9f86d0…"
        )

    def handle(self, *, checkpoint, **options):
        try:
            known = checkpoint and audit.Checkpoint.read(checkpoint)
        except ValueError as problem:
            raise CommandError(f"--checkpoint {checkpoint}: {problem}.") from problem
        is_whole = True
        for sentence in audit.verify(known or None):
            self.stderr.write(sentence)
            is_whole = False
        if not is_whole:
            raise CommandError("The audit trail is not as it was written.")
        self.stdout.write("The audit trail is whole. Checkpoint to keep elsewhere:")
        self.stdout.write(str(audit.checkpoint()))
