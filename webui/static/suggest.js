// Suggestions below a search box as one types: a combobox with a list, as ARIA describes it.
// Arrow keys choose, Enter searches, Escape closes; without this script the box is a plain one.
const WAIT = 80; // milliseconds of quiet before the server is asked

for (const box of document.querySelectorAll("input[data-suggest]")) attach(box);

function attach(box) {
  const list = document.createElement("ul");
  const state = { at: -1, typed: "", timer: 0, asked: null };
  list.id = `${box.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestLabel);
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function show(texts) {
    list.replaceChildren(...texts.map((text, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.lang = "zh-CN";
      option.textContent = text;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    state.at = -1;
    list.hidden = !texts.length;
    box.setAttribute("aria-expanded", String(!!texts.length));
    box.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    state.asked?.abort();
    state.asked = new AbortController();
    state.typed = box.value;
    if (!box.value.trim()) return show([]);
    try {
      const url = `${box.dataset.suggest}?q=${encodeURIComponent(box.value)}`;
      const answer = await fetch(url, { signal: state.asked.signal });
      const { suggestions = [] } = await answer.json();
      if (document.activeElement === box) show(suggestions.map(({ text }) => text));
    } catch {
      show([]); // typing went on, or the server is away: there is nothing to suggest
    }
  }

  function choose(at) {
    const options = [...list.children];
    options[state.at]?.setAttribute("aria-selected", "false");
    state.at = (at + 1 + options.length + 1) % (options.length + 1) - 1;
    const chosen = options[state.at];
    chosen?.setAttribute("aria-selected", "true");
    box.value = chosen ? chosen.textContent : state.typed;
    if (chosen) box.setAttribute("aria-activedescendant", chosen.id);
    else box.removeAttribute("aria-activedescendant");
  }

  box.addEventListener("input", (event) => {
    clearTimeout(state.timer);
    if (!event.isComposing) state.timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) choose(state.at + by);
    else if (event.key === "Escape") { box.value = state.typed; show([]); }
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("li");
    if (!option) return;
    event.preventDefault();
    box.value = option.textContent;
    box.form.requestSubmit();
  });
  box.addEventListener("blur", () => show([]));
}
