import { BriefingError } from "../../model/errors.js";
import { readReferenceKeys } from "../../engine/report/citations/style.js";
import type { Found } from "./contract.js";
import { positionAt } from "../../lib/position.js";

export interface Bibliography {
  /** As messages name the file. */
  readonly path: string;
  readonly entries: readonly { readonly key: string; readonly line: number }[];
  /** Whether the file exists. */
  readonly state: "read" | "missing";
}

/** The entries of a BibTeX file and what is wrong with it: entries that cannot be read, keys given twice. */
export async function readBibliography(
  text: string | undefined,
  path: string,
): Promise<{ readonly bibliography: Bibliography; readonly findings: readonly Found[] }> {
  if (text === undefined) return { bibliography: { path, entries: [], state: "missing" }, findings: [] };
  const entries = entriesOf(text);
  const findings = [...(await faultsOf(text, path)), ...repeatedKeys(entries, path)];
  return { bibliography: { path, entries, state: "read" }, findings };
}

async function faultsOf(text: string, path: string): Promise<readonly Found[]> {
  try {
    await readReferenceKeys(text, path);
    return [];
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    return [readFault(error.message, path)];
  }
}

/** `path:3:9: not BibTeX: expected …` → the same as a finding. */
function readFault(message: string, path: string): Found {
  const rest = message.startsWith(`${path}:`) ? message.slice(path.length + 1) : message;
  const [, at, column, what] = /^(\d+):(\d+):\s*([^]*)$/.exec(rest) ?? [];
  const found = (what ?? rest)
    .trim()
    .replace(/^not BibTeX: /, "")
    .replace(/ at line \d+ col(?:umn)? \d+:?$/, "");
  return {
    path,
    line: Number(at ?? 1),
    ...(column !== undefined && { column: Number(column) }),
    message: `not BibTeX: ${found}`,
    hint: "An entry reads @article{key, author = {…}, title = {…}, year = {2024}}.",
  };
}

function entriesOf(text: string): Bibliography["entries"] {
  return [...text.matchAll(/^[ \t]*@(\w+)\s*[{(]\s*([^\s,{}]+)\s*,/gm)].flatMap(
    ({ index, 1: type = "", 2: key = "" }) =>
      /^(?:string|comment|preamble)$/i.test(type) ? [] : [{ key, line: positionAt(text, index).line }],
  );
}

function repeatedKeys(entries: Bibliography["entries"], path: string): readonly Found[] {
  return entries.flatMap(({ key, line }, index): Found[] => {
    const first = entries.findIndex((other) => other.key === key);
    if (first === index) return [];
    return [
      {
        path,
        line,
        message: `the key "${key}" stands in line ${entries[first]?.line ?? 0} already`,
        hint: "Keys are unique: give one of the entries another, or take it out.",
      },
    ];
  });
}
