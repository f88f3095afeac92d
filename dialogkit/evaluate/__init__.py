"""From cases to rates: what was reached, with which uncertainty, and whether that is enough.

The same code judges real and simulated cases and cannot tell them apart.
"""

from dialogkit.evaluate._compare import Comparison, compare_cases
from dialogkit.evaluate._differences import Difference, World, differences
from dialogkit.evaluate._evaluate import evaluate, outcome_rates
from dialogkit.evaluate._gate import ConditionResult, GateResult, gate
from dialogkit.evaluate._gate_file import Condition
from dialogkit.evaluate._intervals import clustered_wilson, wilson, wilson_of_clusters
from dialogkit.evaluate._rates import Rate, Rates, Slice
from dialogkit.evaluate._slices import SLICES

__all__ = [
    "SLICES",
    "Comparison",
    "Condition",
    "ConditionResult",
    "Difference",
    "GateResult",
    "Rate",
    "Rates",
    "Slice",
    "World",
    "clustered_wilson",
    "compare_cases",
    "differences",
    "evaluate",
    "gate",
    "outcome_rates",
    "wilson",
    "wilson_of_clusters",
]
