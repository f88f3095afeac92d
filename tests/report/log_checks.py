"""What a forecast may hold of the log beside the weeks without the bot; all numbers invented."""

from __future__ import annotations

from typing import Any

__all__ = ["agreeing", "contradicting", "log_check", "row", "side"]


def side(value: float, low: float, high: float, unit: str = "share", **more: Any) -> dict[str, Any]:
    """A number as one side has it."""
    return {"value": value, "low": low, "high": high, "n": 812, "unit": unit, **more}


def row(name: str, verdict: str, log: Any, baseline: Any, **more: Any) -> dict[str, Any]:
    """One line of the comparison."""
    words = {"label_de": f"Größe {name}", "label_en": f"measure {name}"}
    kept = {"name": name, **words, "log": log, "baseline": baseline, "difference": None}
    return {**kept, "verdict": verdict, **more}


def log_check(verdict: str, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The whole of it."""
    told = [one for one in rows if one["verdict"] not in ("cannot_tell", "from_log")]
    return {
        "verdict": verdict,
        "compared": len(told),
        "agree": sum(one["verdict"] == "agrees" for one in told),
        "rows": [*rows],
        "remedies": [],
        "left_out": {},
        "not_compared": [{"text_de": "Die Kosten.", "text_en": "The costs."}],
        "method_de": "So ist gemessen.",
        "method_en": "Thus it is measured.",
        **more,
    }


def contradicting() -> dict[str, Any]:
    """A comparison with each kind of row."""
    why = {"why": "coarse", "why_de": "Die Zeiten sind gerundet.", "why_en": "Times are rounded."}
    taken = {"why_de": "Aus dem Protokoll.", "why_en": "Taken from the log."}
    return log_check(
        "contradicts",
        row(
            "arrivals_per_week", "from_log", side(1234.4, 1190, 1280, "number"),
            side(1233.6, 1200, 1260, "number"), **taken,
        ),
        row(
            "half_answered_after", "slower", side(600, 540, 720, "seconds"),
            side(5400, 5100, 5700, "seconds"),
        ),
        row("nine_of_ten_answered_after", "slower", side(7200, 6600, 7800, "seconds"), None),
        row("answered_60m", "slower", side(0.812, 0.78, 0.841), side(0.46, 0.45, 0.471)),
        row("answered_60m_open", "cannot_tell", None, side(0.5, 0.48, 0.52), **why),
        row("never_answered", "agrees", side(0.01, 0.005, 0.02), side(0.012, 0.01, 0.014)),
        row("settled", "agrees", side(0.3, 0.27, 0.74, most=0.7), side(0.6, 0.58, 0.62)),
        remedies=[
            {"name": "staff_less", "text_de": "Zu wenige Leute.", "text_en": "Too few people."}
        ],
        left_out={"late": 14, "bot": 1},
    )  # fmt: skip


def agreeing() -> dict[str, Any]:
    """One in which all agrees that can be compared."""
    whole = contradicting()
    rows = [one for one in whole["rows"] if one["verdict"] != "slower"]
    return log_check("agrees", *rows, left_out=whole["left_out"])
