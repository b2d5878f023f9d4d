import type { Figure, Row } from "../../model/display.js";
import type { CarriedExplorer } from "../../model/explorer.js";
import { bundleVersion, mime } from "../../model/mime.js";
import type { RichText, Value } from "../../model/value.js";
import { roundNumbers } from "./number.js";
import { emit, requireId } from "./output.js";
import { checkSpec, drawnRows, withoutPrototype } from "./spec.js";
import { optionalText, requireText } from "./text.js";
import { plainText } from "./value.js";

export interface FigureOptions {
  /** Stable id, also the file name: `joint-papers`. Referred to in prose as `@fig-joint-papers`. */
  readonly id: string;
  /**
   * A Vega-Lite spec (v5) with its data inline and without a width: the page draws it at two widths. As
   * `const spec: VegaLite = …`, with the type from `decoupling-briefing/vega-lite`, it is completed and checked.
   */
  readonly spec: object;
  /** The finding, in one line. */
  readonly title?: string | RichText | Value;
  /** Measure, unit and period. */
  readonly subtitle?: string | RichText;
  /** What to look at, and what not to conclude. */
  readonly caption: string | RichText;
  /** What a person who cannot see the figure needs to know. */
  readonly alt: string | RichText;
  /**
   * Source, edition and precision; citations as `[@key]`. By default the sources that datapackage.json names for the
   * tables of its cell.
   */
  readonly source?: string | RichText;
  /** What a reader of the page can try out, and the figure with it; as `claims.tryTheRule` gives it. */
  readonly explorer?: CarriedExplorer;
  /** Rows for the table and the CSV beside the figure; by default those the spec draws. */
  readonly data?: readonly object[];
}

const schema = "https://vega.github.io/schema/vega-lite/v5.json";

/** Shows a Vega-Lite figure: drawn in JupyterLab, numbered and rendered in the briefing. */
export function figure(options: FigureOptions): void {
  const id = requireId(options, "figure");
  const what = `figure "${id}"`;
  const given = withoutPrototype(options.spec, what);
  checkSpec(given, what);
  const text = {
    ...optionalText("title", options.title, what),
    ...optionalText("subtitle", options.subtitle, what),
    caption: requireText(
      options.caption,
      `${what}: the caption`,
      "Say what to look at and what not to conclude.",
    ),
    alt: requireText(
      options.alt,
      `${what}: the alternative text (alt)`,
      "Say in words what the figure shows.",
    ),
    ...optionalText("source", options.source, what),
  };
  const data = (options.data ?? drawnRows(given)) as readonly Row[];
  const json: Figure = { version: bundleVersion, id, ...text, data: roundNumbers(data) as readonly Row[] };
  const spec = roundNumbers({ $schema: schema, ...given }) as Record<string, unknown>;
  const usermeta = {
    ...(spec["usermeta"] as object | undefined),
    embedOptions: { actions: false },
    ...(options.explorer && { explorer: roundNumbers(options.explorer) }),
  };
  emit("figure", id, {
    [mime.vegaLite]: { ...spec, usermeta },
    [mime.figure]: json,
    [mime.plain]: [json.title ?? json.caption, json.alt].map(plainText).join("\n"),
  });
}
