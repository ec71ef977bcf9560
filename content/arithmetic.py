"""The sums printed in cards, worked out without `eval`."""

import ast
import math
import operator
from collections.abc import Callable

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right,
}
_MAX_CHARS = 200
_MAX_POWER = 64  # 62**7 is a real figure; 9**9**9 is an attack


def work_out(expression: str) -> float:
    """The value of a sum of numbers with + - * / ** and brackets. Raises ValueError for anything else."""
    if len(expression) > _MAX_CHARS:
        raise ValueError(f"a sum of {len(expression):,} characters, {_MAX_CHARS} is the limit")
    try:
        value = _value(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, ZeroDivisionError, OverflowError, RecursionError, MemoryError) as error:
        raise ValueError(f"cannot work out {expression!r}: {error}") from error
    if not math.isfinite(value):
        raise ValueError(f"{expression!r} is beyond all numbers")
    return value


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _value(right)
            if abs(power) > _MAX_POWER:
                raise ValueError(f"a power over {_MAX_POWER}")
            if (base := _value(left)) < 0 and power != int(power):
                raise ValueError("a root of a number below zero")
            return float(base**power)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](_value(left), _value(right))
        case _:
            raise ValueError("only numbers with + - * / ** and brackets")
