"""A news site on this machine, under any name, with the pages that a test gives it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from articles.links.policy import FetchPolicy


@dataclass
class NewsSite:
    """`pages` are (status, content type, body) by path; `asked` the paths in order.

    Paths go without their query. One that has no page answers 404. Answers wait until `may_answer` is set.
    """

    port: int = 0
    pages: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    may_answer: Event = field(default_factory=Event)

    def address(self, path: str, host: str = "ledger.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def show(self, path: str, body: str | bytes, *, status=200, kind="text/html") -> None:
        page = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (status, kind, page)

    @property
    def policy(self) -> FetchPolicy:
        """Visits this site under any name, and nothing else."""
        return FetchPolicy(
            seconds=5,
            ports=frozenset({self.port}),
            may_visit=lambda address: address.is_loopback,
            look_up=lambda name: ["127.0.0.1"],
        )


@contextmanager
def running() -> Iterator[NewsSite]:
    site = NewsSite()
    site.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.partition("?")[0]
            site.asked.append(path)
            site.may_answer.wait(10)
            status, kind, body = site.pages.get(path, (404, "text/html", b"Not found"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_port
        Thread(target=server.serve_forever, daemon=True).start()
        yield site
        site.may_answer.set()
        server.shutdown()


STORY = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Centre counts six detention sites - The Harbour Ledger</title>
<link rel="canonical" href="{canonical}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="The Harbour Ledger">
<meta property="og:title" content="Centre counts six detention sites">
<meta property="og:description" content="A database in Seoul has located six detention sites \
near the border by comparing what people told in interviews.">
<meta property="og:image" content="https://ledger.example/pictures/border.jpg">
<meta name="author" content="Mina Seo">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Centre counts six detention sites", "datePublished": "2026-05-12T09:30:00+09:00",
"dateModified": "2026-05-14T09:30:00+09:00", "inLanguage": "en"}}
</script>
</head>
<body><article>
<h1>Centre counts six detention sites</h1>
<p>By Mina Seo, 12 May 2026</p>
<p>A database in Seoul has located six detention sites near the border by comparing what people \
told in interviews, the centre said on Tuesday at a hearing on repatriation.</p>
<p>The interviews were held over eleven years with people who had been sent back from a \
neighbouring country and who described the places in which they were held before a trial.</p>
</article></body>
</html>
"""


def story(canonical: str = "https://ledger.example/2026/05/12/sites") -> str:
    """The page of an article about detention and repatriation, in English, of 12 May 2026."""
    return STORY.format(canonical=canonical)
