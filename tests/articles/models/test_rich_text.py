import pytest

from tests.factories import make_draft

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Plain</p>", "<p>Plain</p>"),
        ("<p onclick='x()'>Click</p>", "<p>Click</p>"),
        ("<script>alert(1)</script><p>Text</p>", "<p>Text</p>"),
        ("<style>p{color:red}</style><p>Text</p>", "<p>Text</p>"),
        (
            "<p><a href='javascript:alert(1)'>here</a></p>",
            '<p><a rel="noopener noreferrer">here</a></p>',
        ),
        (
            "<p><a href='data:text/html,x'>here</a></p>",
            '<p><a rel="noopener noreferrer">here</a></p>',
        ),
        ("<img src=x onerror=alert(1)>", ""),
        ("<svg><script>alert(1)</script></svg><p>북송</p>", "<p>북송</p>"),
        ("<iframe src='https://a.example'></iframe>", ""),
        ("<p></p><p> </p>", ""),
        ("<h1>Big</h1><h2>Fine</h2>", "Big<h2>Fine</h2>"),
        ("<p style='position:fixed'>Text</p>", "<p>Text</p>"),
    ],
)
def test_the_text_is_cleaned_at_every_save(written, kept):
    draft = make_draft(body=written)
    assert draft.body == kept
    draft.refresh_from_db()
    assert draft.body == kept


def test_an_update_past_save_is_cleaned_too():
    draft = make_draft()
    type(draft).objects.filter(pk=draft.pk).update(body="<p>Text<script>alert(1)</script></p>")
    draft.refresh_from_db()
    assert draft.body == "<p>Text</p>"
