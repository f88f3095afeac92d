"""From a forecast or plain rates to one HTML file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

import jinja2

from dialogkit._files import write_text
from dialogkit.errors import InputError
from dialogkit.report._numbers import Numbers
from dialogkit.report._page import page
from dialogkit.report._texts import load_texts

__all__ = ["render_report", "write_report"]


class HasJson(Protocol):
    """A forecast, rates, or a gate's result."""

    def to_json(self) -> dict[str, Any]:
        """As a JSON object."""


Given = Mapping[str, Any] | HasJson


def write_report(
    forecast: Given,
    path: str | os.PathLike[str],
    *,
    locale: str = "de",
    gate: Given | None = None,
    timezone: str | None = None,
) -> None:
    """Writes the page: one HTML file below 500 KB that needs neither script nor network.

    Args:
        forecast: A forecast, or the rates of an evaluation, or the JSON object of either. Of plain
            rates it shows what they hold.
        path: Where to write it.
        locale: ``de`` or ``en``.
        gate: What `dialogkit.evaluate.gate` said, or its JSON object.
        timezone: Where the times in the transcripts are told; that of the forecast if not given.

    Raises:
        InputError: ``forecast`` holds no rates.
        ParameterError: There are no texts for ``locale``.
        OutputError: The file cannot be written.
    """
    write_text(render_report(forecast, locale=locale, gate=gate, timezone=timezone), path)


def render_report(
    forecast: Given,
    *,
    locale: str = "de",
    gate: Given | None = None,
    timezone: str | None = None,
) -> str:
    """The page as text: the same forecast gives the same bytes; as `write_report` otherwise."""
    texts = load_texts(locale)
    given = _as_forecast(_plain(forecast))
    zone = timezone or (given.get("counted_with") or {}).get("timezone") or "Europe/Berlin"
    numbers = Numbers(locale, texts("page.to"), zone, str(given.get("currency") or ""))
    values = page(given, None if gate is None else _plain(gate), texts, numbers)
    return _environment().get_template("report.html.j2").render(t=texts, n=numbers, **values)


def _plain(value: Given) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else value.to_json()


def _as_forecast(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A forecast; plain rates become one that holds nothing else."""
    rates = value.get("rates")
    if not isinstance(rates, Mapping):
        raise InputError("must be a forecast or the rates of an evaluation: an object with rates")
    return value if "rates" in rates else {"rates": value}


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("dialogkit.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
