/** How the value of a final expression is shown. */
import { inspect } from "node:util";
import type { MimeBundle } from "../../client/contract.js";
import { mimeBundle } from "./mime-bundle.js";
import { read, safeInspect } from "./strangers.js";
import { tableOf } from "./table.js";
import { tableHtml } from "./table-html.js";
import { tableText } from "./table-text.js";

const maxText = 50_000;
const displaySymbol = Symbol.for("Jupyter.display");

export function inspectValue(value: unknown): string {
  let text: string;
  try {
    text = inspect(value, {
      depth: 4,
      colors: false,
      maxArrayLength: 100,
      maxStringLength: 10_000,
      breakLength: 80,
    });
  } catch (error) {
    return `[${typeof value} that cannot be shown: ${safeInspect(error).split("\n")[0] ?? ""}]`;
  }
  return text.length <= maxText
    ? text
    : `${text.slice(0, maxText)}… (${text.length - maxText} more characters)`;
}

/** The bundle an object gives of itself; undefined where it does not. What its method throws is thrown on. */
export async function ownBundle(value: unknown): Promise<MimeBundle | undefined> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  const show = read(value, displaySymbol);
  if (typeof show !== "function") return undefined;
  const data: unknown = await Reflect.apply(show, value, []);
  if (typeof data !== "object" || data === null)
    throw new TypeError(
      `[Symbol.for("Jupyter.display")]() must return an object of MIME types, not ${safeInspect(data)}.`,
    );
  return mimeBundle(data as Record<string, unknown>);
}

export async function resultBundle(value: unknown): Promise<MimeBundle> {
  const own = await ownBundle(value);
  if (own) return own;
  const table = tableOf(value);
  if (table === undefined) return { "text/plain": inspectValue(value) };
  // The insides of a DataFrame are not what it says to a reader; an array of records is.
  const text = table.kind === "frame" ? tableText(table) : inspectValue(value);
  return { "text/plain": text, "text/html": tableHtml(table) };
}
