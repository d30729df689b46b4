// Hides each question that does not arise from the answers above it. Without this script a question says when it applies.
const dependent = [...document.querySelectorAll("[data-only-if]")];

const answers = (name) => [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
  .filter((control) => !control.closest("[hidden]") && (control.checked || control.tagName === "SELECT"))
  .map((control) => control.value.toLowerCase());

const settle = () => {
  for (const question of dependent) {
    question.hidden = !answers(question.dataset.onlyIf).includes(question.dataset.answer.toLowerCase());
  }
};

document.querySelector("main").addEventListener("change", settle);
addEventListener("pageshow", settle); // a browser that goes back fills in what was chosen
settle();
