"""Pictures are decoded in a process of their own, so that none can hold up or bring down the site."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(__file__).with_name("drawing.py")
#: Seconds after which a picture is given up. The largest that is let in takes four on a slow machine.
TIME_LIMIT = 30


class NotDrawn(Exception):
    """Nothing came out: `reason` is `pixels`, `time` or `unreadable`."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Drawing:
    """A picture drawn anew: its bytes, its file ending with the dot, its size in pixels."""

    content: bytes
    suffix: str
    width: int
    height: int


def draw(job: str, data: bytes) -> list[Drawing]:
    """What drawing.py makes of a picture. Raises NotDrawn where it fails, crashes or takes too long.

    The process gets nothing of ours: no environment, no open file, no database.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no part of it from outside
            [sys.executable, "-I", str(PROGRAM), job],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn("time") from None
    head, _line, rest = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise NotDrawn("time" if done.returncode == -_CPU_TIME_IS_UP else "unreadable")
    answer = json.loads(head)
    if "refused" in answer:
        raise NotDrawn(answer["refused"])
    return _cut(answer["drawn"], rest)


#: The number of the signal SIGXCPU.
_CPU_TIME_IS_UP = 24


def _cut(drawn: list[dict], rest: bytes) -> list[Drawing]:
    found, start = [], 0
    for facts in drawn:
        end = start + facts["size"]
        found.append(Drawing(rest[start:end], facts["suffix"], facts["width"], facts["height"]))
        start = end
    return found
