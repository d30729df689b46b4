// What a script adds to a box in which somebody writes: buttons for the few marks, and a draft kept while they type.
// Without it the marks are typed, and words that are sent after a session has ended are kept all the same.
const marks = {
  bold: (text) => ({ text: `**${text || "bold words"}**`, from: 2, to: -2 }),
  list: (text) => lines(text || "one thing", "- "),
  quote: (text) => lines(text || "what somebody said", "> "),
  link: (text) => ({ text: `[${text || "words of the link"}](https://)`, from: (text || "words of the link").length + 3, to: -1 }),
};

function lines(text, mark) {
  return { text: text.split("\n").map((line) => mark + line).join("\n"), from: mark.length, to: 0, alone: true };
}

function put(box, mark) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const { text, from, to, alone } = marks[mark](value.slice(start, end));
  const before = alone && start > 0 && value[start - 1] !== "\n" ? "\n\n" : "";
  box.focus();
  // The old command keeps "undo" working; where a browser has lost it, the words are put in directly.
  if (!document.execCommand("insertText", false, before + text)) {
    box.setRangeText(before + text, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const begin = start + before.length;
  box.setSelectionRange(begin + from, begin + text.length + to);
}

for (const tools of document.querySelectorAll("[data-marks]")) {
  const box = tools.closest("form").querySelector("textarea[name=body]");
  if (!box) continue;
  box.before(tools);
  tools.hidden = false;
  tools.setAttribute("aria-controls", box.id);
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) put(box, button.dataset.mark);
  });
  box.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "b") {
      event.preventDefault();
      put(box, "bold");
    }
  });
}

const PAUSE = 2000; // after the last letter

for (const state of document.querySelectorAll("[data-draft]")) {
  const form = state.closest("form");
  if (!form.elements.writer?.value) continue;
  let timer = null, changed = false, sending = false;

  async function keep(leaving) {
    clearTimeout(timer);
    if (!changed || sending) return;
    changed = false;
    const words = new FormData(form);
    words.delete("files");
    try {
      const answer = await fetch(state.dataset.draft, { method: "POST", body: words, keepalive: leaving });
      if (answer.ok) state.textContent = `Draft kept, ${(await answer.json()).kept}`;
      else state.textContent = "You are signed out. Your words are kept when you send them, and come back after you sign in.";
    } catch {
      changed = true;
      state.textContent = "No connection: your words are only in this window. They are kept once it is back.";
    }
  }

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE, false);
  });
  form.addEventListener("submit", () => { sending = true; clearTimeout(timer); });
  addEventListener("pageshow", () => { sending = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(true); });
}
