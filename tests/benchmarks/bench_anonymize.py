"""How many messages a second one process anonymizes with participants and rules.

Run by ``make bench``, or ``python tests/benchmarks/bench_anonymize.py``. The texts are the
invented, identifier-dense ones of the tests; the bar is 3,000 messages a second of processor time.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus"))

from anon_marked import read_marked

from dialogkit.corpus import find_spans

BAR = 3_000
ROUNDS = 7


def main() -> int:
    """Prints the median rate; 1 where it is below the bar."""
    messages = [m for name in ("anon_dev.jsonl", "anon_heldout.jsonl") for m in read_marked(name)]
    rates = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for message in messages:
            find_spans(message.text, message.participants)
        rates.append(len(messages) / (time.process_time() - begin))
    rate = statistics.median(rates)
    print(f"{rate:.0f} messages a second of processor time (bar {BAR}), {len(messages)} texts")
    return int(rate < BAR)


if __name__ == "__main__":
    sys.exit(main())
