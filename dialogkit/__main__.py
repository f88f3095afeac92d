"""``python -m dialogkit``: the same as the command ``dialogkit``."""

from __future__ import annotations

from dialogkit.cli import main

if __name__ == "__main__":
    main()
