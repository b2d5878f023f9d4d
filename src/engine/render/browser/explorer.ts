/**
 * Below a figure that brings an explorer stand its controls and what follows from them. Each change draws the figure
 * again; what differs from the published settings is marked, and one click goes back.
 */
import { compile, type TopLevelSpec } from "vega-lite";
import {
  explorerOf,
  publishedSettings,
  type CarriedExplorer,
  type Explorer,
  type Settings,
} from "../../../model/explorer.js";
import { interactiveSpec } from "../figure/interactive.js";
import { drawRequests } from "../figure/requests.js";
import { sizing, hasRowsAsSteps, type SpecObject } from "../figure/size.js";
import { figureTheme } from "../figure/theme.js";
import { createControls } from "./explorer-controls.js";
import { element } from "./element.js";
import { redraw } from "./figures.js";

/** Milliseconds without a change before the answer is computed. */
const restMs = 120;

/** What an explorer computes takes some tenths of a second: it is made when its figure comes near. */
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) prepare(target as HTMLElement);
  },
  { rootMargin: "400px" },
);

function watch(): void {
  for (const { parentElement } of document.querySelectorAll("figure:not([data-explored]) > script.explorer"))
    if (parentElement !== null) watcher.observe(parentElement);
}

function prepare(figure: HTMLElement): void {
  watcher.unobserve(figure);
  const source = figure.querySelector(":scope > script.explorer");
  if (source === null || figure.dataset["explored"] !== undefined) return;
  const explorer = explorerOf(JSON.parse(source.textContent) as CarriedExplorer);
  if (explorer === undefined) return;
  figure.dataset["explored"] = "true";
  figure.append(explorerPanel(figure, explorer));
}

function explorerPanel(figure: HTMLElement, explorer: Explorer): HTMLElement {
  const published = publishedSettings(explorer);
  const publishedAnswer = explorer.outcome(published);
  const answer = element("p", { class: "answer" });
  const words = element("div", { class: "words" });
  const back = element("button", { type: "button", class: "back" }, "Back to the published settings");
  const finding = figure.querySelector(".finding");
  const publishedFinding = finding === null ? [] : [...finding.childNodes];
  let isTried = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (settings: Settings): void => {
    const isPublished = JSON.stringify(settings) === JSON.stringify(published);
    const outcome = explorer.outcome(settings);
    figure.classList.toggle("tried", !isPublished);
    back.disabled = isPublished;
    words.replaceChildren();
    if (outcome.kind === "refused") {
      answer.replaceChildren(element("span", { class: "refused" }, outcome.reason));
      return;
    }
    const before = publishedAnswer.kind === "answered" ? publishedAnswer.answer : "none";
    answer.replaceChildren(
      isPublished ? "As published: " : "With these settings: ",
      element("strong", {}, outcome.answer),
      ...(isPublished ? [] : [element("span", { class: "published" }, `Published: ${before}`)]),
    );
    words.append(...outcome.words.map((sentence) => element("p", {}, sentence)));
    if (isPublished) finding?.replaceChildren(...publishedFinding);
    else finding?.replaceChildren(outcome.title);
    if (!isTried && isPublished) return;
    isTried = true;
    // Whatever fails, the drawing before it stays.
    redraw(figure, drawn(outcome.spec), `${outcome.title}. ${outcome.alt}`).catch(() => undefined);
  };

  const controls = createControls(explorer, (settings) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      show(settings);
    }, restMs);
  });
  back.addEventListener("click", () => {
    controls.reset();
    show(published);
  });
  show(published);
  return element(
    "section",
    { class: "explorer", "aria-label": explorer.title },
    element("p", { class: "explorer-title" }, explorer.title),
    element("p", { class: "note" }, explorer.note),
    controls.form,
    element("div", { class: "outcome", role: "status" }, answer, back, words),
  );
}

/** As the page draws it: the same theme, the same two widths. */
function drawn(spec: SpecObject) {
  const { wide, narrow } = drawRequests({ id: "explorer", spec });
  const [first, second] = [wide, narrow].map(({ spec: given, width, font }) => {
    const sized = sizing(given, width);
    if (sized.kind === "composed") throw new Error("an explorer draws one plot");
    const config = figureTheme(font, width, hasRowsAsSteps(given) ? "steps" : "scale");
    return compile(sized.spec as unknown as TopLevelSpec, { config }).spec as unknown as SpecObject;
  });
  return interactiveSpec(first ?? {}, second ?? {});
}

watch();
document.addEventListener("briefing:updated", watch);
