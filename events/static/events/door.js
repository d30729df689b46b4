// The door on a phone: marks that survive a bad connection, a list that follows other helpers, and the camera.
// Without this, the same forms are sent one by one. The phone keeps codes and times only, never names, and only until
// they are sent.
const door = document.querySelector("[data-door]");
const said = door.querySelector("[data-said]");
const box = door.querySelector("[data-queue]");
const asks = door.querySelector("[data-asks]");
const search = door.querySelector("#door-search");
const KEPT = `door:${door.dataset.door}`;
const KEPT_FOR = 18 * 60 * 60 * 1000; // a day at the door; then what could not be sent is of no use
const EVERY = 4000;
const CODE = /([A-HJ-KMNP-Z2-9]{8})\/?$/;

const say = (words, tone) => {
  said.textContent = words;
  said.dataset.tone = tone;
};

// The queue -----------------------------------------------------------------------------------------------------------

const read = () => {
  try {
    const now = Date.now();
    return JSON.parse(localStorage.getItem(KEPT) || "[]").filter((mark) => now - Date.parse(mark.at) < KEPT_FOR);
  } catch {
    return [];
  }
};
let queue = read();
let sending = false;
let problem = "";

const keep = () => {
  try {
    if (queue.length) localStorage.setItem(KEPT, JSON.stringify(queue));
    else localStorage.removeItem(KEPT);
  } catch {
    // a phone that keeps nothing: the marks live as long as this page
  }
  draw();
};

const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

function add(code, verb, evenIfFull = false) {
  queue.push({ key: newKey(), code, verb, evenIfFull, at: new Date().toISOString() });
  keep();
  return send();
}

async function send() {
  if (sending) return;
  sending = true;
  problem = "";
  try {
    while (queue.length) {
      const mark = queue[0];
      const answer = await post(mark);
      queue = read().filter((one) => one.key !== mark.key); // another tab may have added some
      keep();
      tell(answer, mark);
    }
  } catch (error) {
    problem = error.message;
    draw();
  } finally {
    sending = false;
  }
  look();
}

async function post(mark) {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const name of ["code", "key", "at"]) form.set(name, mark[name]);
  if (mark.evenIfFull) form.set("even_if_full", "on");
  let answer;
  try {
    answer = await fetch(door.dataset[mark.verb], {
      method: "POST", body: form, headers: { Accept: "application/json" }, redirect: "manual",
    });
  } catch {
    throw new Error("They are sent as soon as there is a connection.");
  }
  if (answer.ok) return answer.json();
  if (answer.status >= 500) throw new Error("The portal has a problem. They are sent again by themselves.");
  throw new Error("The portal does not know you any more. Sign in or open your link again; they are kept on this phone.");
}

function tell(answer, mark) {
  if (answer.outcome === "ask") return ask(answer);
  say(answer.sentence, { here: "good", already: "warn", back: "warn" }[answer.outcome] || "bad");
  if (answer.outcome === "unknown") said.textContent += ` (${mark.code})`;
  if (answer.outcome === "here") navigator.vibrate?.(80);
}

function ask({ sentence, code }) {
  const card = document.createElement("div");
  const [words, yes, no] = ["p", "button", "button"].map((name) => document.createElement(name));
  card.className = "door__found";
  words.textContent = sentence;
  words.id = `ask-${code}`;
  yes.setAttribute("aria-describedby", words.id);
  [yes.textContent, no.textContent] = ["Let them in", "No"];
  yes.className = "nhsuk-button";
  no.className = "nhsuk-button nhsuk-button--secondary";
  yes.addEventListener("click", () => { card.remove(); add(code, "mark", true); });
  no.addEventListener("click", () => card.remove());
  card.append(words, yes, " ", no);
  asks.append(card);
  say("", "");
  yes.focus();
}

// What is seen --------------------------------------------------------------------------------------------------------

function draw() {
  box.hidden = !queue.length;
  box.textContent = queue.length ? `${queue.length} not sent yet. ${problem}` : "";
  const last = new Map(queue.map((mark) => [mark.code, mark]));
  for (const row of door.querySelectorAll(".door__person")) {
    const mark = last.get(row.dataset.code);
    row.classList.toggle("door__person--unsent", Boolean(mark));
    const note = row.querySelector("[data-note]");
    if (!mark) note?.remove();
    else if (!note) {
      const words = document.createElement("span");
      words.dataset.note = "";
      words.className = "door__note";
      words.textContent = mark.verb === "mark" ? "Here, not sent yet" : "Taken back, not sent yet";
      row.firstElementChild.append(words);
    }
  }
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of door.querySelectorAll(".door__person")) {
    const text = row.firstElementChild.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
}

let looking = false;
async function look() {
  const list = document.getElementById("door-list");
  if (document.hidden || looking || !list) return;
  looking = true;
  try {
    const answer = await fetch(door.dataset.list, { headers: { "If-None-Match": `"${list.dataset.version}"` }, redirect: "manual" });
    if (answer.status === 200) replace(list, await answer.text());
  } catch {
    // no connection: the list stays as it was
  } finally {
    looking = false;
  }
}

function replace(list, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("door-list");
  if (!fresh || fresh.dataset.version === list.dataset.version) return;
  const focused = list.contains(document.activeElement) && document.activeElement.closest(".door__person")?.id;
  list.replaceWith(document.adoptNode(fresh));
  draw();
  if (focused) document.getElementById(focused)?.querySelector("button")?.focus({ preventScroll: true });
}

// What is pressed -----------------------------------------------------------------------------------------------------

door.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-door-marks]")) {
    event.preventDefault();
    const button = event.submitter;
    add(button.value, "undo" in button.dataset ? "undo" : "mark", Boolean(form.elements.even_if_full));
    if (form.closest(".door__found")) form.closest(".door__found").remove();
  } else if (form.matches("[data-door-code]")) {
    event.preventDefault();
    const field = form.elements.code;
    const code = codeIn(field.value);
    if (!code) return say("A code has eight letters and figures.", "bad");
    field.value = "";
    field.focus();
    add(code, "mark");
  } else if (form.matches(".door__search")) {
    event.preventDefault();
  }
});
search.addEventListener("input", draw);

function codeIn(text) {
  return text.trim().toUpperCase().replace(/[\s-]/g, "").match(CODE)?.[1] || "";
}

// The camera ----------------------------------------------------------------------------------------------------------

const scan = door.querySelector("[data-scan]");
const camera = door.querySelector("[data-camera]");
const video = camera.querySelector("video");
const button = scan.querySelector("button");
scan.hidden = !navigator.mediaDevices?.getUserMedia;
let stream = null;

async function reader() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue;
  }
  await import(door.dataset.reader);
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return async () => {
    const scale = Math.min(1, 640 / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
    return self.jsQR(data, width, height)?.data;
  };
}

async function start() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return say("The camera cannot be used. Allow it in the browser, or type the code.", "bad");
  }
  video.srcObject = stream;
  camera.hidden = false;
  button.textContent = "Stop the camera";
  await video.play();
  const readFrame = await reader();
  let last = "", lastAt = 0;
  while (stream) {
    const text = video.videoWidth ? await readFrame() : "";
    const code = text && codeIn(text);
    if (code && (code !== last || Date.now() - lastAt > 5000)) add(code, "mark");
    else if (text && !code && text !== last) say("This picture is not a code of ours.", "bad");
    if (text) [last, lastAt] = [code || text, Date.now()];
    await new Promise((resolve) => { setTimeout(resolve, 150); });
  }
}

function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  camera.hidden = true;
  button.textContent = "Scan with the camera";
}

button.addEventListener("click", () => (stream ? stop() : start()));

// The clock -----------------------------------------------------------------------------------------------------------

const again = () => { if (queue.length) send(); else look(); };
addEventListener("online", again);
addEventListener("storage", (event) => { if (event.key === KEPT) { queue = read(); draw(); } });
document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); else again(); });
setInterval(() => { if (!document.hidden) again(); }, EVERY);
keep();
again();
