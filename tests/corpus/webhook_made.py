"""Invented webhook payloads; numbers are from ranges kept for fiction."""

from __future__ import annotations

from typing import Any

__all__ = ["cloud_message", "cloud_payload", "line_event", "line_payload"]


def cloud_message(
    sender: str, *, own_id: str = "wamid.x", at: int = 0, **content: Any
) -> dict[str, Any]:
    """A message as the WhatsApp Cloud API sends it, ``at`` seconds after a fixed time."""
    return {"from": sender, "id": own_id, "timestamp": str(1_700_000_000 + at), **content}


def cloud_payload(
    *items: Any,
    field: str = "messages",
    key: str = "messages",
    business: str = "1001",
    name: str = "Ada Beispiel",
) -> dict[str, Any]:
    """A whole payload with one change."""
    ids = {item["from"] for item in items if isinstance(item, dict) and "from" in item}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550109999", "phone_number_id": business},
        "contacts": [{"profile": {"name": name}, "wa_id": one} for one in sorted(ids)],
        key: list(items),
    }
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": field, "value": value}]}],
    }


def line_event(what: str = "message", *, at: int = 0, **content: Any) -> dict[str, Any]:
    """An event as LINE sends it, ``at`` seconds after a fixed time."""
    return {
        "type": what,
        "mode": "active",
        "timestamp": (1_700_000_000 + at) * 1000,
        "source": {"type": "user", "userId": "U1"},
        "webhookEventId": "E1",
        "deliveryContext": {"isRedelivery": False},
        **content,
    }


def line_payload(*events: Any, bot: str = "Ubot") -> dict[str, Any]:
    """A whole payload."""
    return {"destination": bot, "events": list(events)}
