"""The forecast: simulated weeks judged, with and without the bot, and how sure that is.

This room joins `dialogkit.simulate`, which makes case records, and `dialogkit.evaluate`, which
judges them and must not know where they come from.
"""

from dialogkit.forecast._forecast import Forecast, forecast
from dialogkit.forecast._staffing import Staffing, Tried, staff_for

__all__ = ["Forecast", "Staffing", "Tried", "forecast", "staff_for"]
