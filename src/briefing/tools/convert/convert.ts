/** Converts notebooks between their two forms, NAME.ipynb and NAME.md; what was read back decides. */
import { lstat, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { refuseMissing } from "../../engine/build/path-checks.js";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import type { JsonObject } from "../../engine/notebook/contract.js";
import { NotebookFormatError } from "../../engine/notebook/errors.js";
import { objectOf } from "../../engine/notebook/json.js";
import { parseNotebook } from "../../engine/notebook/parse.js";
import { serializeJson, stringifyNotebook } from "../../engine/notebook/stringify.js";
import { withKernel } from "../../engine/notebook/text/header.js";
import { stringifyTextNotebook } from "../../engine/notebook/text/write.js";
import { isNotebookFile, isTextNotebook, notebookName } from "../../lib/notebook-name.js";
import { writeNewFile } from "../../lib/replace-file.js";
import { BriefingError, UsageError } from "../../model/errors.js";
import { toStoredForm, type Change } from "../check/stored-form.js";

export interface ConvertedNotebook {
  readonly path: string;
  /** The notebook in its new form. */
  readonly to?: string;
  /** What the old file held besides the stored form, and the new one does not. */
  readonly changes: readonly Change[];
  /** A Markdown file such as README.md, which is left as it is. */
  readonly skipped?: "not a notebook";
  /** Why it is unchanged. */
  readonly error?: BriefingError;
}

/** What happens to the old file: "remove" it, or "keep" it beside the new one. */
type Original = "remove" | "keep";

export async function convert(
  files: readonly string[],
  original: Original,
): Promise<readonly ConvertedNotebook[]> {
  await refuseMissing(files);
  const converted: ConvertedNotebook[] = [];
  for (const file of new Set(files)) converted.push(await convertFile(file, original));
  return converted;
}

async function convertFile(file: string, original: Original): Promise<ConvertedNotebook> {
  try {
    return await converted(file, original);
  } catch (error) {
    if (error instanceof BriefingError) return { path: file, changes: [], error };
    throw error;
  }
}

async function converted(file: string, original: Original): Promise<ConvertedNotebook> {
  const isText = isTextNotebook(file);
  if (!isText && !file.endsWith(".ipynb"))
    throw new UsageError(`${file} is neither an .ipynb file nor a text notebook (.md).`, {
      hint: "Name a notebook: briefing convert notebooks/01-first.ipynb",
    });
  if (!(await isNotebookFile(file))) return { path: file, changes: [], skipped: "not a notebook" };
  const to = path.join(path.dirname(file), `${notebookName(file)}${isText ? ".ipynb" : ".md"}`);
  if ((await lstat(to).catch(() => undefined)) !== undefined)
    throw new UsageError(`${file} is not converted: ${to} exists already.`, {
      hint: "Remove one of the two, or rename it.",
    });
  const bytes = await readFile(file);
  const { text, changes } = toStoredForm(await readNotebookText(file), file);
  const notebook = parseNotebook(text, file);
  const expected = isText ? stringifyNotebook(notebook) : comparable(text);
  const content = isText ? expected : stringifyTextNotebook(notebook, file);
  const { mode } = await stat(file);
  await writeNewFile(to, content, mode);
  try {
    const back = stringifyNotebook(parseNotebook(await readNotebookText(to), to));
    if (back !== expected) throw new NotebookFormatError(...difference(file, expected, back));
    if (!bytes.equals(await readFile(file)))
      throw new UsageError(`${file} was saved while it was converted, and is left as it is.`, {
        hint: "Convert it again.",
      });
    if (original === "remove") await rm(file);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
  return { path: file, to, changes };
}

/** The stored form with what every text notebook has: a kernel, and the version of the format. */
function comparable(text: string): string {
  const stored = JSON.parse(text) as JsonObject;
  const metadata = withKernel(objectOf(stored["metadata"]));
  return `${serializeJson({ ...stored, metadata, nbformat_minor: 5 })}\n`;
}

function difference(
  file: string,
  expected: string,
  back: string,
): [message: string, options: { hint: string }] {
  const lines = back.split("\n");
  const lost = expected.split("\n").find((line, index) => line !== lines[index]) ?? "";
  return [
    `${file} is not converted, because the other form would not hold all of it: ${lost.trim().slice(0, 200)}`,
    { hint: "It is left as it is. Remove what is named here to convert the notebook." },
  ];
}
