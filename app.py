"""Front door: frame, language, navigation, the day. No content."""

import os
from datetime import datetime

import streamlit as st

from toolkit.ui import at_hand, frame, session, way


def now() -> datetime:
    """The time on the wall."""
    return datetime.now().astimezone()


def main() -> None:
    """Draw the frame and run the page that the address names."""
    refused = frame.store_refused(os.environ)
    if refused:
        frame.draw_refused(refused)
        return
    session.begin(now, os.environ)
    language, here = session.language(), session.here()
    pages = frame.pages(language)
    page = st.navigation(list(pages.values()), position="hidden")
    current = page.url_path or "start"
    session.remember_pages(pages, language.code, current)
    way.go_to_find()
    session.keep_link()
    st.set_page_config(
        page_title=f"{page.title} - {language.say('interface.frame.product')}",
        layout="wide" if current in frame.WIDE else "centered",
    )
    at_hand.settled()
    frame.draw_page_facts(language, current)
    way.draw_way(language, here, current)
    page.run()


main()
