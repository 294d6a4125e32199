"""Official wording: what an official document that the ministry loaded says, provision by provision.

It belongs to the installation and to no assessment: it stands in the store, can be removed, and never in the
repository. A state file does not carry it (it is somebody else's text, and long); who receives one loads the document.
"""

from datetime import datetime
from typing import Literal

from toolkit.library.model import Frozen, Instrument, Provision
from toolkit.problem import Problem


class ProvisionWording(Frozen):
    """The wording of one provision; verb and addressee only where the language's opening words are known."""

    part: str
    number: str
    verb: str | None = None
    addressee: str | None = None
    text: str


class OfficialWording(Frozen):
    """One document as it was loaded: symbol, the instrument of ours that it is (if any), language, file, provisions.

    `digest` is the SHA-256 of the file; `problems` are those of its reading and of how it fits our record.
    """

    symbol: str
    instrument: str | None = None
    language: str | None = None
    name: str
    digest: str
    provisions: tuple[ProvisionWording, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """Under what the document is kept: one a symbol and language."""
        return f"{self.symbol}|{self.language or ''}"

    def of(self, part: str, number: str) -> ProvisionWording | None:
        """Wording of a provision, or None if the document has none."""
        return next((found for found in self.provisions if (found.part, found.number) == (part, number)), None)

    def of_provision(self, instrument: Instrument, provision: Provision) -> ProvisionWording | None:
        """Wording of a provision of our record, or None."""
        return self.of(provision.part, provision.number) if instrument.id == self.instrument else None


class WordingChange(Frozen):
    """One entry of the journal of official documents: when, what happened, to which document."""

    at: datetime
    change: Literal["loaded", "replaced", "removed"]
    symbol: str
    language: str | None = None
    name: str
    digest: str
