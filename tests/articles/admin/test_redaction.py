"""The pages on which a case is redacted and approved, asked as the moderators do."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.admin.case_conflict import Seen
from articles.choices import AuditEvent, Purpose, SubmissionState
from articles.models import AuditEntry, Consent, Submission, Testimony
from articles.publishing import publish, translate
from articles.submissions import checklist, key_ring, redaction
from tests.articles.admin.pages import buttons_of, filled, messages_of, text_of
from tests.cases import (
    TOLD,
    accepted,
    awaiting_approval,
    client_of,
    in_redaction,
    make_case,
    make_moderator,
    values,
)
from tests.factories import make_article, make_testimony, make_topic, make_user

pytestmark = pytest.mark.django_db


def address(case: Submission, page: str) -> str:
    return reverse(f"admin:articles_submission_{page}", args=[case.pk])


def written(case: Submission, **changes) -> dict:
    """What the form of the draft sends."""
    return TOLD | {"seen_version": case.draft.version} | changes


# --- Writing --------------------------------------------------------------------------------


def test_a_moderator_begins_writes_and_hands_over():
    case = make_case()
    client = client_of(make_moderator(case), case)
    page = client.post(address(case, "redact"), {"_start": "1", "language": "ko"}, follow=True)
    assert page.redirect_chain == [(address(case, "redact"), 302)]
    sent = filled(page, **TOLD, _save="1")
    page = client.post(address(case, "redact"), sent, follow=True)
    assert messages_of(page) == [("success", "The draft was saved.")]
    sent = filled(page, title="Another title", _hand_over="1")
    page = client.post(address(case, "redact"), sent, follow=True)
    case.refresh_from_db()
    assert case.state == SubmissionState.AWAITING_APPROVAL
    assert (case.draft.title, case.draft.language) == ("Another title", "ko")
    assert messages_of(page) == [("success", "The draft waits for a second moderator's approval.")]


def test_what_may_identify_stands_in_its_sentence_with_the_coarser_form():
    case, writer = in_redaction(body="<p>It began. I left Musan aged 34. Then nothing.</p>")
    client = client_of(writer, case)
    page = client.get(address(case, "redact"))
    assert "I left Musan aged 34." in text_of(page).replace(" . ", ".").replace("  ", " ")
    assert "Use “North Hamgyong Province” instead" in text_of(page)
    key = next(one.key for one in checklist.points(case.draft) if one.finding.text == "Musan")
    client.post(address(case, "redact"), filled(page, _coarsen=key))
    assert Testimony.objects.get().body == (
        "<p>It began. I left North Hamgyong Province aged 34. Then nothing.</p>"
    )


def test_the_second_of_two_redactors_is_told_and_keeps_what_they_typed():
    case, writer = in_redaction()
    first, second = client_of(writer, case), client_of(make_moderator(case), case)
    opened = second.get(address(case, "redact"))
    first.post(address(case, "redact"), written(case, title="The first title"))
    sent = filled(opened, title="The second title", summary="Typed with care")
    page = second.post(address(case, "redact"), sent)
    assert Testimony.objects.get().title == "The first title"
    assert "Somebody else has saved this draft since you opened it." in text_of(page)
    assert "first" in text_of(page)
    again = filled(page)
    assert (again["title"], again["summary"]) == (["The second title"], ["Typed with care"])
    page = second.post(address(case, "redact"), again, follow=True)
    assert messages_of(page) == [("success", "The draft was saved.")]
    assert Testimony.objects.get().title == "The second title"


def test_a_protected_name_is_refused_at_its_field_and_what_was_typed_stays():
    case, writer = in_redaction()
    client = client_of(writer, case)
    client.post(address(case, "names"), {"names": "박영희"})
    page = client.post(address(case, "redact"), written(case, summary="Pak Yong-hui said so."))
    assert "A name that must never be published stands here." in text_of(page)
    assert filled(page)["summary"] == ["Pak Yong-hui said so."]
    assert "Yong-hui" not in Testimony.objects.get().summary


@pytest.mark.parametrize(("accept", "status"), [("text/html", 302), ("*/*", 403)])
def test_who_comes_late_is_led_on_where_a_page_is_waited_for_and_a_script_is_told(accept, status):
    case, writer = in_redaction()
    client = client_of(writer, case)
    client.pass_time(16 * 60)
    headers = {"Sec-Fetch-Mode": "cors", "Accept": accept}
    answer = client.get(address(case, "redact"), headers=headers)
    assert answer.status_code == status
    assert answer.get("Location", "").startswith(reverse("admin:second_factor")) == (status == 302)


def test_what_was_typed_is_stored_though_the_case_is_open_no_longer():
    case, writer = in_redaction()
    client = client_of(writer, case)
    at, reason = client.session["opened"][case.id.hex]
    client.pass_time(16 * 60)
    client.change_session(opened={case.id.hex: [at - 16 * 60, reason]})
    page = client.post(
        address(case, "redact"), written(case, title="Typed for an hour"), follow=True
    )
    assert page.redirect_chain == [(address(case, "change"), 302)]
    assert Testimony.objects.get().title == "Typed for an hour"
    ((level, said),) = messages_of(page)
    assert level == "success"
    assert "open the case again" in said
    page = client.post(address(case, "redact"), written(case, title="Stale"), follow=True)
    assert messages_of(page) == [
        ("error", "Somebody else has saved the draft. Yours was not stored.")
    ]
    assert Testimony.objects.get().title == "Typed for an hour"


@pytest.mark.parametrize("is_late", [False, True])
def test_with_the_key_goes_what_was_opened_with_it(is_late):
    case, writer = in_redaction(title="Before")
    client = client_of(writer, case)
    if is_late:
        client.pass_time(16 * 60)
    key_ring.retire(writer.moderator_keys.get(), by=make_user("Moderators"))
    page = client.post(address(case, "redact"), written(case, title="After"), follow=True)
    assert "Before" not in text_of(page)
    for name in ("redact", "approve", "preview"):
        assert client.get(address(case, name)).status_code == 302
    assert client.post(address(case, "export")).status_code == 302
    assert Testimony.objects.get().title == "Before"


def test_the_browser_keeps_nothing_of_what_is_typed_and_asks_no_other_site_how_it_is_spelt():
    case, writer = in_redaction()
    page = client_of(writer, case).get(address(case, "redact")).content.decode()
    (form,) = re.findall(r'<form class="redaction-draft[^>]*>', page)
    assert 'autocomplete="off"' in form
    assert 'spellcheck="false"' in form


def test_nobody_writes_in_a_case_that_they_never_opened():
    case, writer = in_redaction()
    for user in (writer, make_moderator(case)):
        client_of(user).post(address(case, "redact"), written(case, title="Not opened"))
    assert Testimony.objects.get().version == case.draft.version


def test_script_in_the_text_does_not_reach_the_page():
    case, writer = in_redaction()
    client = client_of(writer, case)
    client.post(
        address(case, "redact"),
        written(
            case, body="<p>Musan<script>alert(1)</script></p>", title="<img src=x onerror=1> 34살"
        ),
    )
    page = client.get(address(case, "redact")).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("page", ["redact", "preview", "approve"])
def test_no_page_of_a_draft_shows_anything_of_a_case_that_is_not_open(page):
    case, writer = awaiting_approval(title="Canary title")
    answer = client_of(writer).get(address(case, page))
    assert (answer.status_code, answer["Location"]) == (302, address(case, "change"))


@pytest.mark.parametrize("page", ["redact", "preview", "approve", "names"])
@pytest.mark.parametrize("role", ["Editors", "Administrators"])
def test_nobody_but_moderators_has_these_pages(page, role):
    case, _writer = awaiting_approval()
    client = client_of(make_user(role), case)
    for answer in (client.get(address(case, page)), client.post(address(case, page), TOLD)):
        assert answer.status_code in {403, 405}
    assert Testimony.objects.get().version == case.draft.version


def test_the_preview_is_the_page_of_readers():
    case, writer = in_redaction(title="A long road")
    page = client_of(writer, case).get(address(case, "preview"))
    assert "A long road" in text_of(page)
    assert "no-store" in page["Cache-Control"]


# --- Approval -------------------------------------------------------------------------------


def test_the_checklist_shows_each_finding_and_what_only_a_person_finds():
    case, _writer = awaiting_approval(summary="She was 34 years old.", place="Musan")
    page = client_of(make_moderator(case), case).get(address(case, "approve"))
    boxes = set(re.findall(r'name="looked_at" value="([^"]+)"', page.content.decode()))
    assert boxes == checklist.keys_of(case.draft)
    assert "Less exactly: “in their thirties”" in text_of(page)
    assert "Publish it without my name" in text_of(page)


def test_the_checklist_says_when_the_person_does_not_allow_publishing():
    case, _writer = awaiting_approval()
    Consent.objects.all().delete()
    Consent.objects.create(submission=case, purpose=Purpose.ANALYSIS)
    page = client_of(make_moderator(case), case).get(address(case, "approve"))
    assert "Publishing is not among it." in text_of(page)


def test_a_second_moderator_ticks_everything_and_approves():
    case, _writer = awaiting_approval(summary="She was 34 years old.")
    client = client_of(make_moderator(case), case)
    page = client.get(address(case, "approve"))
    some = sorted(checklist.keys_of(case.draft))[:-1]
    page = client.post(address(case, "approve"), filled(page, looked_at=some, _approve="1"))
    assert "Not all is ticked yet." in text_of(page)
    assert sorted(filled(page)["looked_at"]) == some
    everything = sorted(checklist.keys_of(case.draft))
    sent = filled(page, looked_at=everything, _approve="1")
    page = client.post(address(case, "approve"), sent, follow=True)
    case.refresh_from_db()
    assert case.state == SubmissionState.ACCEPTED
    assert messages_of(page)[0][0] == "success"


def test_whoever_redacted_is_told_why_they_cannot_approve():
    case, writer = awaiting_approval()
    client = client_of(writer, case)
    page = client.get(address(case, "approve"))
    assert "_approve" not in buttons_of(page)
    assert "You have written in this redaction." in text_of(page)
    sent = filled(page, looked_at=sorted(checklist.keys_of(case.draft)), _approve="1")
    page = client.post(address(case, "approve"), sent, follow=True)
    assert "You have written in this redaction." in messages_of(page)[0][1]
    case.refresh_from_db()
    assert case.state == SubmissionState.AWAITING_APPROVAL


def test_no_forged_move_leads_past_the_handing_over():
    case = make_case()
    writer = make_moderator(case)
    draft = redaction.start(case, by=writer, language="en")
    case.refresh_from_db()
    client = client_of(writer, case)
    move = {"verb": "move", "to": "awaiting_approval", "reason": "progress"}
    client.post(address(case, "act"), move | {"seen": str(Seen.of(case))})
    ticked = sorted(checklist.keys_of(draft))
    sent = {"seen_version": draft.version, "looked_at": ticked, "_approve": "1"}
    client.post(address(case, "approve"), sent)
    case.refresh_from_db()
    assert case.state == SubmissionState.REDACTING


@pytest.mark.parametrize("who", ["writer", "approver", "with both roles", "superuser"])
def test_whoever_reads_cases_changes_what_was_approved_on_the_page_of_its_case_only(who):
    case, approver = accepted(title="As approved")
    user = case.redactors.get() if who == "writer" else approver
    if who in {"with both roles", "superuser"}:
        user.groups.add(Group.objects.get(name="Editors"))
        user.is_superuser = who == "superuser"
        user.save()
    client, topic = client_of(user), make_topic(name="Hunger")
    versions = [case.draft, translate(case.draft, by=make_user("Editors"))]
    for version in versions:
        there = reverse("admin:articles_testimony_change", args=[version.pk])
        page = client.get(there)
        assert "a second moderator approves it" in text_of(page)
        told = TOLD | {"title": "Told more", "kind": "statement", "slug": "told-more"}
        links = {
            "links-TOTAL_FORMS": "1",
            "links-INITIAL_FORMS": "0",
            "links-0-kind": "original",
            "links-0-url": "https://paper.example/told-more",
        }
        client.post(there, filled(page, topics=[topic.pk], **told) | links)
    said = [Testimony.objects.get(pk=version.pk) for version in versions]
    assert [item.title for item in said] == ["As approved", ""]
    for before, now in zip(versions, said, strict=True):
        words = [getattr(before, name) for name in redaction.WORDS]
        assert [getattr(now, name) for name in redaction.WORDS] == words
        assert list(now.topics.all()) == [topic]
        assert not now.links.exists()


def test_whoever_has_both_roles_publishes_what_was_approved():
    case, approver = accepted()
    approver.groups.add(Group.objects.get(name="Editors"))
    client = client_of(approver)
    there = reverse("admin:articles_testimony_change", args=[case.draft_id])
    client.post(there, filled(client.get(there), _publish="1"))
    assert Testimony.objects.get(pk=case.draft_id).is_visible


def test_an_editor_who_reads_no_cases_mends_a_letter():
    case, _second = accepted()
    client = client_of(make_user("Editors"))
    there = reverse("admin:articles_testimony_change", args=[case.draft_id])
    client.post(there, filled(client.get(there), title="Mended"))
    assert Testimony.objects.get(pk=case.draft_id).title == "Mended"


def test_a_text_that_changed_since_is_shown_anew():
    case, writer = awaiting_approval()
    client = client_of(make_moderator(case), case)
    sent = filled(
        client.get(address(case, "approve")),
        looked_at=sorted(checklist.keys_of(case.draft)),
        _approve="1",
    )
    redaction.send_back(case, by=writer, reason="more_work")
    redaction.save(case, by=writer, seen=case.draft.version, values=values(title="Other words"))
    redaction.hand_over(case, by=writer, seen=case.draft.version + 1)
    page = client.post(address(case, "approve"), sent, follow=True)
    assert messages_of(page) == [
        ("error", "The draft has changed since you opened this page. Look at it anew.")
    ]
    assert "Other words" in text_of(page)


def test_a_draft_is_sent_back_with_a_reason():
    case, _writer = awaiting_approval()
    client = client_of(make_moderator(case), case)
    client.post(address(case, "approve"), {"_send_back": "1", "reason": "nonsense"})
    case.refresh_from_db()
    assert case.state == SubmissionState.AWAITING_APPROVAL
    client.post(address(case, "approve"), {"_send_back": "1", "reason": "too_dangerous"})
    case.refresh_from_db()
    assert case.state == SubmissionState.REDACTING
    assert case.changes.order_by("number").last().reason == "too_dangerous"


# --- Protected names ------------------------------------------------------------------------


def test_names_are_kept_as_digests_and_told_as_a_number():
    case = make_case()
    client = client_of(make_moderator(case), case)
    page = client.post(address(case, "names"), {"names": "박영희 / 朴英姬\nKim Chol-su, 김"})
    assert "3 names are protected from now on." in text_of(page)
    assert "1 is too short" in text_of(page)
    kept = case.protected_names.count()
    page = client.get(address(case, "change"))
    assert f"{kept} ways of writing are kept for this case." in text_of(page)
    for name in ("박영희", "英姬", "Chol-su"):
        assert name not in page.content.decode()
    assert "박영희" not in str(list(case.protected_names.values()))
    events = AuditEntry.objects.order_by("number").values_list("event", flat=True)
    assert list(events) == [AuditEvent.NAMES_PROTECTED]


def test_the_names_of_a_case_can_be_given_up():
    case, other = make_case(), make_case()
    both = make_moderator(case)
    other.keys.add(both.moderator_keys.get())
    client = client_of(both, case, other)
    client.post(address(case, "names"), {"names": "박영희"})
    client.post(address(other, "names"), {"names": "김철수"})
    client.post(address(case, "names"), {"_forget": "1"})
    assert (case.protected_names.count(), other.protected_names.count() > 0) == (0, True)
    assert AuditEntry.objects.filter(event=AuditEvent.NAMES_FORGOTTEN).count() == 1


def test_what_readers_see_already_is_told_with_the_way_there():
    found = [
        make_article(title="박영희의 이야기"),
        make_testimony(body="<p>I met Pak Yong-hui there.</p>"),
        make_topic(name="Yonghui Park"),
    ]
    make_article(title="Something else")
    make_article(title="박영희", status="draft")
    case = make_case()
    client = client_of(make_moderator(case), case)
    page = client.post(address(case, "names"), {"names": "박영희"}).content.decode()
    links = set(re.findall(r'<li>[^<]+<a href="([^"]+)"', page))
    assert links == {item.get_absolute_url() for item in found}


def test_a_search_that_takes_too_long_says_what_was_not_looked_at(monkeypatch):
    monkeypatch.setattr("articles.protection.SECONDS", -1)
    make_article(title="박영희의 이야기")
    case = make_case()
    page = client_of(make_moderator(case), case).post(address(case, "names"), {"names": "박영희"})
    assert "There was no time to look at everything" in text_of(page)


def test_who_tries_names_out_by_publishing_is_seen(client):
    case = make_case()
    moderator = make_moderator(case)
    client_of(moderator, case).post(address(case, "names"), {"names": "박영희"})
    editor, draft = make_user("Editors"), make_article(title="박 영 희", status="draft")
    client.force_login(editor)
    change = reverse("admin:articles_article_change", args=[draft.pk])
    page = client.get(change)
    client.post(change, filled(page, _publish="1"))
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "act_publish", "_selected_action": [draft.pk]},
    )
    topic = reverse("admin:articles_topic_add")
    client.post(topic, filled(client.get(topic), name="Yong-hui Park"))
    entries = AuditEntry.objects.filter(event=AuditEvent.NAME_REFUSED).order_by("number")
    assert list(entries.values_list("actor", "kind", "subject")) == [
        (editor.pk, "articles.article", str(draft.pk)),
        (editor.pk, "articles.article", str(draft.pk)),
        (editor.pk, "", ""),
    ]
    publish(make_article(title="Harmless", status="draft"), by=editor)
    assert entries.count() == 3
