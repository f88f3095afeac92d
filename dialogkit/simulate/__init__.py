"""Customers, bot and contact centre on one clock."""

from dialogkit._chunks import Workers, run_chunks
from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._assumptions import ASSUMPTIONS, Parameter, matters
from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers, Heard, Share, Spoken
from dialogkit.simulate._issues import is_small_talk
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._run import (
    Run,
    Setup,
    Sums,
    Talker,
    Transcript,
    prepare,
    run_setup,
    simulate,
)

__all__ = [
    "ASSUMPTIONS",
    "OUT_OF_SCOPE",
    "Customers",
    "Heard",
    "Parameter",
    "Rehearsal",
    "Run",
    "Setup",
    "Share",
    "Spoken",
    "Sums",
    "Talker",
    "Transcript",
    "Workers",
    "is_small_talk",
    "matters",
    "midnight",
    "prepare",
    "run_chunks",
    "run_setup",
    "simulate",
]
