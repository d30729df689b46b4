// The toolbox answers at once when a filter is ticked. Without this, the form and its Apply button do the same.
const place = document.getElementById("toolbox");
let asking = null;

async function show(address, remember) {
  asking?.abort();
  asking = new AbortController();
  place.classList.add("toolbox--waiting");
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = document.activeElement?.id;
    const open = [...place.querySelectorAll("details")].map((group) => [group.firstElementChild.id, group.open]);
    place.replaceChildren(...fresh.getElementById("toolbox").childNodes);
    for (const [id, isOpen] of open) {
      const group = document.getElementById(id)?.parentElement;
      if (group) group.open = isOpen;
    }
    document.title = fresh.title;
    if (remember) history.pushState(null, "", address);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(address);
  } finally {
    place.classList.remove("toolbox--waiting");
  }
}

function address(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
  const words = asked.toString();
  return form.getAttribute("action") + (words ? `?${words}` : "");
}

place.addEventListener("change", (event) => {
  if (event.target.matches("input[type=checkbox], input[type=radio], select")) show(address(event.target.form), true);
});
addEventListener("popstate", () => show(location.href, false));
