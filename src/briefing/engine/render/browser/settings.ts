/**
 * What a reader assumes instead of what is published: controls, the parts of the page that follow, the bar at the foot
 * of the window, and the address, which others can open.
 */
import { own } from "../../../lib/own.js";
import {
  isSameValue,
  labelledValue,
  publishedSetting,
  valueIn,
  valueLabel,
  valueText,
  type Setting,
} from "../../../model/assumption.js";
import type { CarriedAssumption } from "../answers/carried-units.js";
import { announce } from "./announce.js";
import { carriedAnswers, definitions, variantAt, variantOf } from "./carried-answers.js";
import { copyText, publishedAddress } from "./copy.js";
import { element } from "./element.js";
import { forgetParts, showVariant } from "./live-parts.js";
import { forgetFigures, sayWhatIsNotDrawn, showFigures } from "./live-figures.js";
import { readTitles, showTitles } from "./linked-titles.js";
import { hashOf, readHash } from "./page-address.js";
import { createControl, type Control } from "./setting-controls.js";
import { labels } from "./setting-labels.js";

/** Marks entries of the browser's history whose address we wrote. */
const written = "settings";

/** Milliseconds for which a slider rests before the page follows; other controls are not dragged. */
const restMs = 60;

export function followSettings(): void {
  void begin();
  sayWhatIsNotDrawn();
  document.addEventListener("briefing:updated", (event) => {
    // By a preview: the page is as published again.
    if (!(event instanceof CustomEvent)) void begin();
  });
}

async function begin(): Promise<void> {
  const assumptions = await definitions().catch(() => []);
  if (assumptions.length === 0) return;
  forgetParts();
  forgetFigures();
  readTitles();
  new Settings(assumptions).start();
}

class Settings {
  readonly #assumptions: readonly CarriedAssumption[];
  readonly #published: Setting;
  readonly #controls: Control[] = [];
  readonly #bar = barOf();
  #setting: Setting;
  #timer: number | undefined;
  #changes = 0;

  constructor(assumptions: readonly CarriedAssumption[]) {
    this.#assumptions = assumptions;
    this.#published = publishedSetting(assumptions);
    this.#setting = this.#published;
  }

  start(): void {
    for (const place of document.querySelectorAll<HTMLElement>(".assumption[data-assumption]")) {
      const assumption = this.#assumptions.find(({ id }) => id === place.dataset["assumption"]);
      if (assumption === undefined || place.querySelector("form") !== null) continue;
      const control = createControl(place, assumption, (value) => {
        this.#change({ ...this.#setting, [assumption.id]: value }, assumption.kind === "range" ? restMs : 0);
      });
      this.#controls.push(control);
      place.addEventListener("pointerenter", () => void carriedAnswers().catch(() => undefined), {
        once: true,
      });
    }
    this.#bar.reset.onclick = () => {
      this.#reset();
    };
    this.#bar.copy.onclick = () => void copyText(publishedAddress(location.hash), labels.copied);
    addEventListener("hashchange", () => {
      this.#readAddress();
    });
    this.#readAddress();
  }

  /**
   * `#?baseline=2015&limit=0.95`, after a place or not. What it does not name is as published; what the page does not
   * have is ignored, and said. An address without settings is that of a link inside the page, which keeps them.
   */
  #readAddress(): void {
    const { id, settings } = readHash(location.hash);
    if (settings === undefined) {
      this.#writeAddress(this.#setting);
      return;
    }
    const named = new URLSearchParams(settings);
    const unknown = new Set(named.keys());
    const values = this.#assumptions.map((assumption) => {
      const text = named.get(assumption.id);
      const value = text === null ? undefined : valueIn(text, assumption);
      if (value !== undefined) unknown.delete(assumption.id);
      return [assumption.id, value ?? assumption.value] as const;
    });
    this.#show(Object.fromEntries(values));
    if (unknown.size > 0) announce(labels.ignored([...unknown]));
    // The browser knows no element of that name. Entries of the history that we wrote keep where the reader was.
    if (id !== "" && history.state !== written) document.getElementById(id)?.scrollIntoView();
  }

  /** The page follows when no other change comes within this many milliseconds. */
  #change(setting: Setting, wait: number): void {
    this.#showControls(setting);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#writeAddress(setting);
      this.#show(setting);
    }, wait);
    this.#setting = setting;
  }

  #reset(): void {
    const first = this.#controls.find(({ id }) => this.#isChanged(id, this.#setting));
    clearTimeout(this.#timer);
    this.#writeAddress(this.#published);
    this.#show(this.#published);
    first?.input.focus();
  }

  #isChanged(id: string, setting: Setting): boolean {
    return !isSameValue(own(setting, id), own(this.#published, id));
  }

  #changedIn(setting: Setting): readonly CarriedAssumption[] {
    return this.#assumptions.filter(({ id }) => this.#isChanged(id, setting));
  }

  #writeAddress(setting: Setting): void {
    const named = this.#changedIn(setting).map(
      ({ id }) => `${id}=${encodeURIComponent(valueText(own(setting, id) ?? ""))}`,
    );
    const hash = hashOf({ id: readHash(location.hash).id, settings: named.join("&") });
    if (hash === location.hash) return;
    history.replaceState(written, "", hash === "" ? location.pathname + location.search : hash);
  }

  #showControls(setting: Setting): void {
    for (const { id, show } of this.#controls) {
      const value = own(setting, id);
      if (value !== undefined) show(value);
    }
  }

  #show(setting: Setting): void {
    this.#setting = setting;
    this.#showControls(setting);
    this.#changes += 1;
    const change = this.#changes;
    const isWanted = () => change === this.#changes;
    this.#follow(setting, isWanted).catch(() => {
      if (isWanted()) this.#giveUp();
    });
  }

  /** The controls may not name other settings than the page shows. */
  #giveUp(): void {
    this.#setting = this.#published;
    this.#writeAddress(this.#published);
    this.#showControls(this.#published);
    announce(labels.unreadable);
  }

  async #follow(setting: Setting, isWanted: () => boolean): Promise<void> {
    const changed = this.#changedIn(setting);
    if (changed.length === 0 && this.#bar.host.hidden) return;
    const { units } = await carriedAnswers();
    if (!isWanted()) return;
    const words = changed.map((each) => labelledValue(own(setting, each.id) ?? "", each)).join(", ");
    const reached = new Set<Element>();
    const figures: Promise<void>[] = [];
    for (const unit of units) {
      const place = variantAt(unit, setting, this.#assumptions);
      showVariant(unit, place, words);
      figures.push(showFigures(unit, variantOf(unit, place), place));
      if (!unit.on.some((id) => this.#isChanged(id, setting))) continue;
      const chapter = document.querySelector(`[data-live="${unit.id}"]`)?.closest("section.chapter");
      if (chapter) reached.add(chapter);
    }
    showTitles();
    this.#markChapters(changed.length > 0, reached);
    this.#showBar(setting, changed);
    for (const line of document.querySelectorAll<HTMLElement>(".with-yours"))
      line.hidden = changed.length === 0;
    await Promise.all(figures);
    // Once for all figures, because listeners walk through the whole page.
    document.dispatchEvent(new CustomEvent("briefing:updated"));
  }

  /** Headline, findings and chapters that no change reaches are as published, and say so while others are not. */
  #markChapters(isChanged: boolean, reached: ReadonlySet<Element>): void {
    for (const note of document.querySelectorAll(".as-published")) note.remove();
    if (!isChanged) return;
    document
      .querySelector("section.first-page")
      ?.prepend(element("p", { class: "as-published" }, labels.firstPageAsPublished));
    for (const chapter of document.querySelectorAll("section.chapter:not(.appendix)"))
      if (!reached.has(chapter))
        chapter.querySelector("h2")?.after(element("p", { class: "as-published" }, labels.asPublished));
  }

  #showBar(setting: Setting, changed: readonly CarriedAssumption[]): void {
    const { host, words, status } = this.#bar;
    host.hidden = changed.length === 0;
    document.documentElement.classList.toggle("has-settings", changed.length > 0);
    if (changed.length === 0) {
      status.textContent = labels.restored;
      return;
    }
    const struck = document.querySelectorAll("main [data-live] del, main del[data-live]").length;
    const named = changed.map((each) => [
      element("strong", {}, labelledValue(own(setting, each.id) ?? "", each)),
      ` (${labels.published}: ${valueLabel(each.value, each)}) · `,
    ]);
    words.replaceChildren(...named.flat(), labels.held(struck));
    status.textContent = words.textContent;
  }
}

/** One for the page; it is printed at the top. */
function barOf() {
  document.querySelector(".settings-bar")?.remove();
  document.querySelector("#settings-status")?.remove();
  const words = element("p", { class: "words" });
  const copy = element("button", { type: "button" }, labels.copy);
  const reset = element("button", { type: "button" }, labels.reset);
  const host = element("aside", { class: "settings-bar", "aria-label": labels.region }, words, copy, reset);
  host.hidden = true;
  const status = element("p", { class: "unseen", id: "settings-status", role: "status" });
  const page = document.querySelector(".page") ?? document.body;
  page.prepend(host);
  page.append(status);
  return { host, words, copy, reset, status };
}
