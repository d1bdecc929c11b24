"""The two doors: press tips in plain, testimonies sealed."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.forms.door import TestimonyForm, TipForm, WordForm
from articles.submissions import intake, receipts, sealing, throttle, tokens
from articles.submissions.uploads import keep_files, sealed_uploads
from articles.submissions.word_lists import ReceiptStyle
from articles.views.private import leaves_no_trace, lets_in


@leaves_no_trace
def doors(request: HttpRequest) -> HttpResponse:
    """Which of the two doors, or back with a receipt."""
    return _page(request, "doors")


@leaves_no_trace
def press(request: HttpRequest) -> HttpResponse:
    form = TipForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "press", form=form)
    if not lets_in(request, throttle.sending):
        form.add_error(None, too_many())
        return _page(request, "press", status=429, form=form)
    intake.receive_tip(form.cleaned_data["url"], form.cleaned_data["note"])
    return _page(request, "press_thanks")


@leaves_no_trace
def before(request: HttpRequest) -> HttpResponse:
    """What we protect and what we cannot, before anybody writes a word."""
    return _page(request, "before", why_closed=why_closed())


@leaves_no_trace
def testimony(request: HttpRequest) -> HttpResponse:
    """The form; sent, it answers with the receipt."""
    try:
        audience = sealing.audience()
    except sealing.Closed as closed:
        return _closed(request, str(closed))
    if request.method != "POST":
        return _page(request, "testimony", form=TestimonyForm())
    with sealed_uploads(request, audience.recipients) as uploads:
        form = TestimonyForm(request.POST, files=request.FILES, refused=uploads.refused)
        if not form.is_valid():
            return _page(request, "testimony", form=form)
        if not lets_in(request, throttle.sending):
            form.add_error(None, too_many())
            return _page(request, "testimony", status=429, form=form)
        return _receive(request, form, uploads, audience)


def _receive(request, form, uploads, audience) -> HttpResponse:
    account = intake.Account(
        text=form.cleaned_data["text"],
        contact=form.cleaned_data["contact"],
        language=get_language(),
        purposes=frozenset(form.cleaned_data["purposes"]),
        files=tuple(uploads.stored),
    )
    was_there = False
    try:
        intake.receive_testimony(account, form.receipt, audience)
        keep_files(uploads)
    except intake.AlreadyArrived:
        was_there = True
    return _show_receipt(request, form.receipt, form.cleaned_data["style"], was_there=was_there)


@leaves_no_trace
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for one word of the receipt, so that it is known to be kept."""
    form = WordForm(request.POST)
    receipt = tokens.receipt_in(request.POST.get("token", ""))
    if receipt is None or not form.written:
        return redirect("submit-testimony")
    style = request.POST["style"]
    if "again" in request.POST:
        return _show_receipt(request, receipt, style)
    if "word" not in request.POST:
        return _ask_for_word(request, receipt, style)
    if form.is_right:
        return _page(request, "done")
    return _ask_for_word(request, receipt, style, is_wrong=True)


def _show_receipt(request, receipt: bytes, style: str, *, was_there: bool = False) -> HttpResponse:
    context = {
        "parts": receipts.write(receipt, style),
        "style": ReceiptStyle(style),
        "token": tokens.issue(receipt),
        "was_there": was_there,
    }
    return _page(request, "receipt_shown", **context)


def _ask_for_word(request, receipt: bytes, style: str, *, is_wrong: bool = False) -> HttpResponse:
    position = secrets.randbelow(len(receipts.write(receipt, style))) + 1
    initial = {"token": tokens.issue(receipt), "style": style, "position": position}
    context = {"form": WordForm(initial=initial), "position": position, "is_wrong": is_wrong}
    return _page(request, "word", style=ReceiptStyle(style), **context)


def _closed(request: HttpRequest, why: str) -> HttpResponse:
    # The text of a form that was open when the door closed comes back; it is stored nowhere.
    with sealed_uploads(request, ()):
        kept = request.POST.get("text", "")
    return _page(request, "closed", status=503, why_closed=why, kept=kept)


def why_closed() -> str:
    """Why no testimony can be taken now; empty where one can."""
    try:
        sealing.audience()
    except sealing.Closed as closed:
        return str(closed)
    return ""


def too_many() -> str:
    return _(
        "Too much is arriving right now. Keep this page open and send it again in an hour: "
        "your text is still here."
    )


def _page(request: HttpRequest, name: str, status: int = 200, **context) -> HttpResponse:
    return render(request, f"articles/submit/{name}.html", context, status=status)
