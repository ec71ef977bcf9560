"""Structured logs on standard error: what happened and where, never what people wrote."""

import logging
import sys
from collections.abc import Callable

import structlog


def set_up(level: str) -> None:
    """JSON lines at `level` and above."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def fault_logger() -> Callable[[str, Exception], None]:
    """Logs a fault with its delivery and where in our code it rose; exception texts may quote people, so none."""
    log = structlog.get_logger()

    def on_fault(delivery: str, error: Exception) -> None:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "unknown"
        log.error("fault", delivery=delivery, error=type(error).__name__, where=where)

    return on_fault
