/** What runs in the reader's browser; without it everything is there to read, but for filters and steps. */
export const diffScript = `
(() => {
  "use strict";
  const $ = (selector, from = document) => [...from.querySelectorAll(selector)];
  document.documentElement.classList.add("scripts");
  for (const part of $("[data-script], button.only")) part.hidden = false;
  const filters = document.querySelector(".filters");
  if (!filters) return;
  if (matchMedia("(min-width: 70rem)").matches) filters.open = true;
  const select = filters.querySelector("select");
  const page = 100;
  const bands = $("section.band").map((section) => ({
    section,
    list: section.querySelector(".list"),
    button: section.querySelector(".more button"),
    later: section.querySelector("script.later"),
    entries: $(".change", section).map((node) => ({ node, kind: node.dataset.kind, causes: node.dataset.causes.split(" ") })),
  }));
  // What waits is read when someone asks for it: by number, filter or address.
  const unpack = (band) => {
    if (!band.later) return;
    for (const [kind, causes, html] of JSON.parse(band.later.textContent)) band.entries.push({ html, kind, causes: causes.split(" ") });
    band.later.remove();
    band.later = null;
  };
  const place = (band, index) => {
    const entry = band.entries[index];
    const template = document.createElement("template");
    template.innerHTML = entry.html;
    entry.node = template.content.firstElementChild;
    entry.html = undefined;
    const next = band.entries.slice(index + 1).find((each) => each.node);
    band.list.insertBefore(entry.node, next ? next.node : null);
    return entry;
  };
  let kinds = new Set();
  let cause = "";
  const fits = (entry) => kinds.has(entry.kind) && (cause === "" || entry.causes.includes(cause));
  const waiting = (band) => band.entries.reduce((sum, entry) => sum + (!entry.node && fits(entry) ? 1 : 0), 0);
  const show = (band, most) => {
    unpack(band);
    let left = most;
    let first;
    band.entries.forEach((entry, index) => {
      if (left <= 0 || entry.node || !fits(entry)) return;
      place(band, index);
      first = first || entry.node;
      left -= 1;
    });
    return first;
  };
  const refresh = () => {
    kinds = new Set($("input[name=kind]:checked", filters).map(({ value }) => value));
    cause = select ? select.value : "";
    const all = $("input[name=kind]", filters).length;
    const filtered = cause !== "" || kinds.size < all;
    let shown = 0;
    let total = 0;
    for (const band of bands) {
      if (filtered) unpack(band);
      let visible = 0;
      for (const entry of band.entries) {
        if (!entry.node) continue;
        entry.node.hidden = !fits(entry);
        if (!entry.node.hidden) visible += 1;
      }
      if (filtered && visible < page && show(band, page - visible)) visible = band.entries.filter(({ node }) => node && !node.hidden).length;
      const packed = band.later ? JSON.parse(band.later.textContent).length : 0;
      const left = waiting(band) + (filtered ? 0 : packed);
      if (band.button) {
        band.button.hidden = left === 0;
        band.button.textContent = "Show " + Math.min(page, left) + " more of " + left;
      }
      band.section.hidden = visible + left === 0;
      shown += visible + left;
      total += band.entries.length + packed;
    }
    filters.querySelector(".shown").textContent = shown === total ? total + " changes" : shown + " of " + total + " changes";
  };
  filters.addEventListener("change", refresh);
  for (const band of bands) {
    if (band.button) band.button.addEventListener("click", () => {
      const first = show(band, page);
      refresh();
      if (first) first.focus({ preventScroll: true });
    });
  }
  for (const button of $("button.only")) {
    button.addEventListener("click", () => {
      if (!select || !$("option", select).some(({ value }) => value === button.dataset.cause)) return;
      select.value = button.dataset.cause;
      filters.open = true;
      refresh();
      document.querySelector("section.band:not([hidden]) h2").scrollIntoView();
    });
  }
  refresh();
  for (const button of $("button.only")) {
    if (!select || !$("option", select).some(({ value }) => value === button.dataset.cause)) button.hidden = true;
  }

  const position = document.querySelector(".position");
  const visible = () => $("section.band:not([hidden]) .change:not([hidden])");
  const current = (all) => {
    const focused = document.activeElement && document.activeElement.closest(".change");
    if (focused && all.includes(focused)) {
      const { top, bottom } = focused.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight) return all.indexOf(focused);
    }
    let at = -1;
    all.forEach((node, index) => { if (node.getBoundingClientRect().top < 24) at = index; });
    return at;
  };
  const step = (by) => {
    let all = visible();
    const at = current(all);
    const here = bands.find(({ list }) => at >= 0 && list.contains(all[at]));
    const isLast = here && (!all[at + 1] || !here.list.contains(all[at + 1]));
    if (by > 0 && isLast && here.button && !here.button.hidden) {
      show(here, page);
      refresh();
      all = visible();
    }
    const target = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
    position.textContent = all.indexOf(target) + 1 + " of " + all.length;
  };
  for (const button of $("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
  const keys = filters.querySelector("input[name=keys]");
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys.checked) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });

  const divide = (stage, at) => {
    stage.style.setProperty("--at", at + "%");
    stage.parentElement.querySelector("input[type=range]").value = at;
  };
  addEventListener("input", (event) => {
    const slider = event.target.closest(".slider input");
    if (slider) divide(slider.closest(".pictures").querySelector(".stage"), slider.value);
  });
  let dragged;
  const drag = (event) => {
    const { left, width } = dragged.getBoundingClientRect();
    divide(dragged, Math.round(Math.max(0, Math.min(100, (100 * (event.clientX - left)) / width))));
  };
  addEventListener("pointerdown", (event) => {
    const stage = event.target.closest(".pictures:has([value=swipe]:checked) .stage");
    if (!stage) return;
    event.preventDefault();
    dragged = stage;
    drag(event);
  });
  addEventListener("pointermove", (event) => { if (dragged) drag(event); });
  addEventListener("pointerup", () => { dragged = undefined; });

  // An address may name a change that waits, or an input or a change that is filtered or folded away.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id === "") return;
    if (!document.getElementById(id) && id.startsWith("c-")) {
      for (const band of bands) {
        unpack(band);
        const index = band.entries.findIndex(({ html }) => html && html.includes(' id="' + id + '"'));
        if (index >= 0) place(band, index);
      }
      refresh();
    }
    const target = document.getElementById(id);
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();
})();
`;
