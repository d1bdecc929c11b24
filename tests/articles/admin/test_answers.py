"""The table of answers: every address of the staff and of those who submit, asked by everybody.

An address that is not in the table fails. Add a line for a new one: its name, then what a GET and
what a POST of an empty form answer to
 - nobody (L: to the page for signing in)
 - somebody in all roles at once who has given the password only (F: to the second factor)
 - an editor, a moderator, an administrator with both factors.
"""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver, reverse

from articles import audit, history
from articles.choices import AuditEvent, PageKind
from articles.models import ExternalLink, SitePage
from tests import factories
from tests.staff import StaffClient, give_app

pytestmark = pytest.mark.django_db

TABLE = """
admin:language                             405 405 405 405 405 | 302 302 302 302 302
admin:second_factor                        L   200 200 200 200 | L   200 200 200 200
admin:second_factor_setup                  L   F   200 200 200 | L   F   200 200 200
admin:second_factor_codes                  L   F   200 200 200 | L   F   200 200 200
admin:account                              L   F   200 200 200 | L   F   200 200 200
admin:account_remove                       405 F   405 405 405 | L   F   302 302 302
admin:account_sign_out                     405 F   405 405 405 | L   F   L   L   L
admin:passkey_add_begin                    403 403 405 405 405 | 403 403 200 200 200
admin:passkey_add_complete                 403 403 405 405 405 | 403 403 400 400 400
admin:passkey_give_begin                   403 405 405 405 405 | 403 200 200 200 200
admin:passkey_give_complete                403 405 405 405 405 | 403 400 400 400 400
admin:index                                L   F   200 200 200 | L   F   200 200 200
admin:login                                200 F   302 302 302 | 200 200 200 200 200
admin:logout                               302 302 405 405 405 | 302 302 200 200 200
admin:password_change                      L   F   200 200 200 | L   F   200 200 200
admin:password_change_done                 L   F   200 200 200 | L   F   405 405 405
admin:autocomplete                         L   F   403 403 403 | L   F   405 405 405
admin:jsi18n                               L   F   200 200 200 | L   F   405 405 405
admin:view_on_site                         L   F   302 302 302 | L   F   302 302 302

admin:articles_article_from_link           L   F   200 403 403 | L   F   200 403 403
admin:articles_article_preview             L   F   200 200 200 | L   F   405 405 405
admin:articles_article_translate           L   F   405 405 405 | L   F   302 403 403
admin:articles_article_deleted             L   F   200 200 200 | L   F   405 405 405
admin:articles_article_deleted_version     L   F   200 200 200 | L   F   302 403 403
admin:articles_article_version             L   F   200 200 200 | L   F   302 403 403
admin:articles_article_changelist          L   F   200 200 200 | L   F   200 200 200
admin:articles_article_add                 L   F   200 403 403 | L   F   200 403 403
admin:articles_article_history             L   F   200 200 200 | L   F   405 405 405
admin:articles_article_delete              L   F   200 403 403 | L   F   200 403 403
admin:articles_article_change              L   F   200 200 200 | L   F   200 403 403

admin:articles_auditentry_changelist       L   F   403 403 200 | L   F   403 403 200
admin:articles_auditentry_add              L   F   403 403 403 | L   F   403 403 403
admin:articles_auditentry_history          L   F   403 403 200 | L   F   403 403 200
admin:articles_auditentry_delete           L   F   403 403 403 | L   F   403 403 403
admin:articles_auditentry_change           L   F   403 403 200 | L   F   403 403 403

admin:articles_externallink_changelist     L   F   200 200 200 | L   F   405 405 405
admin:articles_externallink_change         L   F   200 200 200 | L   F   405 405 405
admin:articles_externallink_act            L   F   405 405 405 | L   F   404 403 403

admin:articles_image_deleted               L   F   200 200 200 | L   F   405 405 405
admin:articles_image_deleted_version       L   F   200 200 200 | L   F   302 403 403
admin:articles_image_version               L   F   200 200 200 | L   F   302 403 403
admin:articles_image_changelist            L   F   200 200 200 | L   F   200 200 200
admin:articles_image_add                   L   F   200 403 403 | L   F   200 403 403
admin:articles_image_history               L   F   200 200 200 | L   F   405 405 405
admin:articles_image_delete                L   F   200 403 403 | L   F   200 403 403
admin:articles_image_change                L   F   200 200 200 | L   F   200 403 403

admin:articles_moderatorkey_changelist     L   F   403 200 200 | L   F   405 405 405
admin:articles_moderatorkey_add            L   F   403 200 403 | L   F   403 302 403
admin:articles_moderatorkey_passphrase     L   F   403 302 403 | L   F   403 302 403
admin:articles_moderatorkey_copy           L   F   403 404 403 | L   F   405 405 405
admin:articles_moderatorkey_retire         L   F   403 200 200 | L   F   403 302 302
admin:articles_moderatorkey_seal_again     L   F   403 200 403 | L   F   405 405 405
admin:articles_moderatorkey_seal_begin     L   F   405 405 405 | L   F   403 409 403
admin:articles_moderatorkey_seal_part      L   F   403 403 403 | L   F   403 403 403
admin:articles_moderatorkey_seal_finish    L   F   405 405 405 | L   F   403 403 403

admin:articles_outlet_deleted              L   F   200 200 200 | L   F   405 405 405
admin:articles_outlet_deleted_version      L   F   200 200 200 | L   F   302 403 403
admin:articles_outlet_merge                L   F   200 403 403 | L   F   302 403 403
admin:articles_outlet_version              L   F   200 200 200 | L   F   302 403 403
admin:articles_outlet_changelist           L   F   200 200 200 | L   F   200 200 200
admin:articles_outlet_add                  L   F   200 403 403 | L   F   200 403 403
admin:articles_outlet_history              L   F   200 200 200 | L   F   405 405 405
admin:articles_outlet_delete               L   F   200 403 403 | L   F   200 403 403
admin:articles_outlet_change               L   F   200 200 200 | L   F   200 403 403

admin:articles_person_deleted              L   F   200 200 200 | L   F   405 405 405
admin:articles_person_deleted_version      L   F   200 200 200 | L   F   302 403 403
admin:articles_person_version              L   F   200 200 200 | L   F   302 403 403
admin:articles_person_changelist           L   F   200 200 200 | L   F   200 200 200
admin:articles_person_add                  L   F   200 403 403 | L   F   200 403 403
admin:articles_person_history              L   F   200 200 200 | L   F   405 405 405
admin:articles_person_delete               L   F   200 403 403 | L   F   200 403 403
admin:articles_person_change               L   F   200 200 200 | L   F   200 403 403

admin:articles_sitepage_deleted            L   F   200 200 200 | L   F   405 405 405
admin:articles_sitepage_deleted_version    L   F   200 200 200 | L   F   302 403 302
admin:articles_sitepage_version            L   F   200 200 200 | L   F   302 403 302
admin:articles_sitepage_changelist         L   F   200 200 200 | L   F   200 200 200
admin:articles_sitepage_add                L   F   200 403 200 | L   F   200 403 200
admin:articles_sitepage_history            L   F   200 200 200 | L   F   405 405 405
admin:articles_sitepage_delete             L   F   200 403 403 | L   F   200 403 403
admin:articles_sitepage_change             L   F   200 200 200 | L   F   200 403 200

admin:articles_presstip_changelist         L   F   403 200 403 | L   F   405 405 405
admin:articles_presstip_change             L   F   403 200 403 | L   F   405 405 405
admin:articles_presstip_act                L   F   405 405 405 | L   F   403 404 403
admin:articles_presstip_spam               L   F   405 405 405 | L   F   403 302 403

admin:articles_snapshot_changelist         L   F   200 200 200 | L   F   200 200 200
admin:articles_snapshot_change             L   F   200 200 200 | L   F   405 405 405
admin:articles_snapshot_file               L   F   404 404 404 | L   F   405 405 405
admin:articles_snapshot_verify             L   F   405 405 405 | L   F   302 302 302

admin:articles_submission_changelist       L   F   403 200 403 | L   F   403 200 403
admin:articles_submission_change           L   F   403 200 403 | L   F   405 405 405
admin:articles_submission_open             L   F   403 302 403 | L   F   403 200 403
admin:articles_submission_act              L   F   403 302 403 | L   F   403 302 403
admin:articles_submission_erase            L   F   403 200 403 | L   F   403 200 403
admin:articles_submission_review           L   F   403 302 403 | L   F   403 302 403
admin:articles_submission_sealed           L   F   403 302 403 | L   F   405 405 405
admin:articles_submission_read             L   F   405 405 405 | L   F   403 302 403
admin:articles_submission_message          L   F   405 405 405 | L   F   403 302 403
admin:articles_submission_note             L   F   405 405 405 | L   F   403 302 403
admin:articles_submission_export           L   F   405 405 405 | L   F   403 302 403
admin:articles_submission_redact           L   F   403 302 403 | L   F   403 302 403
admin:articles_submission_preview          L   F   403 302 403 | L   F   405 405 405
admin:articles_submission_approve          L   F   403 302 403 | L   F   403 302 403
admin:articles_submission_names            L   F   405 405 405 | L   F   403 302 403

admin:articles_testimony_preview           L   F   200 200 200 | L   F   405 405 405
admin:articles_testimony_translate         L   F   405 405 405 | L   F   302 302 403
admin:articles_testimony_deleted           L   F   200 200 200 | L   F   405 405 405
admin:articles_testimony_deleted_version   L   F   200 200 200 | L   F   302 302 403
admin:articles_testimony_version           L   F   200 200 200 | L   F   302 403 403
admin:articles_testimony_changelist        L   F   200 200 200 | L   F   200 200 200
admin:articles_testimony_add               L   F   200 200 403 | L   F   200 200 403
admin:articles_testimony_history           L   F   200 200 200 | L   F   405 405 405
admin:articles_testimony_delete            L   F   200 403 403 | L   F   200 403 403
admin:articles_testimony_change            L   F   200 200 200 | L   F   200 403 403

admin:articles_topic_deleted               L   F   200 200 200 | L   F   405 405 405
admin:articles_topic_deleted_version       L   F   200 200 200 | L   F   302 403 403
admin:articles_topic_merge                 L   F   200 403 403 | L   F   302 403 403
admin:articles_topic_version               L   F   200 200 200 | L   F   302 403 403
admin:articles_topic_changelist            L   F   200 200 200 | L   F   200 200 200
admin:articles_topic_add                   L   F   200 403 403 | L   F   200 403 403
admin:articles_topic_history               L   F   200 200 200 | L   F   405 405 405
admin:articles_topic_delete                L   F   200 403 403 | L   F   200 403 403
admin:articles_topic_change                L   F   200 200 200 | L   F   200 403 403

admin:auth_user_second_factor              L   F   403 403 200 | L   F   403 403 302
admin:auth_user_password_change            L   F   403 403 200 | L   F   403 403 200
admin:auth_user_changelist                 L   F   403 403 200 | L   F   403 403 200
admin:auth_user_add                        L   F   403 403 200 | L   F   403 403 200
admin:auth_user_history                    L   F   403 403 200 | L   F   403 403 200
admin:auth_user_delete                     L   F   403 403 200 | L   F   403 403 200
admin:auth_user_change                     L   F   403 403 200 | L   F   403 403 200

admin:auth_group_changelist                L   F   403 403 200 | L   F   403 403 200
admin:auth_group_add                       L   F   403 403 403 | L   F   403 403 403
admin:auth_group_history                   L   F   403 403 200 | L   F   403 403 200
admin:auth_group_delete                    L   F   403 403 403 | L   F   403 403 403
admin:auth_group_change                    L   F   403 403 200 | L   F   403 403 403

admin:app_list                             L   F   200 200 200 | L   F   200 200 200
submit                                     200 200 200 200 200 | 200 200 200 200 200
submit-press                               200 200 200 200 200 | 200 200 200 200 200
submit-testimony                           200 200 200 200 200 | 200 200 200 200 200
submit-testimony-form                      503 503 503 503 503 | 503 503 503 503 503
submit-testimony-receipt                   302 302 302 302 302 | 302 302 302 302 302
receipt                                    200 200 200 200 200 | 200 200 200 200 200
"""
PEOPLE = ("nobody", "one factor", "Editors", "Moderators", "Administrators")
#: Addresses that readers open as well; they know of no staff.
PUBLIC = ("submit", "receipt")


def _lines() -> dict[str, list[str]]:
    lines = [line.split() for line in TABLE.splitlines() if line.strip()]
    return {name: answers for name, *answers in lines}


def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for name in _lines():
        sections.setdefault("_".join(name.split("_")[:2]) if "_" in name else "site", []).append(
            name
        )
    return sections


# --- Every address --------------------------------------------------------------------------


def _addresses(patterns, spaces: tuple[str, ...] = ()):
    """(name, names of the arguments) of every address."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield (
                ":".join((*spaces, pattern.name)),
                set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex),
            )


def guarded_addresses() -> dict[str, set[str]]:
    """The addresses of the staff's pages, and those of people who submit."""
    return {
        name: arguments
        for name, arguments in _addresses(get_resolver().url_patterns)
        if name.startswith(("admin:", *PUBLIC))
    }


def test_every_address_is_in_the_table():
    assert set(_lines()) == set(guarded_addresses())


# --- A row for each -------------------------------------------------------------------------


def _entry():
    return audit.record(AuditEvent.SIGNED_OUT, by=factories.make_user())


def _link():
    return ExternalLink.objects.create(article=factories.make_article(), url="https://a.example/x")


def _page():
    return SitePage.objects.get_or_create(kind=PageKind.ABOUT, defaults={"title": "About"})[0]


MAKERS = {
    "auditentry": _entry,
    "externallink": _link,
    "sitepage": _page,
    "presstip": factories.make_press_tip,
    "moderatorkey": lambda: factories.make_moderator_key()[0],
    "group": lambda: Group.objects.get(name="Editors"),
}


def _row(name: str):
    model = apps.get_model(*name.removeprefix("admin:").split("_")[:2])
    key = model._meta.model_name
    return MAKERS[key]() if key in MAKERS else getattr(factories, f"make_{key}")()


def arguments_of(name: str, wanted: set[str]) -> dict:
    """Something that is there for each argument of an address."""
    if name == "admin:app_list":
        return {"app_label": "articles"}
    if name == "admin:view_on_site":
        article = factories.make_article()
        kind = ContentType.objects.get_for_model(article)
        return {"content_type_id": kind.pk, "object_id": article.pk}
    if "version_id" in wanted:
        row = _row(name)
        history.keep_baseline(row)
        version = history.versions_of(row).first()
        found = {"object_id": row.pk, "version_id": version.pk}
        if "object_id" not in wanted:
            row.delete()
        return {argument: found[argument] for argument in wanted}
    others = {"kind": "text", "number": 1, "part": "text"}
    if "case_id" in wanted:
        others["case_id"] = factories.make_submission().pk
    return {argument: others.get(argument) or _row(name).pk for argument in wanted}


# --- Everybody ------------------------------------------------------------------------------


def _everybody() -> dict[str, StaffClient]:
    clients = {name: StaffClient() for name in PEOPLE}
    for role in PEOPLE[2:]:
        clients[role].force_login(factories.make_user(role))
    with_all = factories.make_user("Editors")
    with_all.groups.set(Group.objects.all())
    give_app(with_all)
    clients["one factor"].force_login(with_all, factors=1)
    return clients


def _answer(client, method: str, address: str) -> str:
    response = getattr(client, method)(address)
    where = response.get("Location", "")
    if where.startswith(reverse("admin:login")):
        return "L"
    if where.startswith(reverse("admin:second_factor")) and response.status_code == 302:
        return "F"
    return str(response.status_code)


@pytest.mark.parametrize("section", _sections())
def test_each_address_answers_each_person_as_the_table_says(section):
    names = _sections()[section]
    expected = {name: _lines()[name] for name in names}
    assert {name: _answers(name) for name in names} == expected


def _answers(name: str) -> list[str]:
    """What the line of an address says after the name, if the table is right."""
    wanted, clients, told = guarded_addresses()[name], _everybody(), []
    for method in ("get", "post"):
        for client in clients.values():
            told.append(_answer(client, method, reverse(name, kwargs=arguments_of(name, wanted))))
        told.append("|")
    return told[:-1]
