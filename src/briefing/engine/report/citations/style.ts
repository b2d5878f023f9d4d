/** The only module that uses citation-js and citeproc: reads BibTeX and writes citations and a bibliography. */
import { createRequire } from "node:module";
import type * as core from "@citation-js/core";
import type CSL from "citeproc";
import { Parser } from "htmlparser2";
import { memoizedLast } from "../../../lib/memoized-last.js";
import { memoized } from "../../../lib/once.js";
import type { BibliographyEntry } from "../../../model/report.js";
import type { CitedWork } from "../../notebook/markdown/syntax.js";
import { CitationError } from "../errors.js";

/** Works that may be cited; `format` names those that are, in order of citation. */
export interface References {
  /** As messages name the file. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly format: (cited: readonly CitedWork[]) => {
    /** In the order of `cited`, without brackets. */
    readonly texts: readonly string[];
    readonly bibliography: readonly BibliographyEntry[];
  };
}

/** One work as the style prints it in a bibliography. */
export const referenceOf = memoizedLast((item: core.Item, language: string): readonly Run[] => {
  const engine = engineOf(language)(new Map([[item.id, item]]));
  engine.updateItems([item.id]);
  const [, [entry = ""]] = engine.makeBibliography();
  return htmlRuns(entry);
});

/** Loading and setting up the style takes 0.3 s: its engine is emptied for other works, not created again. */
const engineOf = memoized((language: string) => {
  const require = createRequire(import.meta.url);
  require("@citation-js/plugin-csl");
  const { plugins } = require("@citation-js/core") as typeof core;
  const { Engine } = require("citeproc") as typeof CSL;
  const { locales, templates } = plugins.config.get("@csl");
  const locale = localeOf(language, locales.list());
  const system: ConstructorParameters<typeof Engine>[0] = {
    retrieveLocale: () => locales.get(locale),
    retrieveItem: () => undefined,
  };
  const engine = new Engine(system, templates.get("apa"), locale, true);
  return (items: ReadonlyMap<string, core.Item>) => {
    system.retrieveItem = (id) => items.get(id);
    engine.restoreProcessorState();
    return engine;
  };
});

/**
 * Reads a BibTeX file. Loading the libraries takes 0.5 s, and setting up the style and formatting the works 0.3 s; a
 * preview needs the same works again after every edit. `language` is a BCP 47 tag.
 */
export const readReferences = memoizedLast(async (text: string, path: string, language: string) => {
  const items = await readItems(text, path);
  rejectDuplicates(items, path);
  const known = new Map(items.map((item) => [item.id, item]));
  // Set up now, while kernels are busy, rather than by the first `format`.
  const engineFor = engineOf(language);
  return {
    path,
    keys: [...known.keys()],
    format: memoizedLast((cited: readonly CitedWork[]) => {
      const engine = engineFor(known);
      engine.updateItems([...new Set(cited.map((work) => work.key))]);
      const texts = cited.map(({ key, locator }) => {
        const cluster = engine.makeCitationCluster([{ id: key, ...readLocator(locator) }]);
        return htmlRuns(cluster)
          .map((run) => run.text)
          .join("")
          .replace(/^\((.*)\)$/, "$1");
      });
      const [parameters, entries] = engine.makeBibliography();
      const bibliography = entries.map((entry, index) => ({
        key: parameters.entry_ids[index]?.[0] ?? "",
        runs: htmlRuns(entry),
      }));
      return { texts, bibliography: bibliography.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) };
    }),
  } satisfies References;
});

/**
 * The keys of a BibTeX file in order, without loading the styles (0.06 s). A CitationError names line and column of the
 * first syntax error.
 */
export async function readReferenceKeys(text: string, path: string): Promise<readonly string[]> {
  return (await readItems(text, path)).map(({ id }) => id);
}

async function readItems(text: string, path: string): Promise<readonly core.Item[]> {
  const { plugins } = await import("@citation-js/core");
  await import("@citation-js/plugin-bibtex");
  if (text.trim() === "") return [];
  try {
    // The type is fixed, so that no text is mistaken for an address to fetch.
    return plugins.input.chain(text, { forceType: "@bibtex/text", generateGraph: false });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = /line (\d+) col(?:umn)? (\d+)/.exec(message) ?? [];
    const place = line === undefined || column === undefined ? path : `${path}:${line}:${column}`;
    throw new CitationError(`${place}: not BibTeX: ${message.split("\n", 1)[0] ?? ""}`, { cause: error });
  }
}

function rejectDuplicates(items: readonly core.Item[], path: string): void {
  const twice = items.find((item, index) => items.findIndex((other) => other.id === item.id) !== index);
  if (twice !== undefined) throw new CitationError(`${path}: two entries have the key "${twice.id}".`);
}

function localeOf(language: string, known: readonly string[]): string {
  const [base = ""] = language.split("-", 1);
  return (
    known.find((name) => name === language) ?? known.find((name) => name.startsWith(`${base}-`)) ?? "en-US"
  );
}

/** The style's own order depends on the ICU version of Node. */
function sortKey({ key, runs }: BibliographyEntry): string {
  const text = runs.map((run) => run.text).join("");
  return `${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()} ${key}`;
}

/** CSL's names, with the abbreviations that Pandoc accepts for each. */
const labels = new Map(
  Object.entries({
    page: "p pp page pages",
    chapter: "chap chapter",
    section: "sec section",
    figure: "fig figure",
    volume: "vol",
    issue: "no",
    column: "col",
    note: "n",
    paragraph: "para",
    part: "part",
    line: "line",
  }).flatMap(([label, short]) => short.split(" ").map((word) => [word, label])),
);

/** `p. 3` → a page in CSL's terms; text without a known label follows the citation as written. */
export function readLocator(text: string | undefined): {
  readonly locator?: string;
  readonly label?: string;
  readonly suffix?: string;
} {
  if (text === undefined) return {};
  const [, word = "", rest = ""] = /^(\p{L}+)\.?\s+(.+)$/u.exec(text) ?? [];
  const label = labels.get(word.toLowerCase());
  if (label !== undefined && rest !== "") return { label, locator: rest };
  return /^\d/.test(text) ? { label: "page", locator: text } : { suffix: `, ${text}` };
}

type Run = BibliographyEntry["runs"][number];

/** citeproc's HTML → runs of plain text: only italics are kept; HTML in the fields of a work is ignored. */
export function htmlRuns(html: string): readonly Run[] {
  const runs: Run[] = [];
  let depth = 0;
  const parser = new Parser({
    onopentag(name) {
      if (name === "i") depth += 1;
    },
    onclosetag(name) {
      if (name === "i") depth -= 1;
    },
    ontext(text) {
      const style = depth > 0 ? ("italic" as const) : undefined;
      const last = runs.at(-1);
      if (last !== undefined && last.style === style)
        runs[runs.length - 1] = { ...last, text: last.text + text };
      else runs.push(style === undefined ? { text } : { text, style });
    },
  });
  parser.end(html);
  return runs
    .map(({ text, ...style }, index) => {
      const left = index === 0 ? text.trimStart() : text;
      return {
        text: (index === runs.length - 1 ? left.trimEnd() : left).replace(/\s*\n\s*/g, " "),
        ...style,
      };
    })
    .filter(({ text }) => text !== "");
}
