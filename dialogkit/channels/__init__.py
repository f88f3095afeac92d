"""What each messenger can carry: one dated and sourced TOML file a channel.

To add a channel, put a ``name.toml`` here; nothing else changes.
"""

from dialogkit.channels._channel import Channel, Fact
from dialogkit.channels._load import load_channel, names
from dialogkit.channels._render import Form, Rendered

__all__ = ["Channel", "Fact", "Form", "Rendered", "load_channel", "names"]
