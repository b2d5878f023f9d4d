/**
 * Words that the page would print although nobody means them: placeholders of templates, in notebook output, briefing.yml
 * and descriptions of tables, and Markdown of other tools.
 */
import { findFormulas } from "../../engine/notebook/markdown/read.js";
import { typeset } from "../../engine/render/html/markdown.js";
import { findPlaceholders } from "../../engine/report/placeholders.js";
import type { Found, NamedText } from "./contract.js";
import { positionAt } from "../../lib/position.js";
import { clipped } from "../../lib/quoted.js";
import { findInTexts, type DisplayedText, type TextFile } from "./texts.js";

/** YAML comments, from # to the end of the line, are not printed. */
export function checkPlaceholders(
  files: readonly TextFile[],
  settings: readonly NamedText[],
): readonly Found[] {
  return [
    ...files.flatMap((file) => findInTexts(file, ({ prose }) => placeholdersIn(prose))),
    ...settings.flatMap(({ path, text }) =>
      placeholdersIn(path.endsWith(".yml") ? withoutComments(text) : text).map(({ at, ...found }): Found => {
        return { path, ...positionAt(text, at), ...found };
      }),
    ),
  ];
}

/** Blanked to the same length. */
const withoutComments = (text: string): string =>
  text.replace(/(?<=^|\s)#.*/gm, (comment) => " ".repeat(comment.length));

const placeholdersIn = (text: string) =>
  findPlaceholders(text).map(({ words, at }) => ({
    at,
    message: `“${words}” is a placeholder and would be published`,
    hint: "Replace it with your own words, or delete the line.",
  }));

interface Foreign {
  readonly pattern: RegExp;
  /** What it is. */
  readonly then?: string;
  readonly what: string;
  readonly instead: string;
}

/** Searched with code and expressions blanked. */
const foreign: readonly Foreign[] = [
  {
    pattern: /^[ \t]*:{3,}[ \t]*[\w{.].*$/gm,
    what: "a block of MyST, Quarto or Pandoc",
    instead: "Write a box as on GitHub: > [!NOTE]",
  },
  {
    pattern: /\{[a-z][\w:.-]*\}/g,
    then: "`",
    what: "a role of MyST or Sphinx",
    instead: "Cite sources with [@key], and refer to figures and tables with @fig-id and @tbl-id.",
  },
  {
    pattern: /\{\{[<%][^}]*\}\}/g,
    what: "a shortcode of Quarto or Hugo",
    instead: "Create figures, tables and numbers in cells.",
  },
  {
    pattern: /\\(?:begin|end)\{\w+\*?\}/g,
    what: "LaTeX outside of a formula",
    instead: "Put it between $$ and $$.",
  },
  {
    pattern: /\\(?:cite[a-z]*|ref|eqref|autoref|label)\{[^}]*\}/g,
    what: "a reference of LaTeX",
    instead: "Cite sources with [@key], and refer to figures and tables with @fig-id and @tbl-id.",
  },
  {
    pattern: /(?<=[\]#\s])\{[.#][\w-]+[^{}\n]*\}/g,
    what: "attributes of Pandoc or Quarto",
    instead: "Headings get anchors automatically.",
  },
];

export function checkSyntax(files: readonly TextFile[]): readonly Found[] {
  return files.flatMap((file) =>
    findInTexts(file, (text) =>
      file.notebook.cells[text.cell.index]?.cell_type === "markdown"
        ? [...foreignIn(text), ...formulasIn(text)]
        : [],
    ),
  );
}

interface SyntaxFault extends Pick<Found, "message" | "hint"> {
  readonly severity: "note";
  readonly at: number;
}

function foreignIn({ prose, text }: DisplayedText): readonly SyntaxFault[] {
  return foreign.flatMap(({ pattern, then = "", what, instead }) =>
    [...prose.matchAll(pattern)].flatMap((found): SyntaxFault[] => {
      if (!text.startsWith(then, found.index + found[0].length)) return [];
      const written = text.slice(found.index, found.index + found[0].length).trim();
      const message = `${quoted(written)} is printed literally: ${what}`;
      return [{ severity: "note", at: found.index, message, hint: instead }];
    }),
  );
}

function formulasIn({ text }: DisplayedText): readonly SyntaxFault[] {
  return findFormulas(text).flatMap(({ start, whole, formula }): SyntaxFault[] => {
    // A computed value is replaced by text.
    const set = typeset({ ...formula, tex: formula.tex.replace(/`\{ts[^`]*`/g, String.raw`\text{x}`) });
    if (set.status === "set") return [];
    return [
      {
        severity: "note",
        at: start,
        message: `${quoted(whole)} is printed literally: ${set.why}`,
        hint: "Formulas use the TeX that Temml supports: https://temml.org/docs/en/supported",
      },
    ];
  });
}

const quoted = (text: string): string => `“${clipped(text.replace(/\s+/g, " "), 60)}”`;
