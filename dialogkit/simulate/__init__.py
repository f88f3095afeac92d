"""Customers, bot and contact centre on one clock."""

from dialogkit._chunks import Workers, run_chunks
from dialogkit.simulate._actors_drawn import DrawnActors
from dialogkit.simulate._actors_file import load_chat_model
from dialogkit.simulate._actors_local import LocalChat
from dialogkit.simulate._actors_model import EndpointChat, ModelActors
from dialogkit.simulate._actors_script import Failure, ScriptResult, run_scripts
from dialogkit.simulate._actors_script_file import Script, load_scripts
from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._assumptions import ASSUMPTIONS, Parameter, matters
from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers, Heard, Share, Spoken
from dialogkit.simulate._issues import is_small_talk
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote import actors_for, rehearse
from dialogkit.simulate._remote_record import Recording
from dialogkit.simulate._remote_talk import Rehearsed
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
    "DrawnActors",
    "EndpointChat",
    "Failure",
    "Heard",
    "LocalChat",
    "ModelActors",
    "Parameter",
    "Recording",
    "Rehearsal",
    "Rehearsed",
    "Run",
    "Script",
    "ScriptResult",
    "Setup",
    "Share",
    "Spoken",
    "Sums",
    "Talker",
    "Transcript",
    "Workers",
    "actors_for",
    "is_small_talk",
    "load_chat_model",
    "load_scripts",
    "matters",
    "midnight",
    "prepare",
    "rehearse",
    "run_chunks",
    "run_scripts",
    "run_setup",
    "simulate",
]
