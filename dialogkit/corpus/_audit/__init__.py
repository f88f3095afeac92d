"""The audit: what an anonymous corpus, and everything made from it, still gives away."""

from __future__ import annotations

from dialogkit.corpus._audit._audit import FORMAT, PrivacyAudit, audit
from dialogkit.corpus._audit._sheet import write_sheet

__all__ = ["FORMAT", "PrivacyAudit", "audit", "write_sheet"]
