import { figureFonts, figureTheme } from "../../../engine/render/figure/theme.js";
import { layoutOf, sizing, type SpecObject } from "../../../engine/render/figure/size.js";
import type { Json, JsonObject } from "../../../engine/client/contract.js";
import type { Figure } from "../../../model/display.js";
import { mime } from "../../../model/mime.js";
import { palette } from "../../../model/palette.js";
import { element } from "../../../engine/render/browser/element.js";
import type { Renderer, RenderMimeRegistry } from "./jupyterlab.js";
import { prose, words, type ProseTools } from "./prose.js";

/** As wide as the briefing draws it on a screen; a narrower cell shows the same drawing smaller. */
const width = 680;

export async function figureElement(
  figure: Figure,
  spec: Json | undefined,
  rendermime: RenderMimeRegistry,
  tools: ProseTools,
): Promise<HTMLElement> {
  const { id, title, subtitle, alt, source } = figure;
  const name = words(alt ?? { parts: [] });
  const drawing = element("div", { class: "drawing", role: "img", "aria-label": name.textContent });
  await draw(drawing, spec as SpecObject, rendermime);
  return element(
    "figure",
    { class: "shown", "data-id": id ?? "" },
    title && element("p", { class: "finding" }, words(title)),
    subtitle && element("p", { class: "measure" }, words(subtitle)),
    drawing,
    await captionElement("Figure", figure, tools),
    // By default, the page prints the source of the tables that the cell read.
    source && element("p", { class: "source" }, "Source: ", await prose(source, tools)),
    alt && element("details", { class: "data" }, element("summary", {}, "Alternative text"), name),
  );
}

/** Figures previewed before publication have none. */
export async function captionElement(
  kind: "Figure" | "Table",
  { id, caption }: Pick<Figure, "id" | "caption">,
  tools: ProseTools,
): Promise<HTMLElement | undefined> {
  if (id === undefined && caption === undefined) return undefined;
  const number = id === undefined ? kind : `${kind} ${id}`;
  const said = caption && (await prose(caption, tools));
  const label = element("span", { class: "number" }, `${number}.`);
  return element("figcaption", {}, element("p", {}, label, " ", said));
}

/** Uses JupyterLab's Vega-Lite, with the briefing's theme and a separate model that stores no picture. */
async function draw(drawing: HTMLElement, spec: SpecObject, rendermime: RenderMimeRegistry): Promise<void> {
  const sized = sizing(spec, width);
  if (sized.kind === "fitted") {
    await drawSized(drawing, sized.spec, rendermime);
  } else {
    // The size of labels is known only after drawing; the second time, the plots get the remaining space.
    const first = width / sized.columns;
    const drawn = await drawSized(drawing, sized.withPlots(first), rendermime);
    const rest = first + (width - drawn) / sized.columns;
    if (Math.abs(width - drawn) > 1) await drawSized(drawing, sized.withPlots(rest), rendermime);
  }
  followTheme(drawing);
}

async function drawSized(
  drawing: HTMLElement,
  spec: SpecObject,
  rendermime: RenderMimeRegistry,
): Promise<number> {
  const renderer: Renderer = rendermime.createRenderer(mime.vegaLite);
  const config = figureTheme(figureFonts.page, width, layoutOf(spec));
  const options = { renderer: "svg", actions: false, config: config as JsonObject };
  drawing.replaceChildren(renderer.node);
  await renderer.renderModel({
    // If a picture already exists, no new one is created.
    data: { [mime.vegaLite]: spec as JsonObject, [mime.png]: "none" },
    metadata: { [mime.vegaLite]: { embed_options: options } },
    trusted: true,
    setData: () => undefined,
  });
  return drawing.querySelector("svg")?.width.baseVal.value ?? width;
}

const variables = new Map<string, string>(
  Object.entries(palette).map(([name, { light }]) => [light, `var(--${name})`]),
);

/** Palette colours follow the light or dark theme. */
function followTheme(drawing: HTMLElement): void {
  for (const attribute of ["fill", "stroke"])
    for (const mark of drawing.querySelectorAll(`svg [${attribute}]`)) {
      const variable = variables.get(mark.getAttribute(attribute) ?? "");
      if (variable !== undefined) mark.setAttribute(attribute, variable);
    }
}
