import { isMap, LineCounter, parseDocument, type Document } from "yaml";
import * as z from "zod";
import { nearest } from "../notebook/nearest.js";
import { ConfigError } from "./errors.js";

const text = z.string().trim().min(1, "must not be empty");
const json = z.json();

const schema = z.strictObject({
  title: text,
  authors: z.union([text.transform((author) => [author]), z.array(text)]).default([]),
  /** The only date that is printed. */
  date: z.iso.date("must be a date like 2026-11-25").exactOptional(),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, "must be a language tag like en or zh-Hans")
    .exactOptional(),
  /** File names in notebooks/; those that are not named follow, by name. */
  order: z.array(text).default([]),
  parameters: z.record(z.string(), json).default({}),
  /** Seconds a cell may take. */
  timeout: z.number().positive().exactOptional(),
});

/** What briefing.yml says, complete. */
export type Config = z.output<typeof schema>;

/** `file` as messages name it. */
export function parseConfig(source: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: true });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const place = fault.linePos?.[0];
    const message = fault.message.split(/ at line \d+/)[0] ?? fault.message;
    throw new ConfigError(`${file}:${place?.line ?? 1}:${place?.col ?? 1}: not YAML: ${message}`, {
      cause: fault,
      hint: "Quote a title that holds a colon, or write it below `title: >-`.",
    });
  }
  if (!isMap(document.contents)) {
    throw new ConfigError(`${file}:1:1: names and values are expected, for example \`title: …\`.`);
  }
  const read = schema.safeParse(document.toJS());
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue === undefined) throw new ConfigError(`${file}: it cannot be read.`);
  throw complaint(issue, document, lines, file);
}

function complaint(
  issue: z.core.$ZodIssue,
  document: Document,
  lines: LineCounter,
  file: string,
): ConfigError {
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const path = [...issue.path, key];
    const known = Object.keys(schema.shape);
    const near = nearest(key, known);
    return new ConfigError(`${file}:${placeOf(path, document, lines)}: "${key}" is not known here.`, {
      hint: `${near === undefined ? "" : `Did you mean ${near}? `}Known are ${known.join(", ")}.`,
    });
  }
  const name = issue.path.map(String).join(".");
  return new ConfigError(`${file}:${placeOf(issue.path, document, lines)}: ${name}: ${wordsOf(issue)}.`);
}

/** zod says what it got; a person wants to know what to write. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") {
    return issue.input === undefined && issue.message.includes("undefined")
      ? "is missing"
      : `must be a ${issue.expected}`;
  }
  if (issue.code === "invalid_union") return "must be a text or a list of texts";
  return issue.message;
}

/** `line:column` of the key or item a path leads to, or of what is nearest to it. */
function placeOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): string {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(last)) : undefined;
    const node: unknown = pair?.key ?? document.getIn(path.slice(0, length), true);
    const offset = (node as { readonly range?: readonly number[] | null } | undefined)?.range?.[0];
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return `${line}:${col}`;
  }
  return "1:1";
}
