/* The search of a desk pack: it runs in the page, from a folder, and sends nothing. Without it the lists stand there. */
(() => {
  "use strict";
  const DAY = 864e5;
  const made = document.body.dataset.made;
  const late = (day) => Date.now() > Date.parse(day) + DAY;
  if (made && Date.now() - Date.parse(made) > 90 * DAY) document.querySelector(".old").hidden = false;
  const review = document.querySelector(".old-tool");
  if (review && late(review.dataset.review)) review.hidden = false;

  const form = document.getElementById("search");
  if (!form || !window.DESK_PACK) return;
  const MOST = 30;
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = (text) => fold(text).match(/[a-z0-9]+/g) || [];
  const tools = window.DESK_PACK.tools.map((tool) => ({
    ...tool,
    fields: [[words(tool.title), 8], [words(tool.themes.join(" ")), 4], [words(`${tool.type} ${tool.summary}`), 3], [words(tool.words), 1]],
  }));
  const known = new Set(tools.flatMap((tool) => tool.fields.flatMap(([list]) => list)));
  const synonyms = window.DESK_PACK.synonyms.map((row) => row.map((phrase) => words(phrase).join(" ")));

  // Whether two words are one slip apart: a letter too many, too few, another, or two that changed places.
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const [x, y] = [a.slice(at), b.slice(at)];
    return x.slice(1) === y || x === y.slice(1) || x.slice(1) === y.slice(1) || (x.slice(2) === y.slice(2) && x[0] === y[1] && x[1] === y[0]);
  };
  const COMMON = new Set("a an and are as at be by do does for from has have how i in is it my of on or that the they this to was we what when where which who with".split(" "));
  const mend = (word) => {
    if (word.length < 5 || known.has(word) || [...known].some((one) => one.startsWith(word))) return word;
    return [...known].find((one) => near(one, word)) || word;
  };
  const hits = (tool, word) => {
    let score = 0;
    for (const [list, weight] of tool.fields) {
      let best = 0;
      for (const one of list) {
        if (one === word) { best = 1; break; }
        if (word.length > 2 && one.startsWith(word)) best = 0.6;
      }
      score += best * weight;
    }
    return score;
  };
  // Each thing that was asked for is a list of ways to say it; a tool has to answer to all of them.
  const asked = (text) => {
    const all = words(text);
    const kept = all.filter((word) => !COMMON.has(word));
    const said = all.join(" ");
    const whole = synonyms.find((row) => row.includes(said));
    if (whole) return [whole.map((phrase) => phrase.split(" "))];
    return (kept.length ? kept : all).map(mend).map((word) => {
      const row = synonyms.find((one) => one.includes(word));
      return row ? row.map((phrase) => phrase.split(" ")) : [[word]];
    });
  };
  const rank = (tool, parts) => {
    let total = 0;
    for (const ways of parts) {
      const best = Math.max(...ways.map((way) => {
        const scores = way.map((word) => hits(tool, word));
        return scores.every(Boolean) ? scores.reduce((sum, one) => sum + one, 0) / way.length : 0;
      }));
      if (!best) return 0;
      total += best;
    }
    return total;
  };

  const box = form.querySelector("input");
  const count = form.querySelector(".count");
  const list = form.querySelector(".found");
  const show = () => {
    list.textContent = "";
    count.textContent = "";
    if (!words(box.value).length) return;
    const parts = asked(box.value);
    const found = tools.map((tool) => [rank(tool, parts), tool]).filter(([score]) => score).sort((a, b) => b[0] - a[0]);
    count.textContent = found.length ? `${found.length} tool${found.length === 1 ? "" : "s"}${found.length > MOST ? `, the first ${MOST} of them` : ""}` : "Nothing found. Try fewer words, or look through the themes below.";
    for (const [, tool] of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = tool.at;
      link.textContent = tool.title;
      const type = document.createElement("span");
      type.className = "type";
      type.textContent = ` ${tool.type}`;
      item.append(link, type, document.createElement("br"), tool.summary);
      list.append(item);
    }
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", show);
  const q = new URLSearchParams(location.search).get("q");
  if (q) { box.value = q; show(); }
})();
