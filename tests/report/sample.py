"""An invented forecast with everything a forecast may hold; no number in it is real."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from log_checks import agreeing

from dialogkit.conversation import CASE_SCHEMA
from dialogkit.evaluate import evaluate

START = datetime(2026, 11, 16, tzinfo=UTC)
INTENTS = ["parcel_status", "parcel_late", "redelivery", "complaint", "customs"]


def invented_cases(*, bot: bool, n: int = 900, replications: int = 4) -> pa.Table:
    """A week of cases, with or without the bot, of the same customers."""
    rng = np.random.default_rng(11)
    scenario = np.tile(np.arange(n), replications)
    total = n * replications
    luck, patience = rng.random(total), rng.random(total)
    intent = np.tile(rng.choice(INTENTS, n, p=[0.45, 0.25, 0.2, 0.08, 0.02]), replications)
    hard = np.isin(intent, ["complaint", "customs"])
    handed = (luck < np.where(hard, 0.85, 0.48)) & bot
    gives_up = bot & ~handed & (patience < 0.12)
    waits = (rng.exponential(700 if bot else 2_500, total)) * (handed | (not bot))
    leaves = (handed | (not bot)) & (waits > 7_000)
    reached = (handed | (not bot)) & ~leaves
    stays = bot & ~handed & ~gives_up
    settled = rng.random(total)
    resolved = np.where(reached, "yes", np.where(settled < 0.72, "yes", "no"))
    resolved = np.where(stays & (settled > 0.92), "unknown", resolved)
    resolved = np.where(gives_up | leaves, "no", resolved)
    hours = np.tile(rng.integers(0, 7 * 24, n), replications) + rng.random(total)
    opened = (hours * 3.6e9).astype(np.int64) + int(START.timestamp() * 1e6)
    number = np.arange(total).astype(str)
    columns: dict[str, Any] = {
        "case_id": number,
        "conversation_id": number,
        "customer_id": scenario.astype(str),
        "channel": np.where(scenario % 3 == 0, "web", "whatsapp"),
        "locale": np.where(scenario % 5 == 0, "en", "de"),
        "intent": intent,
        "level": np.where(hard, "sensitive", "personal"),
        "opened_at": opened,
        "closed_at": opened + 600_000_000,
        "customer_turns": 1 + scenario % 4,
        "bot_turns": np.full(total, 3 if bot else 0),
        "agent_turns": reached.astype(int),
        "bot_engaged": np.full(total, bot),
        "asked_for_human": handed & (luck < 0.15),
        "handed_off": handed,
        "handoff_reason": np.where(luck < 0.15, "asked", "policy"),
        "handoff_needed": hard | (patience > 0.7),
        "reached_agent": reached,
        "abandoned": np.where(gives_up, "bot", np.where(leaves, "queue", "no")),
        "resolved": resolved,
        "resolved_by": np.where(reached, "agent", np.where(resolved == "yes", "bot", "none")),
        "wait_seconds": np.where(waits > 0, waits, np.nan),
        "first_response_seconds": np.where(bot, 1.5, waits),
        "handle_seconds": np.where(reached, 420.0, np.nan),
        "end": np.where(stays & (settled > 0.9), "dead_end", "done"),
        "scenario": scenario,
        "replication": np.repeat(np.arange(replications), n),
    }
    columns["handoff_reason"] = np.where(handed, columns["handoff_reason"], None)
    arrays = {name: pa.array(x, from_pandas=True) for name, x in columns.items()}
    return pa.table({name: x.cast(CASE_SCHEMA.field(name).type) for name, x in arrays.items()})


def turns(*said: tuple[str, str, str]) -> list[dict[str, str]]:
    """Turns of a conversation, one a minute."""
    return [
        {"speaker": who, "text": text, "step": step, "at": f"2026-11-18T09:{i:02d}:00+00:00"}
        for i, (who, text, step) in enumerate(said)
    ]


FAILURES = [
    {
        "kind": "false_deflection",
        "label_de": "Wirkt gelöst, ist es aber nicht",
        "label_en": "Seems resolved but is not",
        "count": 214,
        "share": {"value": 0.059, "low": 0.051, "high": 0.068},
        "why_de": "Der Bot nennt den letzten Scan, auch wenn das Paket seit Tagen steht.",
        "why_en": "The bot names the last scan even if the parcel has not moved for days.",
        "help_de": "Ab drei Tagen ohne Scan einen Nachforschungsauftrag anbieten.",
        "help_en": "Offer an inquiry after three days without a scan.",
        "transcripts": [
            {
                "case_id": "r0-s17-0",
                "intent": "parcel_late",
                "turns": turns(
                    ("customer", "Wo bleibt denn mein Päckchen?", "hello"),
                    ("bot", "Das sehe ich gern nach. Wie lautet die Sendungsnummer?", "track"),
                    ("customer", "<PARCEL> und es ist seit 5 Tagen in <ORT> 🙄", "track"),
                    ("bot", "Ihre Sendung ist im Verteilzentrum. Kann ich noch etwas tun?", "tell"),
                    ("system", "nichts mehr geschrieben", "tell"),
                ),
            },
            {
                "case_id": "r0-s48-0",
                "intent": "redelivery",
                "turns": turns(
                    ("customer", "Zustellung bitte noch mal morgen", "hello"),
                    ("bot", "Meinen Sie: Wo ist mein Paket?", "hello"),
                    ("customer", "ja von mir aus", "hello"),
                    ("agent", "Guten Tag, ich übernehme und buche die Zustellung um.", "desk"),
                ),
            },
        ],
    },
    {
        "kind": "abandoned_in_bot",
        "label_de": "Der Kunde bricht im Bot ab",
        "label_en": "The customer gives up in the bot",
        "count": 96,
        "share": {"value": 0.027, "low": 0.021, "high": 0.033},
        "why_de": "Nach der zweiten Rückfrage gehen die meisten.",
        "why_en": "Most leave after being asked to rephrase twice.",
        "help_de": "Nach einer Rückfrage Auswahlknöpfe zeigen.",
        "help_en": "Show choices after the first misunderstanding.",
        "transcripts": [],
    },
]

FLOW_SVG = """<svg xmlns="http://www.w3.org/2000/svg" id="flow-1" viewBox="0 0 640 130" role="img"
 aria-labelledby="flow-1-title"><title id="flow-1-title">Ablauf</title>
<style>#flow-1 .bg{fill:none}#flow-1 text{font-size:13px;fill:currentColor}
#flow-1 rect{fill:none;stroke:currentColor}</style>
<rect class="bg" x="10" y="40" width="120" height="40" rx="6"/><text x="40" y="65">hello</text>
<path d="M130 60H250" stroke="currentColor" stroke-width="6"/>
<rect x="250" y="40" width="120" height="40" rx="6"/><text x="290" y="65">track</text>
<path d="M370 60H490" stroke="currentColor" stroke-width="3"/>
<rect x="490" y="40" width="120" height="40" rx="6"/><text x="530" y="65">done</text></svg>"""


def _assumption(name: str, de: str, en: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "label_de": de, "label_en": en, "source": "assumed", **more}


def _week() -> list[dict[str, float]]:
    rows = []
    for hour in range(168):
        day, at = divmod(hour, 24)
        busy = max(0.0, 1 - abs(at - 11) / 9) * (0.3 if day >= 5 else 1.0)
        open_ = 8 <= at < 18 and day < 5
        rows.append(
            {
                "hour": hour,
                "arrivals": round(2 + 60 * busy, 1),
                "handoffs": round(1 + 28 * busy, 1),
                "agents": 5 if open_ else 0,
                "waiting": round(busy * 7 if open_ else busy * 15, 1),
            }
        )
    return rows


def _gap(rate: str, a: float, b: float, half: float, **more: Any) -> dict[str, Any]:
    """A difference between two worlds."""
    gap = {"rate": rate, "unit": "share", "a": a, "b": b, "difference": b - a}
    told = {"low": b - a - half, "high": b - a + half, "pairs": 900, "decided_by": 41}
    return {**gap, **told, "interval": "paired, 95%", **more}


WHAT_IFS = [
    {
        "name": "agents=12",
        "changes": [{"name": "agents", "before": 6, "after": 12, "unit": "number"}],
        "differences": {
            "bot_resolved": _gap("bot_resolved", 0.31, 0.312, 0.004),
            "deflection": _gap("deflection", 0.42, 0.391, 0.006),
            "first_response_agent_seconds": _gap(
                "first_response_agent_seconds", 744.0, 120.0, 90.0, unit="seconds"
            ),
            "cost_per_contact": _gap(
                "cost_per_contact", 2.31, 2.29, 0.03, unit="money", decided_by=None
            ),
        },
        "load": {"overloaded": False, "notes": {"de": [], "en": []}},
    },
    {
        "name": "Sorgfältig",
        "changes": [
            {"name": "threshold", "before": 0.55, "after": 0.7, "unit": "share"},
            {"name": "handling.default", "before": 420.0, "after": 540.0, "unit": "seconds"},
            {"name": "routing", "before": "flow", "after": "any", "unit": ""},
        ],
        "differences": {
            "bot_resolved": _gap("bot_resolved", 0.31, 0.26, 0.01, pairs=None, decided_by=None),
            "deflection": _gap("deflection", 0.42, 0.4, 0.03, pairs=None, decided_by=None),
        },
        "load": {
            "overloaded": True,
            "notes": {
                "de": ["Das Team ist überlastet: 1.25-mal so viel Arbeit, wie es leisten kann."],
                "en": ["The team is overloaded: 1.25 times as much work as it can do."],
            },
        },
    },
]

COVERAGE = {
    "step": {
        "of": 3,
        "visited": 2,
        "rows": [
            {"place": "hello", "what": "", "to": "", "count": 900},
            {"place": "track", "what": "", "to": "", "count": 640},
            {"place": "refused", "what": "", "to": "", "count": 0},
        ],
    },
    "choice": {
        "of": 3,
        "visited": 1,
        "rows": [
            {"place": "hello", "what": "choose.track", "to": "track", "count": 640},
            {"place": "hello", "what": "choose.customs", "to": "customs", "count": 0},
            {"place": "refused", "what": "choose.more", "to": "hello", "count": 0},
        ],
    },
    "handoff": {
        "of": 2,
        "visited": 0,
        "rows": [
            {"place": "claims", "what": "window_shut", "to": "late", "count": 0},
            {"place": "service", "what": "window_shut", "to": "late", "count": 0},
        ],
    },
    "guard": {
        "of": 2,
        "visited": 1,
        "rows": [
            {"place": "time.is_open(claims)", "what": "yes", "to": "", "count": 12},
            {"place": "time.is_open(claims)", "what": "no", "to": "", "count": 0},
        ],
    },
}


def sample() -> dict[str, Any]:
    """The forecast, as parsed from its JSON."""
    without = invented_cases(bot=False)
    by = ("intent", "channel", "locale", "level", "hour")
    rates = evaluate(invented_cases(bot=True), baseline=without, by=by).to_json()
    rates["slices"]["intent"]["customs"] |= {"n": 18, "small": True}
    low, high = ({**rates, "slices": {}} for _ in range(2))
    return {
        "format": "dialogkit.forecast/1",
        "title": "Paketdienst, Fassung 3, gegen heute ohne Bot",
        "flow": {"name": "parcel", "steps": 14, "file": "flow.yaml"},
        "seed": 7,
        "replications": 4,
        "days": 7,
        "start": "2026-11-16",
        "n_cases": rates["n"],
        "cases_file": "run.parquet",
        "rates": rates,
        "baseline": evaluate(without).to_json(),
        "log_check": agreeing(),
        "operations": {
            "with_bot": {
                "wait_minutes_median": {"value": 12.4, "low": 9.1, "high": 16.0},
                "service_level_60m": {"value": 0.941, "low": 0.92, "high": 0.957},
                "agent_hours_per_week": {"value": 131.0, "low": 124.0, "high": 139.0},
                "utilisation": {"value": 0.66, "low": 0.62, "high": 0.7},
            },
            "without_bot": {
                "wait_minutes_median": {"value": 41.3, "low": 36.0, "high": 47.5},
                "service_level_60m": {"value": 0.612, "low": 0.58, "high": 0.65},
                "agent_hours_per_week": {"value": 212.0, "low": 205.0, "high": 220.0},
                "utilisation": {"value": 0.97, "low": 0.95, "high": 0.98},
            },
        },
        "assumptions": [
            _assumption(
                "leave_per_error",
                "Kunde geht nach einem Missverständnis",
                "Customer leaves after a misunderstanding",
                low=0.05,
                central=0.12,
                high=0.25,
                unit="share",
            ),
            _assumption(
                "patience",
                "Geduld in der Warteschlange",
                "Patience in the queue",
                low=600,
                central=1_800,
                high=5_400,
                unit="s",
            ),
            _assumption(
                "handling",
                "Bearbeitungszeit",
                "Handling time",
                low=5.5,
                central=7.0,
                high=8.5,
                unit="min",
            )
            | {"source": "measured", "n": 312},
        ],
        "sensitivity": [
            {
                "name": "leave_per_error",
                "rate": "resolved_deflection_72h",
                "low_value": 0.41,
                "central_value": 0.36,
                "high_value": 0.27,
                "low_difference": {"value": 0.05, "low": 0.043, "high": 0.057},
                "high_difference": {"value": -0.09, "low": -0.098, "high": -0.082},
            },
            {
                "name": "patience",
                "rate": "resolved_deflection_72h",
                "low_value": 0.35,
                "central_value": 0.36,
                "high_value": 0.365,
            },
            {
                "name": "handling",
                "rate": "resolved_deflection_72h",
                "low_value": 0.362,
                "central_value": 0.36,
                "high_value": 0.355,
            },
        ],
        "scenarios": {"low": low, "central": rates, "high": high},
        "what_ifs": WHAT_IFS,
        "coverage": COVERAGE,
        "week": _week(),
        "failures": FAILURES,
        "traffic": {"hello>track": 2100, "track>tell": 1650, "hello>desk": 640, "tell>done": 1180},
        "flow_svg": FLOW_SVG,
        "findings": [
            {
                "code": "H004",
                "severity": "warning",
                "place": "flow.yaml:31",
                "what": "The step desk asks again for parcel_id.",
                "why": "The customer has given it before.",
                "remedy": "Pass the value on with the handoff.",
            }
        ],
        "privacy": {
            "messages": 5_210,
            "found": {"name": 812, "parcel_id": 640, "phone": 77, "address": 31},
            "remaining_risk": "Seltene Kombinationen von Ort und Datum.",
            "method": "Regeln und Prüfziffern",
        },
        "data": {"messages": 5_210, "cases": 1_204, "unreadable": 3, "notes": ["format: whatsapp"]},
        "model": {"accuracy": 0.912, "n": 480, "out_of_scope": {"auroc": 0.94}, "threshold": 0.55},
        "validation": None,
        "command": "dialogkit forecast flow.yaml --model model --customers customers.json --seed 7",
        "versions": {"dialogkit": "0.1.0", "python": "3.11", "model": "3f2a9c"},
    }


GATE = """conditions:
  - {rate: false_deflection, at_most: 25%}
  - {rate: resolved_deflection_72h, at_least: 20%}
  - {rate: missed_handoff, where: {level: sensitive}, at_most: 5%}
  - {rate: handoff_rate, at_most: 52%}
  - {minimum_cases: 1000}
"""
