"""The page that a reviewer reads: one HTML file, no script, no network."""

from dialogkit.report._write import render_report, write_report

__all__ = ["render_report", "write_report"]
