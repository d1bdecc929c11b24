"""The site as it runs in production: gunicorn with the shipped configuration, nginx before it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "nkdb.example"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A production site below a folder, in which everything lies that it can write."""

    def __init__(self, folder: Path):
        self.folder, self.port, self.front = folder, free_port(), free_port()
        for name in ("sealed", "media", "tmp", "nginx"):
            (folder / name).mkdir()
        self.log = folder / "site.log"
        self.processes: list[subprocess.Popen] = []
        self.environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "k7" * 30 + "!xyzZ",
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "BEHIND_PROXY": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "SEALED_ROOT": str(folder / "sealed"),
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "TMPDIR": str(folder / "tmp"),
            "BIND": f"127.0.0.1:{self.port}",
            "WORKERS": "2",
            "LOG_LEVEL": "DEBUG",
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def manage(self, *arguments: str, typed: str = "") -> str:
        """Run a command of manage.py; gives what it prints."""
        run = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, input=typed, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return run.stdout

    def start(self) -> None:
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:nkdbcms.server.gunicorn"]
        with self.log.open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    [*gunicorn, "nkdbcms.wsgi"],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                )
            )
            if NGINX:
                self.processes.append(
                    subprocess.Popen(
                        [NGINX, "-c", str(self._nginx_conf()), "-p", str(self.folder / "nginx")],
                        env=self.environment, stdout=log, stderr=log,
                    )
                )  # fmt: skip
        self._wait()

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=60)

    @property
    def pids(self) -> set[int]:
        """The processes of the servers with their workers."""
        ours = {process.pid for process in self.processes}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                if int(stat.read_text().rpartition(")")[2].split()[1]) in ours:
                    ours.add(int(stat.parent.name))
            except OSError:
                continue
        return ours

    def _nginx_conf(self) -> Path:
        """The shipped configuration on ports and in folders of this test, without TLS."""
        shipped = (ROOT / "nkdbcms" / "server" / "nginx.conf").read_text()
        servers = re.sub(r"^ +ssl_.*\n", "", shipped, flags=re.M)
        servers = servers.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{self.front};")
        servers = servers.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        servers = servers.replace("listen 127.0.0.1:8081;", f"listen 127.0.0.1:{free_port()};")
        servers = servers.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")
        here = self.folder / "nginx"
        own = "".join(
            f"{kind}_temp_path {here}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        conf = here / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        conf.write_text(
            f"daemon off; {user} pid {here}/pid; error_log {here}/error.log info;\n"
            f"events {{ }}\nhttp {{\n{own}{servers}}}\n"
        )
        return conf

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        for port in (self.port, *([self.front] if NGINX else [])):
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert time.monotonic() < deadline, self.log.read_text()[-2000:]
                    time.sleep(0.1)
