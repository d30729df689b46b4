// Suggestions under every search field. The form works without this; nothing is sent but what is typed.
const WAIT = 150;
let fields = 0;

for (const field of document.querySelectorAll('form[action="/search/"] input[name="q"]')) {
  const form = field.form;
  const list = document.createElement("ul");
  const status = document.createElement("div");
  list.id = `suggestions-${(fields += 1)}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "nhsuk-u-visually-hidden";
  status.setAttribute("role", "status");
  const around = field.parentElement;
  around.classList.add("has-suggestions");
  around.append(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let timer, asked, at = -1;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (next) => {
    const options = [...list.children];
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === next)));
    at = next;
    if (next < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  };
  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map(({ title, url, kind }, number) => {
        const option = document.createElement("li");
        const [name, what] = [document.createElement("span"), document.createElement("span")];
        name.textContent = title;
        what.textContent = kind;
        option.append(name, what);
        option.id = `${list.id}-${number}`;
        option.dataset.url = url;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          window.location.assign(url);
        });
        return option;
      }),
    );
    if (!suggestions.length) return close();
    at = -1;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    status.textContent = suggestions.length === 1 ? "1 suggestion" : `${suggestions.length} suggestions`;
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const text = field.value.trim();
    if (text.length < 2) return close();
    try {
      const answer = await fetch(`/search/suggest/?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === field) show((await answer.json()).suggestions);
    } catch {
      close(); // no suggestions is no loss
    }
  };

  field.addEventListener("focus", addStyles, { once: true });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden || !count) return;
    if (event.key === "ArrowDown") choose((at + 1) % count);
    else if (event.key === "ArrowUp") choose(at <= 0 ? count - 1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) window.location.assign(list.children[at].dataset.url);
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", close);
}

function addStyles() {
  const href = new URL("search.css", import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}
