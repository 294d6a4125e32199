"""Answers of bodies in words: what a response says, what else of it changes, and in which file it stands."""

from toolkit.language import NOT_KNOWN, Language
from toolkit.library.model import Library
from toolkit.problem import where
from toolkit.record.assessment import Kind, Response
from toolkit.record.changes import response_changes
from toolkit.record.merge import Version

WORDS = "interface_answers.text"


def answer_text(response: Response | None, library: Library, language: Language) -> str:
    """The answer of a response in words; a dash where there is none."""
    if response is None or response.kind is Kind.NOTHING:
        return NOT_KNOWN
    say = language.say
    if response.level is not None:
        return say("interface.dimension.level", level=response.level, name=library.scales.levels[response.level].name)
    if response.answer is not None:
        return say(f"interface.dimension.{response.answer}")
    if response.not_applicable is not None:
        reason = library.scales.not_applicable[response.not_applicable.reason].name
        return say(f"{WORDS}.with", answer=say("interface.dimension.not_applicable"), more=reason)
    who = response.not_known if response.not_known is not None else response.not_ours
    said = say(f"interface.dimension.{response.kind.value}")
    return say(f"{WORDS}.with", answer=said, more=who) if who else said


def differences(before: Response | None, after: Response | None, language: Language) -> str:
    """Names of what changes beside the answer itself."""
    nothing = Response(item=(after or before or Response(item="D01-1")).item)
    kinds = {kind.value for kind in Kind}
    fields = [change.field for change in response_changes(before or nothing, after or nothing)]
    return ", ".join(language.say(f"{WORDS}.field.{field}") for field in fields if field not in kinds)


def place_text(version: Version, language: Language) -> str:
    """Where a version stands: in the record, or in a file at a cell."""
    if version.held:
        return language.say(f"{WORDS}.in_record")
    bare = version.place.model_copy(update={"item": None, "body": None})
    return where(bare, language)
