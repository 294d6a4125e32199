// From a click on a choice until the page stands still: milliseconds for each of n clicks, null where nothing happened.
// Still: no message from the server and no change of the page for 300 ms; the time counted ends with the last of them.
async ({ turns, patience }) => {
  const state = { last: 0, messages: 0 };
  const moved = () => { state.last = performance.now(); };
  new MutationObserver(moved).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-test-script-state"],
  });
  window.onServerMessage = () => { state.messages += 1; moved(); };
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const choices = () => [...document.querySelectorAll('[data-testid="stRadio"]')]
    .map((group) => [...group.querySelectorAll('input[type="radio"]')]).filter((inputs) => inputs.length > 1);
  const times = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const groups = choices();
    if (groups.length === 0) return [];
    const open = groups[turn % groups.length].filter((input) => !input.checked);
    const input = open[turn % open.length];
    const target = input.closest("label") || input;
    target.scrollIntoView({ block: "center" });
    await pause(200);
    state.messages = 0;
    const start = performance.now();
    state.last = start;
    target.click();
    while (performance.now() - start < patience) {
      await pause(20);
      if (state.messages > 0 && performance.now() - state.last > 300) break;
    }
    times.push(state.messages > 0 ? state.last - start : null);
  }
  return times;
}
