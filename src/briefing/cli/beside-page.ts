/** The options for files that commands can create beside the page, and what is printed about them. */
import { Option } from "commander";
import type { BesidePage, BesidePageFiles, BesidePageOptions } from "../engine/build/beside-page.js";
import { shownPath } from "../lib/shown-path.js";

const table: Readonly<Record<BesidePage, { readonly help: string; readonly made: string }>> = {
  pdf: {
    help: "also print the page with an installed Chromium (default: briefing.pdf in the output folder)",
    made: "the page, printed",
  },
  summary: {
    help: "also print a summary of two pages: headline, lead figure, findings, claims, sources (default: summary.pdf in the output folder)",
    made: "the summary, two pages",
  },
  docx: {
    help: "also write a Word document, for those who edit and comment (default: briefing.docx in the output folder)",
    made: "for Word and LibreOffice",
  },
};
export const besidePageNames = Object.keys(table) as readonly BesidePage[];

/** As given on the command line: a file, or true for the default one. */
export type BesidePageArguments = { readonly [Name in BesidePage]?: string | true };

export const besidePageOption = (name: BesidePage): Option =>
  new Option(`--${name} [file]`, table[name].help);

/** The corresponding engine settings. */
export const besidePageOf = (given: BesidePageArguments): BesidePageOptions =>
  Object.fromEntries(
    besidePageNames.flatMap((name) => {
      const file = given[name];
      return file === undefined ? [] : [[name, file === true ? {} : { file }] as const];
    }),
  );

export function printBesidePage(made: BesidePageFiles): void {
  for (const name of besidePageNames)
    if (made[name] !== undefined) process.stdout.write(`${shownPath(made[name])}: ${table[name].made}\n`);
}
