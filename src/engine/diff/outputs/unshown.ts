/**
 * Contents of an executed notebook that the page does not show: JSON, scripts and types of other programs among its
 * outputs, and the conditions on which sentences are left out.
 */
import * as z from "zod";
import { sha256 } from "../../../lib/hash.js";
import { parseJson } from "../../../lib/parse-json.js";
import { mime } from "../../../model/mime.js";
import { guardsIn } from "../../notebook/inline.js";
import type { BlockOf } from "../match/blocks.js";

/** Compared as blocks of the report, or a plainer form of such an output. */
const shown: ReadonlySet<string> = new Set([
  ...Object.values(mime).filter((type) => type !== mime.json),
  ...["text/latex", "image/jpeg", "image/gif"],
]);
const vegaLite = /^application\/vnd\.vegalite\.v\d/;
/** Loaders and counters of programs: meaningless, and different in every run. */
const passing = /^application\/vnd\.(?:jupyter\.widget-view|bokehjs_load|bokehjs_exec|holoviews_load)\b/;

/** How a type of output is compared; `unshown`: as JSON or text if short, else by its hash. */
export const handlingOf = (type: string): "shown" | "passing" | "unshown" => {
  if (shown.has(type) || vegaLite.test(type)) return "shown";
  return passing.test(type) ? "passing" : "unshown";
};

const cell = z.looseObject({
  id: z.string().catch(""),
  cell_type: z.enum(["markdown", "raw", "code"]).catch("code"),
  source: z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(""))]).catch(""),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }).catch({}),
  outputs: z.array(z.looseObject({ data: z.record(z.string(), z.unknown()).optional() })).catch([]),
});
const stored = z.looseObject({ cells: z.array(cell) });

/** Empty for a file that is not a notebook. */
export function readUnshown(notebook: string) {
  const { cells } = stored.safeParse(parseJson(notebook)).data ?? { cells: [] };
  const isShown = ({ metadata: { tags = [] } }: (typeof cells)[number]) =>
    !tags.some((tag) => /^remove-(?:output|cell)$/.test(tag));
  return {
    outputs: cells
      .filter(isShown)
      .flatMap(({ id, outputs }) => outputs.flatMap(({ data = {} }) => blockOf(id, data))),
    conditions: cells.filter(({ source }) => source.includes("when=")).flatMap(conditionsOf),
  };
}

/** Sentences in Markdown that are left out on a condition. */
const conditionsOf = (cell: z.infer<typeof stored>["cells"][number]) =>
  guardsIn(cell).flatMap(({ when, content }) => {
    const sentence = cell.source.slice(content.start, content.end).replace(/\s+/g, " ").trim();
    return when === undefined ? [] : [{ cell: cell.id, condition: when.expression, sentence }];
  });

/** One block for everything in an output that is not shown. */
function blockOf(cell: string, data: Readonly<Record<string, unknown>>): readonly BlockOf<"text">[] {
  const types = Object.keys(data);
  const parts = Object.entries(data).flatMap(([type, content]) => {
    if (type !== mime.html && handlingOf(type) !== "unshown") return [];
    const text = textOf(content).replace(randomIds, "…");
    if (type === mime.html) {
      // The same chart as a specification, which is compared as a figure.
      if (/\bvegaEmbed\b/.test(text) || types.some((each) => vegaLite.test(each))) return [];
      const scripts = [...text.matchAll(scripted)].map(([script]) => script).join("\n");
      return scripts === "" ? [] : `scripts in HTML: ${hashed(scripts)}`;
    }
    return `${type}: ${text.length > mostCharacters ? hashed(text) : text}`;
  });
  return parts.length === 0 ? [] : [{ kind: "text", cell, stream: "result", text: parts.join("\n") }];
}

const mostCharacters = 2000;
const hashed = (text: string): string => `not compared; SHA-256 ${sha256(text).slice(0, 12)}`;
const scripted = /<script\b[\s\S]*?(?:<\/script\s*>|$)|<(?:iframe|object|embed)\b[^>]*>/gi;

/** Ids that programs generate in every run: UUIDs, and 32 hexadecimal digits. */
const randomIds =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/gi;

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const isText = Array.isArray(content) && content.every((line) => typeof line === "string");
  return isText ? content.join("") : JSON.stringify(content, undefined, 1);
}
