"""The counter: the only room with Streamlit. Pages arrange, widgets draw, session remembers, tasks think."""
