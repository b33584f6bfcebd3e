// What the pages can do without: "/" goes to the search box; a fact in the margin lights its words.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const box = document.querySelector('input[name="q"]');
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

function light(event, on) {
  const link = event.target.closest('.margin a[href^="#"]');
  const words = link && document.getElementById(link.hash.slice(1));
  if (words) words.classList.toggle("lit", on);
}
for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => light(event, on));
