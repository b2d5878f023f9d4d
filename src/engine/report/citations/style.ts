/** The one owner of citation-js and citeproc: BibTeX in, cited works and a bibliography out. */
import type { Item } from "@citation-js/core";
import type { BibliographyEntry } from "../../../model/report.js";
import type { CitedWork } from "../../notebook/references.js";
import { CitationError } from "./errors.js";
import { readLocator } from "./locator.js";
import { htmlRuns } from "./runs.js";

/** Works a briefing may cite; `format` says how those that it does cite are named, in the order of citing. */
export interface References {
  /** As messages name the file. */
  readonly path: string;
  readonly keys: readonly string[];
  format(cited: readonly CitedWork[]): {
    /** In the order of `cited`, without brackets. */
    readonly texts: readonly string[];
    readonly bibliography: readonly BibliographyEntry[];
  };
}

let last: { readonly of: string; readonly references: References } | undefined;

/**
 * Reads a BibTeX file; the libraries (0.5 s) are loaded here. `language` is a BCP 47 tag. A preview asks after every
 * edit for the same works again: the last answer is remembered.
 */
export async function readReferences(text: string, path: string, language: string): Promise<References> {
  const of = JSON.stringify([text, path, language]);
  if (last?.of === of) return last.references;
  const references = remembering(await parseReferences(text, path, language));
  last = { of, references };
  return references;
}

/** To set up the style and name the works takes 0.3 s. */
function remembering(references: References): References {
  let said: { readonly of: string; readonly formatted: ReturnType<References["format"]> } | undefined;
  return {
    ...references,
    format(cited) {
      const of = JSON.stringify(cited);
      if (said?.of !== of) said = { of, formatted: references.format(cited) };
      return said.formatted;
    },
  };
}

async function parseReferences(text: string, path: string, language: string): Promise<References> {
  await import("@citation-js/plugin-csl");
  const { default: CSL } = await import("citeproc");
  const { plugins } = await import("@citation-js/core");
  const items = await readItems(text, path);
  refuseRepeated(items, path);
  const known = new Map(items.map((item) => [item.id, item]));
  const { locales, templates } = plugins.config.get("@csl");
  const locale = localeOf(language, locales.list());
  return {
    path,
    keys: [...known.keys()],
    format(cited) {
      const system = {
        retrieveLocale: () => locales.get(locale),
        retrieveItem: (id: string) => known.get(id),
      };
      const engine = new CSL.Engine(system, templates.get("apa"), locale, true);
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
    },
  };
}

/**
 * The keys of a BibTeX file in their order, without what styles need (0.06 s). A CitationError names line and column of
 * the first fault of its syntax.
 */
export async function readReferenceKeys(text: string, path: string): Promise<readonly string[]> {
  return (await readItems(text, path)).map(({ id }) => id);
}

async function readItems(text: string, path: string): Promise<readonly Item[]> {
  const { plugins } = await import("@citation-js/core");
  await import("@citation-js/plugin-bibtex");
  if (text.trim() === "") return [];
  try {
    // Of the type alone, so that no text is ever taken for an address to fetch.
    return plugins.input.chain(text, { forceType: "@bibtex/text", generateGraph: false });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = /line (\d+) col(?:umn)? (\d+)/.exec(message) ?? [];
    const place = line === undefined || column === undefined ? path : `${path}:${line}:${column}`;
    throw new CitationError(`${place}: not BibTeX: ${message.split("\n", 1)[0] ?? ""}`, { cause: error });
  }
}

function refuseRepeated(items: readonly Item[], path: string): void {
  const twice = items.find((item, index) => items.findIndex((other) => other.id === item.id) !== index);
  if (twice !== undefined) throw new CitationError(`${path}: two entries have the key "${twice.id}".`);
}

function localeOf(language: string, known: readonly string[]): string {
  const [base = ""] = language.split("-", 1);
  return (
    known.find((name) => name === language) ?? known.find((name) => name.startsWith(`${base}-`)) ?? "en-US"
  );
}

/** The style's own order follows the ICU of the Node at hand. */
function sortKey({ key, runs }: BibliographyEntry): string {
  const text = runs.map((run) => run.text).join("");
  return `${text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()} ${key}`;
}
