/**
 * The explorer in the fold below a figure: controls and the resulting figure. Each change redraws the figure; settings
 * that differ from the published ones are marked, and one click restores them.
 */
import { compile, type TopLevelSpec } from "vega-lite";
import {
  explorerOf,
  publishedSettings,
  type Answer,
  type CarriedExplorer,
  type Explorer,
  type Outcome,
  type Settings,
} from "../../../model/explorer.js";
import { interactiveSpec } from "../figure/interactive.js";
import { drawRequests } from "../figure/requests.js";
import { sizing, layoutOf, type SpecObject } from "../figure/size.js";
import { figureTheme } from "../figure/theme.js";
import { requests, type Request } from "./carried.js";
import { createControls } from "./explorer-controls.js";
import { element } from "./element.js";
import "./figures.js";
import { redraw } from "./answering-drawing.js";

/** Milliseconds without a change before the result is computed. */
const restMs = 120;

document.addEventListener(requests.explorer, (event) => {
  const { target, detail } = event as CustomEvent<Request>;
  const figure = target instanceof HTMLElement ? target.closest("figure") : null;
  if (!(target instanceof HTMLElement) || figure === null) return;
  const carried = (detail.carried.spec["usermeta"] as { readonly explorer: CarriedExplorer }).explorer;
  try {
    const explorer = explorerOf(carried);
    if (explorer !== undefined) target.append(explorerPanel(figure, explorer, carried.published));
  } catch {
    // The figure stays as published.
  }
});

function explorerPanel(figure: HTMLElement, explorer: Explorer, published: Answer): HTMLElement {
  const publishedChoice = publishedSettings(explorer);
  const answer = element("p", { class: "answer" });
  const words = element("div", { class: "words" });
  const back = element("button", { type: "button", class: "back" }, "Back to the published settings");
  const finding = figure.querySelector(".finding");
  const publishedFinding = finding === null ? [] : [...finding.childNodes];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const showAnswer = (state: "published" | "tried" | "unanswered", given: Answer, title?: string): void => {
    const isPublished = state === "published";
    figure.classList.toggle("tried", !isPublished);
    figure.classList.toggle("unanswered", state === "unanswered");
    back.disabled = isPublished;
    answer.replaceChildren(
      isPublished ? "As published: " : "With these settings: ",
      element("strong", {}, given.inShort),
      isPublished ? "" : element("span", { class: "published" }, `Published: ${published.inShort}`),
    );
    words.replaceChildren(...given.words.map((sentence) => element("p", {}, sentence)));
    finding?.replaceChildren(...(title === undefined ? publishedFinding : [title]));
  };
  const show = (settings: Settings): void => {
    const outcome = outcomeOf(explorer, settings);
    if (outcome.kind === "refused") {
      const none = { inShort: "no answer", words: [outcome.reason] };
      showAnswer("unanswered", none, "No answer with these settings");
      return;
    }
    if (JSON.stringify(settings) === JSON.stringify(publishedChoice)) showAnswer("published", published);
    else showAnswer("tried", outcome.answer, outcome.title);
    // If anything fails, the previous drawing stays.
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
    show(publishedChoice);
    controls.focus();
  });
  showAnswer("published", published);
  return element(
    "section",
    { class: "explorer", "aria-label": explorer.title },
    element("p", { class: "explorer-title" }, explorer.title),
    element("p", { class: "note" }, explorer.note),
    element("div", { class: "outcome", role: "status" }, answer),
    controls.form,
    back,
    words,
  );
}

function outcomeOf(explorer: Explorer, settings: Settings): Outcome {
  try {
    return explorer.outcome(settings);
  } catch {
    return { kind: "refused", reason: "Nothing can be computed from these settings." };
  }
}

/** As the page draws it: the same theme and the same two widths. */
function drawn(spec: SpecObject) {
  const { wide, narrow } = drawRequests({ id: "explorer", spec });
  const [first, second] = [wide, narrow].map(({ spec: given, width, font }) => {
    const sized = sizing(given, width);
    if (sized.kind === "composed") throw new Error("an explorer draws one plot");
    const config = figureTheme(font, width, layoutOf(given));
    return compile(sized.spec as unknown as TopLevelSpec, { config }).spec as unknown as SpecObject;
  });
  return interactiveSpec(first ?? {}, second ?? {});
}
