"""Structured logs on standard error: what happened and where, never what people wrote."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType


def fault_logger(level: str) -> Callable[[str, Exception], None]:
    """Logs a fault with its delivery and where in our code it rose; exception texts may quote people, so none."""

    def on_fault(delivery: str, error: Exception) -> None:
        import structlog  # most runs have no fault, and the start has a budget

        log = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        )
        log.error("fault", delivery=delivery, error=type(error).__name__, where=_innermost(error.__traceback__))

    return on_fault


def _innermost(trace: TracebackType | None) -> str:
    """`module:line` where an exception rose."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "unknown"
