"""What each messenger can carry: one dated and sourced TOML file a channel.

To add a channel, put a ``name.toml`` here; no code changes. `Channel` says what each fact means,
and a fact that is not in the file means that the channel has no such limit or rule::

    title = "Courier"            # as people call it
    counts = "utf16"             # characters (default), utf16, bytes or gsm7

    [text]
    value = 2000
    source = "https://courier.example/docs/limits"
    checked = 2026-11-21

    [buttons]
    value = 6
    source = "tried out; the documentation states no number"
    checked = 2026-11-21
    unconfirmed = true           # what rests on it is a warning, never an error

Every value names its source and the day somebody looked. For ``fit_for``, which is a judgement,
``source`` is the reason. ``tests/channels/test_channels_profiles.py`` checks that for all files;
add a line there for what is special about the new one. A profile outside the package is loaded by
its path: ``load_channel("./courier.toml")``, ``dialogkit preview FLOW --channel ./courier.toml``.
"""

from dialogkit.channels._channel import Channel, Fact, Medium
from dialogkit.channels._load import load_channel, names
from dialogkit.channels._render import Form, Rendered
from dialogkit.channels._sms import Parts

__all__ = ["Channel", "Fact", "Form", "Medium", "Parts", "Rendered", "load_channel", "names"]
