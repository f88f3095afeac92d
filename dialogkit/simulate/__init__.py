"""Customers, bot and contact centre on one clock."""

from dialogkit._chunks import Once, Workers, require_workers, run_chunks
from dialogkit.simulate._actors_drawn import DrawnActors
from dialogkit.simulate._actors_file import load_chat_model
from dialogkit.simulate._actors_local import LocalChat
from dialogkit.simulate._actors_model import EndpointChat, ModelActors
from dialogkit.simulate._actors_script import Failure, ScriptResult, run_scripts
from dialogkit.simulate._actors_script_file import Script, load_scripts
from dialogkit.simulate._arrivals import midnight
from dialogkit.simulate._assumptions import ASSUMPTIONS, Parameter, matters
from dialogkit.simulate._blocks import Sums, keep_all
from dialogkit.simulate._conversations import Conversations, simulate_conversations
from dialogkit.simulate._coverage import Coverage, Covered
from dialogkit.simulate._customers import OUT_OF_SCOPE, Customers, Heard, Share, Spoken
from dialogkit.simulate._fitting import misfits
from dialogkit.simulate._folder import Packed, RunFolder
from dialogkit.simulate._folder_key import Known, fingerprints, whole
from dialogkit.simulate._habits import Counted, Delay, Segment, Segments
from dialogkit.simulate._issues import is_small_talk
from dialogkit.simulate._rehearsal import Rehearsal
from dialogkit.simulate._remote import actors_for, rehearse
from dialogkit.simulate._remote_record import Recording
from dialogkit.simulate._remote_talk import Rehearsed, is_free
from dialogkit.simulate._result import Run, Transcript
from dialogkit.simulate._run import run_setup, simulate
from dialogkit.simulate._served import SERVED, Measured, Served, ServedDay, ServedHours
from dialogkit.simulate._served_weeks import ServedWeeks, served_weeks
from dialogkit.simulate._setup import Setup, Talker, prepare
from dialogkit.simulate._waits import LONGEST_WAIT

__all__ = [
    "ASSUMPTIONS",
    "LONGEST_WAIT",
    "OUT_OF_SCOPE",
    "SERVED",
    "Conversations",
    "Counted",
    "Coverage",
    "Covered",
    "Customers",
    "Delay",
    "DrawnActors",
    "EndpointChat",
    "Failure",
    "Heard",
    "Known",
    "LocalChat",
    "Measured",
    "ModelActors",
    "Once",
    "Packed",
    "Parameter",
    "Recording",
    "Rehearsal",
    "Rehearsed",
    "Run",
    "RunFolder",
    "Script",
    "ScriptResult",
    "Segment",
    "Segments",
    "Served",
    "ServedDay",
    "ServedHours",
    "ServedWeeks",
    "Setup",
    "Share",
    "Spoken",
    "Sums",
    "Talker",
    "Transcript",
    "Workers",
    "actors_for",
    "fingerprints",
    "is_free",
    "is_small_talk",
    "keep_all",
    "load_chat_model",
    "load_scripts",
    "matters",
    "midnight",
    "misfits",
    "prepare",
    "rehearse",
    "require_workers",
    "run_chunks",
    "run_scripts",
    "run_setup",
    "served_weeks",
    "simulate",
    "simulate_conversations",
    "whole",
]
