"""The least an app can be: one choice, one sentence. What the product's pages are measured against."""

import streamlit as st

st.title("Hello")
st.write(st.radio("Choose", ["one", "two", "three"], key="choice"))
