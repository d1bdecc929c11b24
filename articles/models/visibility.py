"""When readers see an item: asked of rows of any kind that lead to one."""

from django.db import models
from django.db.models import Q
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from articles.choices import Status


@models.DateTimeField.register_lookup
class HasCome(LessThanOrEqual):
    """`published_at__has_come=now`: as `lte`, but SQLite looks for no index by it.

    Nearly every row has come. Left to itself, SQLite takes the index by time of posting for
    that and then sorts all rows of a list that another index gives in order.
    """

    lookup_name = "has_come"

    def get_rhs_op(self, connection, rhs):
        return f"<= {rhs}"

    def as_sqlite(self, compiler, connection):
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", params


def is_visible_now(owner: str = "") -> Q:
    """Published, its time has come, not withdrawn; of the item that `owner` (`article__`) names."""
    now = timezone.now()
    return Q(**{f"{owner}status": Status.PUBLISHED, f"{owner}published_at__has_come": now})
