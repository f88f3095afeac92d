"""Work for worker processes, in a module that they import in no time."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def dies_once(mark: str, number: int) -> int:
    """The process that gets chunk 3 first is killed, as by the system when memory is short."""
    if number == 3 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def dies_always(number: int) -> int:
    """Whoever gets a chunk is killed."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def sleeps(number: int) -> int:
    """Chunk 0 is fast, the others take a minute."""
    time.sleep(0 if number == 0 else 60)
    return number
