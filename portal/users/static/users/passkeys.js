// Passkeys need a script. allauth's own talks to the browser; this one shows the buttons and says what went wrong.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const problem = document.querySelector("[data-passkey-problem]");
  if (problem) {
    problem.hidden = false;
    problem.focus();
  }
});

for (const part of document.querySelectorAll("[data-passkey]")) {
  part.hidden = !window.PublicKeyCredential;
}
