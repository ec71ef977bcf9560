"""One turn: who and where, the ledger to read and write, the bank, the moment, and who reads free text."""

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.events import Moment, Person, Place
from bot.outcome import Post
from bot.ports import Examiner, Ledger
from bot.widgets import Message


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything a flow may use; it returns an Outcome and touches nothing else."""

    who: Person
    where: Place
    ledger: Ledger
    catalog: Catalog
    moment: Moment
    examiner: Examiner

    def reply(self, message: Message, key: str = "", *, anew: bool = False) -> Post:
        """A post where the event came from, for the person alone."""
        return Post(self.where, message, only=self.who.id, key=key, anew=anew)
