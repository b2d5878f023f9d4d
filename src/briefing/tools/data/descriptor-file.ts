/** Edits data/datapackage.json in place, preserving its order and layout and everything the author added. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { applyEdits, findNodeAtLocation, modify, parseTree, type JSONPath } from "jsonc-parser";
import { parseDescriptor } from "../../authoring/load/descriptor.js";
import type { DataPackage } from "../../authoring/load/schema.js";
import { jsonPlace } from "../../lib/json-fault.js";
import { withLock } from "../../lib/lock.js";
import { nameHint } from "../../lib/nearest.js";
import { replaceFile } from "../../lib/replace-file.js";
import { packageName } from "../scaffold/names.js";
import { BriefingError } from "../../model/errors.js";

export interface DescriptorFile {
  readonly file: string;
  readonly text: string;
  readonly content: DataPackage;
  /** Its JSON, with everything that `content` does not use. */
  readonly written: WrittenPackage;
}

interface WrittenPackage {
  readonly sources?: unknown;
  readonly licenses?: unknown;
  readonly resources: readonly {
    readonly name?: string;
    /** How its file is read, see import-options.ts. */
    readonly import?: unknown;
    /** See confirmed.ts. */
    readonly confirmed?: unknown;
    readonly sources?: readonly { readonly title?: string }[];
    readonly schema: { readonly fields: readonly { readonly name: string }[] };
  }[];
}

/** A missing file starts empty; an invalid one is rejected with line and column. */
export async function readDescriptorFile(root: string): Promise<DescriptorFile> {
  const file = path.join(root, "data", "datapackage.json");
  const text = existsSync(file) ? await readFile(file, "utf8") : emptyPackage(root);
  const content = parseDescriptor(text);
  return { file, text, content, written: JSON.parse(text.replace(/^\ufeff/, "")) as WrittenPackage };
}

function emptyPackage(root: string): string {
  const content = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: packageName(path.basename(path.resolve(root))),
    resources: [],
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** The text with a new value at a path; undefined removes the value. */
export interface Edit {
  readonly path: JSONPath;
  readonly value: unknown;
}

export function editDescriptor({ text }: DescriptorFile, edits: readonly Edit[]): string {
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const edited = edits.reduce(withEdit, text.slice(mark.length));
  // A path or name that the reader would reject is rejected before it is written.
  parseDescriptor(edited);
  return mark + edited;
}

/** New entries follow the layout of the rest; single-line lists stay on one line. */
function withEdit(text: string, { path: at, value }: Edit): string {
  if (value === undefined) return without(text, at);
  const unit = /\n([ \t]+)\S/.exec(text)?.[1];
  const formattingOptions = {
    insertSpaces: unit?.startsWith(" ") === true,
    tabSize: unit?.length ?? 2,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  const isArrayInsertion = at.at(-1) === -1;
  const options = { isArrayInsertion, ...(unit !== undefined && { formattingOptions }) };
  return applyEdits(text, modify(text, at, value, options));
}

/** Including its comma. (In single-line lists, the library removes a bracket too many.) */
function without(text: string, at: JSONPath): string {
  const root = parseTree(text);
  const found = root && findNodeAtLocation(root, at);
  if (found === undefined) return text;
  const item = found.parent?.type === "property" ? found.parent : found;
  const siblings = item.parent?.children ?? [];
  const before = siblings[siblings.indexOf(item) - 1];
  const after = siblings[siblings.indexOf(item) + 1];
  const end = item.offset + item.length;
  if (before !== undefined) return text.slice(0, before.offset + before.length) + text.slice(end);
  return text.slice(0, item.offset) + text.slice(after?.offset ?? end);
}

/**
 * Fails if the file was changed in the meantime, because those changes would be lost.
 *
 * @param together performs the accompanying changes completely or not at all, and calls the function it is passed
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

/** A hint if the named table is not described. */
export function nearestTable(wanted: string, { content }: DescriptorFile): string {
  const names = content.resources.map(({ name }) => name);
  return nameHint(wanted, names, "Tables:");
}

export const atResource = (index: number, ...names: readonly (string | number)[]): JSONPath => [
  "resources",
  index,
  ...names,
];

export const lineOfResource = (text: string, index: number): number =>
  jsonPlace(text.replace(/^\ufeff/, ""), atResource(index)).line;
