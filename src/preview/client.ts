/**
 * Runs in the open page: follows the builds and brings the page up to date in place. It compares the page as it was
 * served with the one that is served now, and touches only elements that differ: figures that came alive, folds that
 * are open and the place on the screen stay.
 */
export const clientScript = `
(() => {
  "use strict";
  const own = (element) => element.classList && (element.classList.contains("preview-box") || element.classList.contains("preview-error"));
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  let served, tag;
  const load = async () => {
    const response = await fetch(location.pathname, { cache: "no-store" });
    const page = parse(await response.text());
    tag = response.headers.get("X-Briefing-Page");
    return page;
  };
  const first = load().then((page) => { served = page; }).catch(() => undefined);

  // What has words of its own is replaced as a whole; so are figures, whose drawings a script has taken over.
  const isWhole = (element) => element.matches("figure, pre, table, svg, script, style, button") ||
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
  const nameOf = (element) => element.tagName + "#" + (element.id || element.getAttribute("aria-labelledby") || "");
  const replace = (live, next) => {
    const fresh = document.importNode(next, true);
    keepFolds(live, fresh);
    live.replaceWith(fresh);
    return fresh;
  };
  const keepFolds = (live, fresh) => {
    const folds = (root) => [root, ...root.querySelectorAll("details")].filter((each) => each.tagName === "DETAILS");
    const said = (each) => each.querySelector("summary")?.textContent;
    const open = folds(live).filter((each) => each.open);
    for (const each of folds(fresh)) if (open.some((other) => said(other) === said(each))) each.open = true;
  };
  // The element that stands there afterwards.
  const patch = (live, was, next) => {
    if (was.isEqualNode(next)) return live;
    if (was.tagName !== next.tagName || isWhole(was) || isWhole(next)) return replace(live, next);
    for (const { name } of [...was.attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of [...next.attributes]) if (was.getAttribute(name) !== value) live.setAttribute(name, value);
    patchChildren(live, [...was.children], [...next.children]);
    return live;
  };
  // Equal beginnings and ends stay; between them elements of one name go together, in their order.
  const patchChildren = (parent, was, next) => {
    const live = [...parent.children].filter((each) => !own(each)).slice(0, was.length);
    if (live.length < was.length) { for (const each of live) each.remove(); parent.prepend(...next.map((each) => document.importNode(each, true))); return; }
    let start = 0;
    while (start < was.length && start < next.length && was[start].isEqualNode(next[start])) start += 1;
    let wasEnd = was.length, nextEnd = next.length;
    while (wasEnd > start && nextEnd > start && was[wasEnd - 1].isEqualNode(next[nextEnd - 1])) { wasEnd -= 1; nextEnd -= 1; }
    let at = start;
    for (let index = start; index < nextEnd; index += 1) {
      const name = nameOf(next[index]);
      let found = at;
      while (found < wasEnd && !(was[found].isEqualNode(next[index]) || nameOf(was[found]) === name)) found += 1;
      const isLater = next.slice(index + 1, nextEnd).some((each) => found < wasEnd && each.isEqualNode(was[found]));
      if (found < wasEnd && !isLater) {
        for (; at < found; at += 1) live[at].remove();
        live[at] = patch(live[at], was[at], next[index]);
        at += 1;
      } else {
        const fresh = document.importNode(next[index], true);
        if (at < was.length) live[at].before(fresh);
        else if (live.length > 0) live[live.length - 1].after(fresh);
        else parent.prepend(fresh);
        if (at >= was.length) live.push(fresh);
      }
    }
    for (; at < wasEnd; at += 1) live[at].remove();
  };

  const chaptersOf = (page) => [...page.querySelectorAll("main > section.chapter")];
  // Where only chapters differ from what was served, they alone are read: [index, element] of each. Else undefined.
  const changedChapters = async () => {
    if (served === undefined || !tag) return undefined;
    const response = await fetch("/-/changes/" + tag, { cache: "no-store" });
    const changes = await response.json();
    if (changes === null || [served, document].some((page) => chaptersOf(page).length !== changes.count)) return undefined;
    const chapters = changes.chapters.map(({ index, html }) => [index, parse(html).body]);
    if (chapters.some(([, body]) => body.children.length !== 1 || !body.firstElementChild.matches("section.chapter"))) return undefined;
    tag = changes.tag;
    return chapters.map(([index, body]) => [index, body.firstElementChild]);
  };
  const scripts = (page) => [...page.querySelectorAll("body > script:not([data-preview])")].map((each) => each.textContent).join();
  const updateChapters = (chapters) => {
    const live = chaptersOf(document), was = chaptersOf(served);
    for (const [index, next] of chapters) {
      patch(live[index], was[index], next);
      was[index].replaceWith(next);
    }
  };
  const updateWhole = (next) => {
    const style = (page) => [...page.head.querySelectorAll("style:not([data-preview])")];
    style(document).forEach((each, index) => {
      const fresh = style(next)[index];
      if (fresh && fresh.textContent !== each.textContent) each.textContent = fresh.textContent;
    });
    document.title = next.title;
    patch(document.body, served.body, next.body);
    served = next;
  };
  const update = async () => {
    await first;
    const chapters = await changedChapters();
    const next = chapters ? undefined : await load();
    if (next && (served === undefined || !next.querySelector("main") || scripts(served) !== scripts(next))) { location.reload(); return; }
    // What is read now stays where it is.
    const anchor = [...document.querySelectorAll("main *, header *")].find((each) => each.getBoundingClientRect().top >= 0);
    const top = anchor?.getBoundingClientRect().top;
    if (next) updateWhole(next);
    else updateChapters(chapters);
    document.dispatchEvent(new Event("briefing:updated"));
    if (anchor?.isConnected && top !== undefined) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  };

  const box = document.createElement("details");
  box.className = "preview-box";
  const head = document.createElement("summary");
  const list = document.createElement("ol");
  box.append(head, list);
  const say = (text) => { head.textContent = "Preview: " + text; };
  say("up to date");
  const fault = document.createElement("div");
  fault.className = "preview-error";
  fault.setAttribute("role", "alert");
  fault.tabIndex = 0;
  fault.hidden = true;
  const faultHead = document.createElement("h2");
  faultHead.textContent = "The briefing could not be built; below it stands as it was";
  const faultText = document.createElement("pre");
  fault.append(faultHead, faultText);
  document.body.append(box, fault);

  let line = "up to date";
  const spaced = (text) => text.replace(/\\s+/g, " ").trim();
  const elementsOf = ({ anchor, value, words }) => {
    if (value) return [...document.querySelectorAll("button.value")].filter((each) => each.getAttribute("popovertarget") === value);
    const target = anchor && document.getElementById(anchor);
    if (!target) return [];
    if (!words) return [target];
    const chapter = target.closest("section") ?? document;
    return [...chapter.querySelectorAll("p, li, h3, h4, blockquote, summary")].filter((each) =>
      words.some((word) => spaced(each.textContent).includes(spaced(word))));
  };
  const mark = (said, marks) => {
    for (const each of document.querySelectorAll(".preview-changed")) each.classList.remove("preview-changed");
    list.replaceChildren();
    marks.forEach((each, index) => {
      const elements = elementsOf(each);
      for (const element of elements) element.classList.add("preview-changed");
      if (index >= 200 || elements.length === 0) return;
      const link = document.createElement("a");
      link.href = "#" + (elements[0].id || each.anchor || "");
      link.textContent = each.kind + ": " + each.title;
      link.addEventListener("click", (event) => { event.preventDefault(); elements[0].scrollIntoView({ block: "center" }); });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    });
    line = said;
    say(line);
  };

  let pending = Promise.resolve();
  const source = new EventSource("/-/events");
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === "building") say("building …");
    if (event.kind === "error") { faultText.textContent = event.text; fault.hidden = false; say("could not be built"); }
    if (event.kind === "page") {
      fault.hidden = true;
      say(event.line);
      pending = pending.then(update).catch(() => location.reload());
    }
    if (event.kind === "marks") pending = pending.then(() => mark(event.line, event.marks));
  };
  source.onerror = () => say("ended, or not reachable");
  source.onopen = () => say(line);
  addEventListener("pagehide", () => source.close());
})();
`;
