"""The data of the site. One module a subject."""

from articles.models.account import RecoveryCode, RecoverySheet, SignInPause
from articles.models.article import Article, ArticleTopic, Quoted
from articles.models.audit import AuditEntry, AuditHead
from articles.models.base import Publishable
from articles.models.capture import Capture
from articles.models.external_link import ExternalLink
from articles.models.image import Image
from articles.models.keys import ModeratorKey, RecoveryKey
from articles.models.link_check import LinkCheck
from articles.models.notice import Notice
from articles.models.outlet import Outlet
from articles.models.person import Person, Role
from articles.models.press_tip import PressTip
from articles.models.protected_name import ProtectedName
from articles.models.redirect import Redirect
from articles.models.sealed_parts import (
    Consent,
    SealedFile,
    SealedMessage,
    SealedNote,
    StateChange,
)
from articles.models.search import SearchEntry, SearchWord
from articles.models.site_page import SitePage
from articles.models.snapshot import Snapshot
from articles.models.submission import Submission
from articles.models.testimony import Testimony, TestimonyTopic
from articles.models.topic import Topic
from articles.models.versioned import Versioned

__all__ = [
    "Article",
    "ArticleTopic",
    "AuditEntry",
    "AuditHead",
    "Capture",
    "Consent",
    "ExternalLink",
    "Image",
    "LinkCheck",
    "ModeratorKey",
    "Notice",
    "Outlet",
    "Person",
    "PressTip",
    "ProtectedName",
    "Publishable",
    "Quoted",
    "RecoveryCode",
    "RecoveryKey",
    "RecoverySheet",
    "Redirect",
    "Role",
    "SealedFile",
    "SealedMessage",
    "SealedNote",
    "SearchEntry",
    "SearchWord",
    "SignInPause",
    "SitePage",
    "Snapshot",
    "StateChange",
    "Submission",
    "Testimony",
    "TestimonyTopic",
    "Topic",
    "Versioned",
]
