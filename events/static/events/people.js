// "Select all on this page": the list works without it.
const place = document.querySelector("[data-tick-all]");
const boxes = [...document.querySelectorAll("input[name=who]")];
if (place && boxes.length) {
  const all = Object.assign(document.createElement("input"), { type: "checkbox", id: "tick-all" });
  all.setAttribute("aria-label", "Select all on this page");
  place.replaceChildren(all);
  place.hidden = false;
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
