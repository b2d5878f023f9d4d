/** data/datapackage.json as a person wrote it, edited in place: what they wrote around it stays, with its order and layout. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { JSONPath } from "jsonc-parser";
import { parseDescriptor } from "../../authoring/load/descriptor.js";
import type { DataPackage } from "../../authoring/load/schema.js";
import { jsonPlace } from "../../lib/json-fault.js";
import { withLock } from "../../lib/lock.js";
import { replaceFile } from "../../lib/replace-file.js";
import { packageName } from "../scaffold/names.js";
import { editJson } from "./edit-json.js";
import { BriefingError } from "../../model/errors.js";

export interface DescriptorFile {
  readonly file: string;
  readonly text: string;
  readonly content: DataPackage;
}

/** One that does not exist begins empty; one that is wrong is refused with line and column. */
export async function readDescriptorFile(root: string): Promise<DescriptorFile> {
  const file = path.join(root, "data", "datapackage.json");
  const text = existsSync(file) ? await readFile(file, "utf8") : emptyPackage(root);
  return { file, text, content: parseDescriptor(text) };
}

function emptyPackage(root: string): string {
  const content = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: packageName(path.basename(path.resolve(root))),
    resources: [],
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** The text with another value at a place; undefined takes out what is there. */
export interface Edit {
  readonly path: JSONPath;
  readonly value: unknown;
}

export function editDescriptor({ text }: DescriptorFile, edits: readonly Edit[]): string {
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  let edited = text.slice(mark.length);
  for (const { path: at, value } of edits) {
    const wanted = withValue(JSON.parse(edited), at, value);
    edited = editJson(edited, at, value);
    if (!isDeepStrictEqual(JSON.parse(edited), wanted))
      throw new BriefingError("data/datapackage.json cannot be edited: it has one name twice in an object.", {
        hint: `Take out one of them, near ${at.join(".")}.`,
      });
  }
  // A path or a name that the reader would refuse is refused before it is written.
  parseDescriptor(edited);
  return mark + edited;
}

/**
 * Refuses where somebody wrote it meanwhile: what they wrote would be lost.
 *
 * @param together does what has to be done with it, or not at all, and calls what it is handed
 */
export async function writeDescriptor(
  { file, text: before }: DescriptorFile,
  text: string,
  together: (write: () => Promise<void>) => Promise<void> = (write) => write(),
): Promise<void> {
  const lock = path.join(path.dirname(file), ".datapackage.json.lock");
  await withLock(lock, { onTaken: () => undefined }, async () => {
    const now = await readFile(file, "utf8").catch(() => undefined);
    if (now !== undefined && now !== before)
      throw new BriefingError("data/datapackage.json was changed meanwhile.", {
        hint: "Run the command again.",
      });
    await together(() => replaceFile(file, text));
  });
}

export const atResource = (index: number, ...names: readonly (string | number)[]): JSONPath => [
  "resources",
  index,
  ...names,
];

export const lineOfResource = (text: string, index: number): number =>
  jsonPlace(text.replace(/^\ufeff/, ""), atResource(index)).line;

function withValue(content: unknown, [step, ...rest]: JSONPath, value: unknown): unknown {
  if (step === undefined) return JSON.parse(JSON.stringify(value)) as unknown;
  if (Array.isArray(content)) {
    const at = step === -1 ? content.length : Number(step);
    if (rest.length === 0 && value === undefined) return content.toSpliced(at, 1);
    return content.toSpliced(at, 1, withValue(content[at], rest, value));
  }
  const entries = new Map(Object.entries(content ?? {}));
  if (rest.length === 0 && value === undefined) entries.delete(String(step));
  else entries.set(String(step), withValue(entries.get(String(step)), rest, value));
  return Object.fromEntries(entries);
}
