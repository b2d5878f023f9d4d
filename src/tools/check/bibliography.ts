import { BriefingError } from "../../model/errors.js";
import { readReferenceKeys } from "../../engine/report/citations/style.js";
import type { Finding } from "./contract.js";
import { positionAt } from "../../lib/position.js";

export interface Bibliography {
  /** As messages name the file. */
  readonly path: string;
  readonly entries: readonly { readonly key: string; readonly line: number }[];
  /** Whether the file exists. */
  readonly state: "read" | "missing";
}

/** The entries of a BibTeX file and all that is wrong with it: each entry that cannot be read, each key given twice. */
export async function readBibliography(
  text: string | undefined,
  path: string,
): Promise<{ readonly bibliography: Bibliography; readonly findings: readonly Finding[] }> {
  if (text === undefined) return { bibliography: { path, entries: [], state: "missing" }, findings: [] };
  const whole = await keysOrFault(text, path);
  const findings = typeof whole === "string" ? await faultsOfEntries(text, path, whole) : [];
  const entries = entriesOf(text);
  return {
    bibliography: { path, entries, state: "read" },
    findings: [...findings, ...repeatedKeys(entries, path)],
  };
}

async function keysOrFault(text: string, path: string): Promise<readonly string[] | string> {
  try {
    return await readReferenceKeys(text, path);
  } catch (error) {
    if (error instanceof BriefingError) return error.message;
    throw error;
  }
}

const opening = /^[ \t]*@(\w+)\s*[{(]/gm;

/** An entry left open reads on into the next: so each is read alone, with the abbreviations of the file. */
async function faultsOfEntries(text: string, path: string, whole: string): Promise<readonly Finding[]> {
  const starts = [...text.matchAll(opening)].map(({ index, 1: type }) => ({
    index,
    type: type?.toLowerCase(),
  }));
  const findings: Finding[] = [];
  for (const [at, { index, type }] of starts.entries()) {
    const end = starts[at + 1]?.index ?? text.length;
    const entry = text.slice(index, end);
    if (type === "comment" || type === "preamble") continue;
    if (!closes(entry)) {
      findings.push(bibtexFault(path, positionAt(text, index).line, "a brace of this entry is not closed"));
      continue;
    }
    // Everything else blank, so that lines stay.
    const alone = blankExcept(text, [...starts.filter((each) => each.type === "string"), { index }], starts);
    const fault = await keysOrFault(alone, path);
    if (typeof fault === "string") findings.push(readFault(fault, path, positionAt(text, index).line));
  }
  return findings.length > 0 ? findings : [readFault(whole, path, 1)];
}

function blankExcept(
  text: string,
  kept: readonly { readonly index: number }[],
  starts: readonly { readonly index: number }[],
): string {
  const keep = new Set(kept.map(({ index }) => index));
  return starts
    .map(({ index }, at) => {
      const part = text.slice(index, starts[at + 1]?.index ?? text.length);
      return keep.has(index) ? part : part.replace(/[^\n]/g, " ");
    })
    .reduce((before, part) => before + part, text.slice(0, starts[0]?.index ?? 0).replace(/[^\n]/g, " "));
}

/** Whether every brace that an entry opens is closed in it. */
function closes(entry: string): boolean {
  const braces = entry.replace(/\\[{}]/g, "").match(/[{}]/g) ?? [];
  return braces.reduce((depth, brace) => depth + (brace === "{" ? 1 : -1), 0) <= 0;
}

/** `path:3:9: not BibTeX: expected …` → the same as a finding. */
function readFault(message: string, path: string, line: number): Finding {
  const rest = message.startsWith(`${path}:`) ? message.slice(path.length + 1) : message;
  const [, at, column, what] = /^(\d+):(\d+):\s*([^]*)$/.exec(rest) ?? [];
  const told = (what ?? rest)
    .trim()
    .replace(/^not BibTeX: /, "")
    .replace(/ at line \d+ col(?:umn)? \d+:?$/, "");
  return {
    ...bibtexFault(path, Number(at ?? line), told),
    ...(column !== undefined && { column: Number(column) }),
  };
}

const bibtexFault = (path: string, line: number, what: string): Finding => ({
  check: "citations",
  severity: "error",
  path,
  line,
  message: `not BibTeX: ${what}`,
  hint: "An entry reads @article{key, author = {…}, title = {…}, year = {2024}}.",
});

function entriesOf(text: string): Bibliography["entries"] {
  return [...text.matchAll(/^[ \t]*@(\w+)\s*[{(]\s*([^\s,{}]+)\s*,/gm)].flatMap(
    ({ index, 1: type = "", 2: key = "" }) =>
      /^(?:string|comment|preamble)$/i.test(type) ? [] : [{ key, line: positionAt(text, index).line }],
  );
}

function repeatedKeys(entries: Bibliography["entries"], path: string): readonly Finding[] {
  return entries.flatMap(({ key, line }, index): Finding[] => {
    const first = entries.findIndex((other) => other.key === key);
    if (first === index) return [];
    return [
      {
        check: "citations",
        severity: "error",
        path,
        line,
        message: `the key "${key}" stands in line ${entries[first]?.line ?? 0} already`,
        hint: "Keys are unique: give one of the entries another, or take it out.",
      },
    ];
  });
}
