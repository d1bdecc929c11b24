"""The audit trail as administrators see it."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import audit
from articles.choices import AuditEvent, AuditReason
from tests.articles.admin.pages import text_of
from tests.factories import make_topic, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_auditentry_changelist")


@pytest.fixture(autouse=True)
def _administrator(client):
    client.force_login(make_user("Administrators", username="admin"))


def test_the_list_names_accounts_that_are_there_and_numbers_those_that_are_gone(client):
    stays, goes, topic = make_user(username="mina"), make_user(username="jin"), make_topic()
    audit.record(AuditEvent.CASE_OPENED, by=stays, about=topic, reason=AuditReason.DANGER)
    audit.record(AuditEvent.SIGNED_OUT, by=goes)
    number = goes.pk
    User.objects.filter(pk=number).delete()
    text = text_of(client.get(LIST))
    assert f"mina opened a case articles.topic {topic.pk} danger" in text
    assert f"{number} signed out" in text
    assert "jin" not in text


def test_a_longer_list_costs_no_more_queries(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    audit.record(AuditEvent.SIGNED_OUT, by=make_user())
    few = queries()
    for _turn in range(30):
        audit.record(AuditEvent.SIGNED_OUT, by=make_user())
    assert queries() == few
