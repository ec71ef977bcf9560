"""What a person may be in the middle of: the union of every room's states."""

from bot.quiz.session import Run

Session = Run
