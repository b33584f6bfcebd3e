// What the pages can do without: "/" goes to the search box, j and k go through a list of hits;
// a fact lights its words. The keys can be turned off on the page of help, for those whose voice or
// whose hand types them unawares.
const KEYS = "keys"; // of the browser's store, "off" or absent
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(KEYS)) return;
  if (event.target.closest("input, textarea, select")) return;
  const to = { "/": box, j: () => hit(1), k: () => hit(-1) }[event.key]?.();
  if (!to) return;
  event.preventDefault();
  to.focus();
  if (to.select) to.select();
});

for (const choice of document.querySelectorAll("[data-keys]")) {
  const input = choice.querySelector("input");
  input.checked = !localStorage.getItem(KEYS);
  input.addEventListener("change", () => {
    if (input.checked) localStorage.removeItem(KEYS);
    else localStorage.setItem(KEYS, "off");
  });
  choice.hidden = false;
}

function box() {
  return document.querySelector('input[name="q"]');
}

function hit(by) {
  const hits = [...document.querySelectorAll(".items .heading a")];
  const here = document.activeElement.closest(".items > li");
  const at = hits.findIndex((link) => here?.contains(link));
  return at < 0 ? hits.at(by > 0 ? 0 : -1) : hits[at + by];
}

function light(event, on) {
  const link = event.target.closest('.told[href^="#"]');
  if (!link) return;
  const place = CSS.escape(decodeURIComponent(link.hash.slice(1)));
  for (const words of document.querySelectorAll(`[id="${place}"], [data-of="${place}"]`))
    words.classList.toggle("lit", on);
}
for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => light(event, on));
