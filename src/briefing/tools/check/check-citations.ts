import { nearest } from "../../lib/nearest.js";
import { memoized } from "../../lib/once.js";
import { findReferences } from "../../engine/notebook/markdown/read.js";
import type { Bibliography, Found, ProjectContent } from "./contract.js";
import { foundOf } from "./check-notebooks.js";
import { positionAt } from "../../lib/position.js";
import { referencesOf } from "./texts.js";
import { BriefingError } from "../../model/errors.js";
import { readReferenceKeys } from "../../engine/report/citations/style.js";

/** Citations without a bibliography entry and, as notes, entries that are never cited. */
export function checkCitations({ files, data, bibliography }: ProjectContent): readonly Found[] {
  const inData = data.flatMap(({ path, text }) =>
    findReferences(text).map((found) => ({ found, path, ...positionAt(text, found.start) })),
  );
  const cited = [...files.flatMap(referencesOf), ...inData].flatMap(({ found, ...place }) =>
    found.kind === "citation" ? found.works.map(({ key }) => ({ ...place, key })) : [],
  );
  const keys = new Set(bibliography.entries.map(({ key }) => key));
  const missing = cited.filter(({ key }) => !keys.has(key));
  // Without the file, every citation lacks its entry: report this once.
  const unknown = (bibliography.state === "missing" ? missing.slice(0, 1) : missing).map(
    ({ key, ...place }): Found => ({ ...place, ...unknownKey(key, [...keys], bibliography) }),
  );
  const used = new Set(cited.map(({ key }) => key));
  // Tables may be large, and few of them hold keys.
  const wordsOf = memoized((text: string) => new Set(text.match(/[\p{L}\p{N}_:.-]+/gu)));
  const isWord = (key: string): boolean =>
    data.some(({ text }) => text.includes(key) && wordsOf(text).has(key));
  const unused = bibliography.entries
    .filter(({ key }, index, all) => all.findIndex((other) => other.key === key) === index)
    .filter(({ key }) => !used.has(key) && !isWord(key) && !files.some(({ text }) => mentions(text, key)))
    .map(({ key, line }): Found => {
      const message = `no notebook cites "${key}"`;
      return { severity: "note", path: bibliography.path, line, message };
    });
  return [...unknown, ...unused];
}

/** A key assembled in code, `[@${key}]`, appears somewhere as a word. */
const mentions = (text: string, key: string): boolean =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_])${key.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")}(?![\\p{L}\\p{N}_])`,
    "u",
  ).test(text);

function unknownKey(
  key: string,
  keys: readonly string[],
  { path, state }: Bibliography,
): Pick<Found, "message" | "hint"> {
  if (state === "missing")
    return {
      message: `[@${key}] is cited, but there is no ${path}`,
      hint: `Add the cited works to ${path} as BibTeX.`,
    };
  const meant = nearest(key, keys);
  const guess = meant === undefined ? "" : `: did you mean [@${meant}]?`;
  return {
    message: `[@${key}] is cited, but ${path} has no such entry${guess}`,
    hint: `Add the missing entries to ${path}.`,
  };
}

/** The entries of a BibTeX file and its errors: unreadable entries and duplicate keys. */
export async function readBibliography(
  text: string | undefined,
  path: string,
): Promise<{ readonly bibliography: Bibliography; readonly findings: readonly Found[] }> {
  if (text === undefined) return { bibliography: { path, entries: [], state: "missing" }, findings: [] };
  const entries = entriesOf(text);
  const findings = [...(await parseErrors(text, path)), ...repeatedKeys(entries, path)];
  return { bibliography: { path, entries, state: "read" }, findings };
}

async function parseErrors(text: string, path: string): Promise<readonly Found[]> {
  try {
    await readReferenceKeys(text, path);
    return [];
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    const found = foundOf(error, path, { line: 1 });
    const what = found.message
      .replace(/^\s*not BibTeX: /, "")
      .replace(/ at line \d+ col(?:umn)? \d+:?\s*$/, "");
    const hint = "Write an entry as @article{key, author = {…}, title = {…}, year = {2024}}.";
    return [{ ...found, message: `not BibTeX: ${what.trim()}`, hint }];
  }
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
    const message = `the key "${key}" stands in line ${entries[first]?.line ?? 0} already`;
    return [{ path, line, message, hint: "Keys must be unique: rename or remove one of the entries." }];
  });
}
