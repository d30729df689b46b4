// While somebody types the title of a question: what resembles it, under the title. Without a script it is asked once,
// when the question is sent.
const WAIT = 700; // after the last letter
const ENOUGH = 8; // letters

for (const place of document.querySelectorAll("[data-similar]")) {
  const form = place.closest("form");
  const title = form.elements.title;
  if (!title) continue;
  title.closest(".nhsuk-form-group").after(place);
  const seen = Object.assign(document.createElement("input"), { type: "hidden", name: "new", value: "1", disabled: true });
  form.append(seen);
  let timer, asked, last = title.value.trim();

  const ask = async () => {
    const words = title.value.trim();
    if (words === last || words.length < ENOUGH || form.elements.kind?.value === "discussion") return;
    last = words;
    asked?.abort();
    asked = new AbortController();
    const body = new FormData();
    body.set("title", words);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(place.dataset.similar, { method: "POST", body, signal: asked.signal, redirect: "error" });
      if (!answer.ok) return;
      place.innerHTML = await answer.text();
      seen.disabled = !place.childElementCount; // offered here, they are not offered again when it is sent
    } catch {
      // nothing is offered, and nothing is lost: it is asked once more when the question is sent
    }
  };

  title.addEventListener("input", () => {
    clearTimeout(timer);
    seen.disabled = true;
    timer = setTimeout(ask, WAIT);
  });
}
