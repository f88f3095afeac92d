"""Options that take one value are given once: of two, nobody knows which was meant."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperOption

from dialogkit.errors import ParameterError

__all__ = ["OneEach"]


class OneEach(TyperCommand):
    """A command that refuses an option given twice, unless it is a list or a mere switch."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Reads the arguments of a command.

        Raises:
            ParameterError: An option that takes one value is given more than once.
        """
        # a parser of its own: the command's empties the list it reads
        _, _, order = self.make_parser(ctx).parse_args(args=[*args])
        seen = set()
        for param in order:
            single = isinstance(param, TyperOption) and not (param.multiple or param.is_flag)
            if single and param.name in seen and not ctx.resilient_parsing:
                name = max(param.opts, key=len)
                raise ParameterError(f"{name} takes one value, it is given more than once")
            seen.add(param.name)
        return super().parse_args(ctx, args)
