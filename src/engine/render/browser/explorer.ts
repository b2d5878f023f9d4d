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
  type Told,
} from "../../../model/explorer.js";
import { interactiveSpec } from "../figure/interactive.js";
import { drawRequests } from "../figure/requests.js";
import { sizing, hasRowsAsSteps, type SpecObject } from "../figure/size.js";
import { figureTheme } from "../figure/theme.js";
import { createControls } from "./explorer-controls.js";
import { element } from "./element.js";
import "./figures.js";
import { redraw } from "./redraw.js";

/** Milliseconds without a change before the answer is computed. */
const restMs = 120;

function prepare(): void {
  for (const source of document.querySelectorAll("figure:not([data-explored]) > script.explorer")) {
    const figure = source.parentElement;
    const carried = JSON.parse(source.textContent) as CarriedExplorer;
    const explorer = explorerOf(carried);
    if (figure === null || explorer === undefined) continue;
    figure.dataset["explored"] = "true";
    figure.append(explorerPanel(figure, explorer, carried.published));
  }
}

function explorerPanel(figure: HTMLElement, explorer: Explorer, published: Told): HTMLElement {
  const settingsThen = publishedSettings(explorer);
  const answer = element("p", { class: "answer" });
  const words = element("div", { class: "words" });
  const back = element("button", { type: "button", class: "back" }, "Back to the published settings");
  const finding = figure.querySelector(".finding");
  const findingThen = finding === null ? [] : [...finding.childNodes];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = ({ answer: told, words: sentences }: Told, isPublished: boolean): void => {
    figure.classList.toggle("tried", !isPublished);
    back.disabled = isPublished;
    answer.replaceChildren(
      isPublished ? "As published: " : "With these settings: ",
      element("strong", {}, told),
      ...(isPublished ? [] : [element("span", { class: "published" }, `Published: ${published.answer}`)]),
    );
    words.replaceChildren(...sentences.map((sentence) => element("p", {}, sentence)));
  };
  const show = (settings: Settings): void => {
    const isPublished = JSON.stringify(settings) === JSON.stringify(settingsThen);
    const outcome = explorer.outcome(settings);
    if (outcome.kind === "refused") {
      tell({ answer: "no answer", words: [outcome.reason] }, false);
      return;
    }
    tell(outcome.told, isPublished);
    if (isPublished) finding?.replaceChildren(...findingThen);
    else finding?.replaceChildren(outcome.title);
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
    clearTimeout(timer);
    controls.reset();
    show(settingsThen);
    controls.focus();
  });
  tell(published, true);
  return element(
    "section",
    { class: "explorer", "aria-label": explorer.title },
    element("p", { class: "explorer-title" }, explorer.title),
    element("p", { class: "note" }, explorer.note),
    controls.form,
    back,
    element("div", { class: "outcome", role: "status" }, answer, words),
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

prepare();
document.addEventListener("briefing:updated", prepare);
