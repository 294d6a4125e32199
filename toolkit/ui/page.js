// Saves while one types, and gives the page its language and direction.
//
// A field of Streamlit sends its text when it loses focus or on Ctrl+Enter. Inside a part of the page whose key begins
// with "saves-", this sends Ctrl+Enter after a pause, so that text is saved without leaving the field; until the server
// has answered, the field carries the sign "not saved yet". The server's answer is a new number in the line ".saved".
(() => {
  "use strict";
  const PAUSE_MS = 800;
  const AGAIN_MS = 3000;
  const ANEW_MS = 300;
  const SAVES = '[class*="st-key-saves-"]';
  const FIELD = '[data-testid="stTextArea"], [data-testid="stTextInput"], [data-testid="stNumberInput"], [data-testid="stDateInput"]';

  // Only what differs is written: the root's attributes decide on the style of all that stands below it.
  const setPage = () => {
    const facts = document.querySelector(".page-facts")?.dataset;
    if (!facts) return;
    const lang = facts.lang === "x-test" ? "en-x-test" : facts.lang;
    const told = { lang, dir: facts.dir, "data-page": facts.page, "data-width": facts.width, "data-scheme": facts.scheme };
    for (const [name, value] of Object.entries(told)) {
      if (document.documentElement.getAttribute(name) !== value) document.documentElement.setAttribute(name, value);
    }
  };
  const words = () => document.querySelector(".page-facts")?.dataset.unsaved ?? "";
  setPage();
  if (window.selfAssessment) return;
  window.selfAssessment = true;

  const known = new WeakMap(); // input -> text that the server has
  const typed = new Map(); // input -> field, timer, text sent, number of the answer before it was sent

  const answerNumber = (field) => {
    const lines = field.closest(SAVES)?.querySelectorAll(".saved[data-run]") ?? [];
    return Math.max(0, ...Array.from(lines, (line) => Number(line.dataset.run)));
  };
  const clear = (input, entry) => {
    clearTimeout(entry.timer);
    delete entry.field.dataset.unsaved;
    typed.delete(input);
  };
  // What was committed while the line was broken counts as sent for Streamlit, and the same text is not sent twice. A
  // run of the whole page carries every field and brings an answer; not while one runs, which it would break off.
  const askAnew = (input, entry) => {
    const app = document.querySelector('[data-testid="stApp"]')?.dataset;
    const waits = typed.get(input) === entry && entry.sent !== null && answerNumber(entry.field) <= entry.sent;
    if (!waits || app?.testConnectionState !== "CONNECTED" || app?.testScriptState !== "notRunning") return;
    document.querySelector(".st-key-connect-again button")?.click();
  };
  const send = (input) => {
    const entry = typed.get(input);
    if (!entry || !input.isConnected) return;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => send(input), AGAIN_MS);
    const again = entry.again;
    entry.again = true;
    if (input.disabled) return;
    entry.sent = answerNumber(entry.field);
    entry.text = input.value;
    const options = { key: "Enter", code: "Enter", keyCode: 13, which: 13, ctrlKey: true, bubbles: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", options));
    if (input.tagName === "INPUT") input.dispatchEvent(new KeyboardEvent("keypress", options));
    if (again) setTimeout(() => askAnew(input, entry), ANEW_MS);
  };
  const settle = () => {
    for (const [input, entry] of typed) {
      if (!input.isConnected) {
        clear(input, entry);
      } else if (entry.sent !== null && answerNumber(entry.field) > entry.sent) {
        known.set(input, entry.text);
        clear(input, entry);
      }
    }
  };
  const noteTyping = (event) => {
    const input = event.target;
    const field = input.closest?.(FIELD);
    if (!field || !field.closest(SAVES)) return;
    const before = typed.get(input);
    clearTimeout(before?.timer);
    if (input.value === known.get(input) && (before?.sent ?? null) === null) {
      if (before) clear(input, before);
      return;
    }
    field.dataset.unsaved = words();
    const timer = event.isComposing ? null : setTimeout(() => send(input), PAUSE_MS);
    typed.set(input, { field, timer, sent: null, text: null, again: false });
  };
  const sendAll = () => { for (const input of typed.keys()) send(input); };

  // What stands in a field before one types is what the server has, also where it has just put something else there.
  const noteHeld = (event) => {
    if (event.target.closest?.(SAVES) && !typed.has(event.target)) known.set(event.target, event.target.value);
  };
  document.addEventListener("focusin", noteHeld);
  document.addEventListener("beforeinput", noteHeld, true);
  // After a break the tab is connected but nothing is drawn; a restarted server would not know its parts. Draw it anew.
  // Until that is done nothing can be chosen: what is clicked before would be shown as chosen and never arrive.
  const HELD_AT_MOST_MS = 20000;
  let broken = false;
  let drawing = null; // after a break: newest answer before it, and whether the drawing has begun
  const newestAnswer = () => Math.max(0, ...Array.from(document.querySelectorAll(".saved[data-run]"), (line) => Number(line.dataset.run)));
  const hold = (held) => { for (const main of document.querySelectorAll('[data-testid="stMain"]')) main.inert = held; };
  const drawnAnew = () => { drawing = null; hold(false); };
  const reconnect = () => {
    const app = document.querySelector('[data-testid="stApp"]')?.dataset;
    if (app?.testConnectionState === undefined) return;
    if (app.testConnectionState !== "CONNECTED") {
      broken ||= document.querySelector(".page-facts") !== null;
      if (broken) hold(true);
    } else if (broken) {
      broken = false;
      const started = drawing = { before: newestAnswer(), begun: false };
      setTimeout(() => { if (drawing === started) drawnAnew(); }, HELD_AT_MOST_MS);
      document.querySelector(".st-key-connect-again button")?.click();
    } else if (drawing && app.testScriptState !== "notRunning") {
      drawing.begun = true;
    } else if (drawing?.begun && (newestAnswer() === 0 || newestAnswer() > drawing.before)) {
      drawnAnew();
    }
  };

  // Streamlit writes the address of the first page as seen from itself.
  const setLinks = () => {
    for (const link of document.querySelectorAll('a[data-testid="stPageLink-NavLink"][href^="?"]')) {
      link.setAttribute("href", `./${link.getAttribute("href")}`);
    }
  };

  // A link that names what it opens does so on this page: its code goes into the field kept for that. A link to a page
  // of the app is followed as Back is: the address changes and Streamlit is told, so that the session stays.
  const write = (input, text) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const options = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", options));
    input.dispatchEvent(new KeyboardEvent("keypress", options));
  };
  const isPage = (address) => {
    const base = new URL("./", location.href).pathname;
    return address.origin === location.origin && address.pathname.startsWith(base) && /^\w*$/.test(address.pathname.slice(base.length));
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".stHtml a[href]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    const inNavigation = link.closest(".nav") !== null;
    const inPlace = address.pathname === location.pathname && !inNavigation;
    const opens = link.dataset.opens ? document.querySelector(".st-key-opens input") : null;
    const leaves = link.dataset.opens || inPlace || link.target === "_blank" || !isPage(address);
    if (!opens && leaves) return;
    event.preventDefault();
    if (opens) return write(opens, link.dataset.opens);
    hash = address.hash;
    if (inNavigation) followed = address.pathname;
    history.pushState(null, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  // The navigation is drawn anew with the page; who followed a link of it by keyboard is still there.
  let followed = null;
  const stayInNavigation = () => {
    if (followed === null || document.activeElement !== document.body) return;
    const link = [...document.querySelectorAll('.nav a[aria-current="page"]')].find((found) => found.pathname === followed);
    if (!link) return;
    followed = null;
    link.focus({ preventScroll: true });
  };

  // What is wrong with a field stands above it and on top; the one on top leads to the field.
  const fieldOf = (note) => note?.closest('[data-testid="stElementContainer"]')?.nextElementSibling?.querySelector("input, textarea");
  const setFields = () => {
    for (const note of document.querySelectorAll(".field-problem[id]")) {
      const input = fieldOf(note);
      if (input && input.getAttribute("aria-describedby") !== note.id) input.setAttribute("aria-describedby", note.id);
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.stHtml a[href^="#field-"]');
    const input = link && fieldOf(document.getElementById(link.getAttribute("href").slice(1)));
    if (!input) return;
    event.preventDefault();
    input.focus();
  });

  // On a narrow screen the navigation lies over the page; it goes once it was used.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-navigation a") || !matchMedia("(max-width: 48rem)").matches) return;
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 0);
  });

  // A link may name an item (#d04-3); it is not there yet when the browser looks for it.
  let hash = location.hash;
  const jump = () => {
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (!target) return;
    hash = "";
    target.scrollIntoView();
  };

  document.addEventListener("input", noteTyping, true);
  document.addEventListener("compositionend", noteTyping, true);
  document.addEventListener("focusout", (event) => send(event.target), true);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") sendAll(); });
  window.addEventListener("pagehide", sendAll);
  window.addEventListener("beforeunload", (event) => { if (typed.size > 0) { sendAll(); event.preventDefault(); } });
  new MutationObserver(() => { settle(); setPage(); setLinks(); setFields(); stayInNavigation(); reconnect(); jump(); }).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-run", "data-lang", "data-dir", "data-test-connection-state", "data-test-script-state", "href"],
  });
  setLinks();
})();
