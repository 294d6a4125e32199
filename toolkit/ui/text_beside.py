"""Official wording beside a statement or a provision, where the ministry has loaded the document: its own language and
direction, told apart from our own words."""

from collections.abc import Iterable
from html import escape

from toolkit.language import Language, language_name
from toolkit.library.model import Item, Library
from toolkit.library.provision_name import provision_cited
from toolkit.tasks.official_wording import WordingShown, wording_beside, wording_of
from toolkit.ui import at_hand, session
from toolkit.ui.tables import written


def beside_item(item: Item, instruments: Iterable[str], library: Library, language: Language) -> str:
    """Official wording of what carries an item in these instruments, as HTML; empty where no document is held."""
    texts = at_hand.official_texts(session.store())
    if not texts:
        return ""
    found = [entry for id in instruments for entry in wording_beside(library, texts, item, id, language.code)]
    return quoted_wording(found, library, language)


def beside_provision(instrument: str, reference: str, library: Library, language: Language) -> WordingShown | None:
    """Official wording of a provision, or None where no document is held."""
    texts = at_hand.official_texts(session.store())
    return next(iter(wording_of(library, texts, instrument, reference, language.code)), None)


def quoted_wording(found: Iterable[WordingShown], library: Library, language: Language) -> str:
    """Wording with where it stands and its language, as HTML."""
    entries = []
    for entry in found:
        number = provision_cited(library.instruments[entry.instrument], entry.reference, language)
        named = language_name(entry.language) if entry.language else language.say("texts.document.language_unknown")
        said = language.say("texts.beside.of", number=number, language=named)
        entries.append(
            f"<figcaption>{written(said)}</figcaption>{quotation(entry.text, entry.language, entry.direction)}"
        )
    return "".join(f'<figure class="rt-wording">{entry}</figure>' for entry in entries)


def quotation(text: str, code: str | None, direction: str) -> str:
    """A text of an official document in its own language and direction, as HTML."""
    lang = f' lang="{escape(code)}"' if code else ""
    return f'<blockquote{lang} dir="{escape(direction)}">{written(text)}</blockquote>'
