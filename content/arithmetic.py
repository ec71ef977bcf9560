"""The sums printed in cards, worked out without `eval`."""

import ast
import operator
from collections.abc import Callable

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right,
}
_MAX_POWER = 64  # 62**7 is a real figure; 9**9**9 is an attack


def work_out(expression: str) -> float:
    """The value of a sum of numbers with + - * / ** and brackets. Raises ValueError for anything else."""
    try:
        return _value(ast.parse(expression, mode="eval").body)
    except (SyntaxError, ZeroDivisionError, OverflowError, RecursionError) as error:
        raise ValueError(f"cannot work out {expression!r}: {error}") from error


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            power = _value(right)
            if abs(power) > _MAX_POWER:
                raise ValueError(f"a power over {_MAX_POWER}")
            return float(_value(left) ** power)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATORS:
            return _OPERATORS[type(sign)](_value(left), _value(right))
        case _:
            raise ValueError("only numbers with + - * / ** and brackets")
