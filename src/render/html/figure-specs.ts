import type { FigureDrawings } from "../figure/render-figure.js";
import type { SpecObject } from "../figure/size.js";
import { differences } from "./differences.js";
import { scriptJson } from "./vega-script.js";
import { markup, trusted, type Html } from "./template.js";

/** A figure as a page has it: its drawings, and what a script draws it from. */
export interface PageFigure extends FigureDrawings {
  readonly spec: Html;
}

export type Drawings = ReadonlyMap<string, PageFigure>;

export interface PageFigures {
  readonly figures: Drawings;
  /** What the specifications share, for the end of the page. */
  readonly shared: Html | undefined;
}

/**
 * Specifications as a page carries them: settings, alike in most figures, once a page; rows once a figure, without the
 * names of their fields on every one; of the narrow drawing only what differs from the wide one.
 */
export function pageFigures(drawings: ReadonlyMap<string, FigureDrawings>): PageFigures {
  const configs = new Map<string, number>();
  const place = (config: unknown) => {
    const text = JSON.stringify(config ?? {});
    if (!configs.has(text)) configs.set(text, configs.size);
    return configs.get(text);
  };
  const light = (spec: SpecObject): SpecObject => ({ ...spec, config: place(spec["config"]) });
  const figures = [...drawings].map(([id, drawn]): readonly [string, PageFigure] => {
    const { wide, narrow, data } = drawn.interactive;
    const kept = light(wide);
    const sets = Object.entries(data).map(([name, values]) => [name, packed(values)] as const);
    const carried = {
      data: Object.fromEntries(sets),
      wide: kept,
      narrow: differences(kept, light(narrow)),
    };
    const json = trusted(scriptJson(carried));
    return [id, { ...drawn, spec: markup`<script type="application/json" class="vega">${json}</script>` }];
  });
  const shared = [...configs.keys()].map((text) => JSON.parse(text) as unknown);
  return {
    figures: new Map(figures),
    shared:
      shared.length === 0
        ? undefined
        : markup`<script type="application/json" class="vega-shared">${trusted(scriptJson(shared))}</script>\n`,
  };
}

/** Rows of the same fields in the same order name them once. */
function packed(values: unknown): object {
  if (!Array.isArray(values) || !values.every(isRecord)) return { values };
  const [first, ...others] = values as readonly SpecObject[];
  if (first === undefined || others.length === 0) return { values };
  const fields = Object.keys(first);
  const names = JSON.stringify(fields);
  if (!others.every((row) => JSON.stringify(Object.keys(row)) === names)) return { values };
  return { fields, rows: values.map((row: SpecObject) => fields.map((field) => row[field])) };
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
