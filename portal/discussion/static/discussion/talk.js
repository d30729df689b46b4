// What a script adds where people talk: names to choose from after an @, and buttons that need no new page.
// Without it a name is typed in full, and each button loads the page again.
if (window.htmx) Object.assign(htmx.config, { allowEval: false, historyCacheSize: 0, includeIndicatorStyles: false });

const WAIT = 200;
// The last thing before the caret that may become a name: "@ru", "@Ruth Be".
const BEGUN = /(?:^|[^\p{L}\p{N}_@])@(\p{L}[\p{L}'’.\-]*(?: [\p{L}'’.\-]*){0,2})$/u;
let lists = 0;

for (const source of document.querySelectorAll("[data-people]")) {
  const box = source.closest("form").querySelector("textarea[name=body]");
  if (!box) continue;
  // A box of several lines may not be called a combobox; it takes the same keys and says the same.
  const list = document.createElement("ul");
  const status = document.createElement("div");
  list.id = `names-${(lists += 1)}`;
  list.className = "names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Names");
  status.className = "nhsuk-u-visually-hidden";
  status.setAttribute("role", "status");
  box.after(list, status);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);

  let timer, asked, at = -1;

  const begun = () => box.selectionStart === box.selectionEnd && BEGUN.exec(box.value.slice(0, box.selectionStart))?.[1];
  const close = () => {
    asked?.abort();
    clearTimeout(timer);
    list.hidden = true;
    at = -1;
    status.textContent = "";
    box.removeAttribute("aria-activedescendant");
  };
  const point = (next) => {
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === next)));
    at = next;
    box.setAttribute("aria-activedescendant", list.children[next].id);
    list.children[next].scrollIntoView({ block: "nearest" });
  };
  const take = (name) => {
    const typed = begun();
    close();
    if (!typed) return;
    const end = box.selectionStart;
    box.focus();
    box.setSelectionRange(end - typed.length, end);
    if (!document.execCommand("insertText", false, `${name} `)) {
      box.setRangeText(`${name} `, end - typed.length, end, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const show = (people) => {
    if (!people.length) return close();
    list.replaceChildren(
      ...people.map(({ name, about }, number) => {
        const option = document.createElement("li");
        const [who, what] = [document.createElement("span"), document.createElement("span")];
        who.textContent = name;
        what.textContent = about;
        option.append(who, " ", what);
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return option;
      }),
    );
    list.hidden = false;
    point(0);
    status.textContent = `${people.length === 1 ? "1 name" : `${people.length} names`}. Enter takes the one that is marked, Escape none.`;
  };
  const ask = async (typed) => {
    asked = new AbortController();
    try {
      const answer = await fetch(`${source.dataset.people}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === box && begun() === typed) show((await answer.json()).people);
    } catch {
      list.hidden = true; // no names is no loss
    }
  };

  box.addEventListener("input", () => {
    const typed = begun();
    close();
    if (typed && typed.length > 1) timer = setTimeout(ask, WAIT, typed);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden || !count) return;
    if (event.key === "ArrowDown") point((at + 1) % count);
    else if (event.key === "ArrowUp") point(at <= 0 ? count - 1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter") take(list.children[at].firstChild.textContent);
    else return;
    event.preventDefault();
  });
  box.closest("form").addEventListener("submit", close);
}
