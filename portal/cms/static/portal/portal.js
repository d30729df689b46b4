// What a script adds to pages that work without one: the NHS components' behaviour, and "copy link".
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

const nhsuk = document.querySelector("script[data-nhsuk]").dataset.nhsuk;
import(nhsuk).then((frontend) => frontend.initAll());

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.textContent;
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
    button.textContent = "Link copied";
    setTimeout(() => { button.textContent = words; }, 3000);
  });
}
