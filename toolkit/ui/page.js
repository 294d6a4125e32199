// Saves while one types, and gives the page its language and direction.
//
// A field of Streamlit sends its text when it loses focus or on Ctrl+Enter. Inside a part of the page whose key begins
// with "saves-", this sends Ctrl+Enter after a pause, so that text is saved without leaving the field; until the server
// has answered, the field carries the sign "not saved yet". The server's answer is a new number in the line ".saved".
(() => {
  "use strict";
  const PAUSE_MS = 800;
  const SAVES = '[class*="st-key-saves-"]';
  const FIELD = '[data-testid="stTextArea"], [data-testid="stTextInput"], [data-testid="stNumberInput"], [data-testid="stDateInput"]';

  const setPage = () => {
    const facts = document.querySelector(".page-facts");
    if (!facts) return;
    const root = document.documentElement;
    root.lang = facts.dataset.lang === "x-test" ? "en-x-test" : facts.dataset.lang;
    root.dir = facts.dataset.dir;
  };
  const words = () => document.querySelector(".page-facts")?.dataset.unsaved ?? "";
  setPage();
  if (window.selfAssessment) return;
  window.selfAssessment = true;

  const typed = new Map(); // input -> { field, timer, sent }

  const answerNumber = (field) => {
    const lines = field.closest(SAVES)?.querySelectorAll(".saved[data-run]") ?? [];
    return Math.max(0, ...Array.from(lines, (line) => Number(line.dataset.run)));
  };
  const send = (input) => {
    const entry = typed.get(input);
    if (!entry || entry.sent !== null) return;
    clearTimeout(entry.timer);
    entry.sent = answerNumber(entry.field);
    const options = { key: "Enter", code: "Enter", keyCode: 13, which: 13, ctrlKey: true, bubbles: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", options));
    if (input.tagName === "INPUT") input.dispatchEvent(new KeyboardEvent("keypress", options));
  };
  const settle = () => {
    for (const [input, entry] of typed) {
      if (!input.isConnected) {
        typed.delete(input);
      } else if (entry.sent !== null && answerNumber(entry.field) > entry.sent) {
        delete entry.field.dataset.unsaved;
        typed.delete(input);
      }
    }
  };
  const noteTyping = (event) => {
    const input = event.target;
    const field = input.closest?.(FIELD);
    if (!field || !field.closest(SAVES)) return;
    clearTimeout(typed.get(input)?.timer);
    field.dataset.unsaved = words();
    const timer = event.isComposing ? null : setTimeout(() => send(input), PAUSE_MS);
    typed.set(input, { field, timer, sent: null });
  };
  const sendAll = () => { for (const input of typed.keys()) send(input); };

  document.addEventListener("input", noteTyping, true);
  document.addEventListener("compositionend", noteTyping, true);
  document.addEventListener("focusout", (event) => {
    const entry = typed.get(event.target);
    if (entry && entry.sent === null) {
      clearTimeout(entry.timer);
      entry.sent = answerNumber(entry.field);
    }
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") sendAll(); });
  window.addEventListener("pagehide", sendAll);
  window.addEventListener("beforeunload", (event) => { if (typed.size > 0) { sendAll(); event.preventDefault(); } });
  new MutationObserver(() => { settle(); setPage(); }).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-run", "data-lang", "data-dir"],
  });
})();
