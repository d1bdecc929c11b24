"""Coming back with a receipt: the state, messages, an answer, consents, withdrawal."""

import json
from contextlib import suppress
from dataclasses import dataclass

import pyrage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.choices import ChangeReason, Sender, SubmissionState
from articles.forms.door import AnswerForm, ConsentForm, ReceiptForm, WithdrawalForm
from articles.models import SealedMessage, Submission
from articles.submissions import consents, intake, receipts, retention, sealing, throttle, tokens
from articles.submissions.erasure import erase
from articles.submissions.uploads import keep_files, sealed_uploads
from articles.views.private import leaves_no_trace, lets_in
from articles.views.submit import too_many


@dataclass(frozen=True)
class Visit:
    """Somebody with a receipt that leads to a case, for the time of one request."""

    request: HttpRequest
    receipt: bytes
    credentials: receipts.Credentials
    case: Submission


@leaves_no_trace
def come_back(request: HttpRequest) -> HttpResponse:
    """Everything is in the body of a POST: the receipt, or the token that stands for it."""
    if request.method != "POST":
        return _ask(request, ReceiptForm())
    with sealed_uploads(request, _recipients()) as uploads:
        if "pass" not in request.POST:
            return _open(request)
        receipt = tokens.receipt_in(request.POST["pass"], max_age=tokens.LONGEST)
        visit = _visit(request, receipt)
        if visit is None:
            return _nothing(request, ReceiptForm())
        try:
            return _act(visit, uploads)
        except Submission.DoesNotExist:
            # It was erased while the page was open.
            return _nothing(request, ReceiptForm())


def _recipients() -> tuple[str, ...]:
    try:
        return sealing.audience().recipients
    except sealing.Closed:
        return ()


def _open(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    if not lets_in(request, throttle.opening):
        form.add_error(None, too_many())
        return _ask(request, form, status=429)
    visit = _visit(request, receipts.read(form.cleaned_data["receipt"]))
    return _case(visit) if visit else _nothing(request, form)


def _visit(request: HttpRequest, receipt: bytes | None) -> Visit | None:
    """A wrong receipt takes the same work as one that has expired."""
    credentials = receipts.credentials(receipt)
    case = intake.case_of(credentials)
    return Visit(request, receipt, credentials, case) if receipt and case else None


def _act(visit: Visit, uploads) -> HttpResponse:
    acts = {"answer": _answer, "consents": _change_consents, "withdraw": _withdraw}
    act = acts.get(visit.request.POST.get("act"))
    return act(visit, uploads) if act else _case(visit)


def _answer(visit: Visit, uploads) -> HttpResponse:
    request = visit.request
    form = AnswerForm(request.POST, files=request.FILES, refused=uploads.refused)
    try:
        audience = sealing.audience()
    except sealing.Closed as closed:
        form.add_error(None, str(closed))
    if form.is_valid() and not lets_in(request, throttle.sending):
        form.add_error(None, too_many())
    if not form.is_valid():
        return _case(visit, answer=form)
    text, files = form.cleaned_data["text"], tuple(uploads.stored)
    # Where it is here already, what came with it this time goes again.
    with suppress(intake.AlreadyArrived):
        intake.receive_answer(visit.case, text, files, audience, key=form.key)
        keep_files(uploads)
    return _case(visit, done="answer")


def _change_consents(visit: Visit, uploads) -> HttpResponse:
    form = ConsentForm(visit.request.POST)
    if not form.is_valid():
        return _case(visit, consents_form=form)
    consents.allow_just(visit.case, form.cleaned_data["purposes"])
    return _case(visit, done="consents")


def _withdraw(visit: Visit, uploads) -> HttpResponse:
    form = WithdrawalForm(visit.request.POST)
    if not form.is_valid():
        return _case(visit, withdrawal=form)
    erase(visit.case, by=None, reason=ChangeReason.WITHDRAWN)
    return render(visit.request, "articles/submit/erased.html")


# --- Pages ----------------------------------------------------------------------------------


def _ask(request: HttpRequest, form: ReceiptForm, status: int = 200) -> HttpResponse:
    return render(request, "articles/submit/receipt.html", {"form": form}, status=status)


def _nothing(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    """What a wrong receipt and an expired one lead to."""
    context = {"form": form, "is_nothing": True, "kept": request.POST.get("text", "")}
    return render(request, "articles/submit/receipt.html", context)


def _case(visit: Visit, *, done: str = "", **forms) -> HttpResponse:
    case = Submission.objects.get(pk=visit.case.pk)
    allowed = list(case.consents.in_force().values_list("purpose", flat=True))
    context = {
        "done": done,
        "case": case,
        "state": SubmissionState(case.state),
        "erased_on": retention.erased_on(case),
        "messages_of_case": [_read(message, visit) for message in case.messages.all()],
        "pass": tokens.issue(visit.receipt),
        "answer": forms.get("answer") or AnswerForm(),
        "consents_form": forms.get("consents_form") or ConsentForm(initial={"purposes": allowed}),
        "withdrawal": forms.get("withdrawal") or WithdrawalForm(),
    }
    return render(visit.request, "articles/submit/case.html", context)


def _read(message: SealedMessage, visit: Visit) -> dict:
    """A message for the page: who wrote it, when, and its text where the receipt opens it."""
    is_ours = message.sender == Sender.MODERATORS
    text = _opened(bytes(message.for_receipt), visit.credentials) if is_ours else None
    return {"is_ours": is_ours, "day": message.day, "text": text}


def _opened(sealed: bytes, credentials: receipts.Credentials) -> str | None:
    try:
        return json.loads(pyrage.decrypt(sealed, [credentials.identity]))["text"]
    except (pyrage.DecryptError, ValueError, KeyError, TypeError):
        return None
