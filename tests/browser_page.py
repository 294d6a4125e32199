"""A page of every kind of widget in our theme, for trying the browser and the colours."""

import streamlit as st

st.title("Heading")
st.caption("A caption in small print")
st.sidebar.caption("A caption at the side")
st.sidebar.markdown("Text with a [link](#heading) and :gray[grey words] and `code`")
st.markdown("Text with a [link](#heading) and :gray[grey words] and `code`")
st.write(st.radio("Level", [0, 1, 2], index=None, key="level"))
st.text_area("Comment", key="comment", placeholder="What you have seen")
st.selectbox("Body", ["one", "two"])
st.file_uploader("Plan")
st.button("Save", type="primary")
st.button("Withdraw")
st.download_button("Download", b"x", "x.txt")
st.info("Information")
st.warning("Doubt")
st.error("Held back")
st.success("Saved")
st.tabs(["one", "two"])
with st.expander("More"):
    st.write("Inside")
