"""What a rehearsal needs, from the paths that were given: staff, a bot, customers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dialogkit.bot import Bot
from dialogkit.cli._paths import flow_of, require_there
from dialogkit.cli._shared import GAP, naming
from dialogkit.contact_centre import ContactCentre
from dialogkit.conversation import IntentModel
from dialogkit.corpus import anonymize, link_recontacts, read_log, split_cases
from dialogkit.errors import InputError
from dialogkit.intents import load_model
from dialogkit.simulate import Customers

__all__ = ["beside", "bot_of", "centre_for", "customers_from"]

_STAFF = {
    "hours": "hours: Mo-Fr 08:00-18:00, Sa 09:00-13:00 Europe/Berlin",
    "agents": "agents: 3",
    "handling": "handling: {default: 10m}",
}
"""What every staff file says, each with a line for example."""


def beside(flow: Path, name: str) -> Path | None:
    """A file of the same corpus as a flow, if it is there."""
    folder = flow if flow.is_dir() else flow.parent
    return folder / name if (folder / name).is_file() else None


def centre_for(flow: Path, given: Path | None) -> ContactCentre:
    """The staff: from the file given, or ``centre.yaml`` beside the flow.

    Raises:
        InputError: There is neither.
    """
    require_there(flow)
    if flow.is_dir() and given is None and not (flow / "flow.yaml").is_file():
        raise InputError("holds no flow.yaml; name a flow, or a bot.yaml", file=str(flow))
    path = given or beside(flow, "centre.yaml")
    if path is None:
        what = (
            "has no centre.yaml beside it; name the staff with --centre FILE "
            "(a small example is in dialogkit/contact_centre/STAFF.md)"
        )
        raise InputError(what, file=str(flow))
    try:
        return ContactCentre.load(path)
    except InputError as error:
        more = "".join(f"\n  {line}" for key, line in _STAFF.items() if _lacks(error, key))
        if not more:
            raise
        what = f"{error.what}\nfor example:{more}"
        raise InputError(what, file=error.file, line=error.line) from None


def _lacks(error: InputError, key: str) -> bool:
    return f"needs {key}: the key is missing" in error.what or error.what.startswith(
        "must be a mapping, with hours"
    )


def bot_of(flow: Path, model: Path) -> tuple[Bot, IntentModel]:
    """A flow sound enough to be rehearsed, and its classifier."""
    loaded = flow_of(flow)
    loaded.require_sound("SH")
    heard: IntentModel = load_model(model)
    return Bot(loaded, heard, channel=loaded.channels[0]), heard


def customers_from(path: Path, model: IntentModel) -> Customers:
    """Customers from a fitted file, or fitted here to the ``log`` of a corpus folder.

    The log is anonymized first, with a key that is kept nowhere. It is made from the log itself,
    so that the same log and seed give the same result; who could make it has the log anyway.

    Raises:
        InputError: The file is no customer file, was fitted with another classifier, or the folder
            has no log.
    """
    require_there(path)
    if not path.is_dir():
        customers = Customers.load(path)
        with naming(path):
            customers.require(model)
        return customers
    log = path / "log"
    if not log.exists():
        what = "is neither a customer file nor a corpus folder: there is no log in it"
        raise InputError(what, file=str(path))
    raw = read_log(log)
    key = hashlib.sha256("\0".join(raw.table["text"].to_pylist()).encode("utf-8", "replace"))
    anonymous, _ = anonymize(raw, key=key.digest())
    with naming(log):
        return Customers.fit(link_recontacts(split_cases(anonymous, gap=GAP)), model)
