/** Markdown of other tools that the page prints literally, with its line and what to write instead. */
import { findFormulas } from "../../engine/notebook/markdown/read.js";
import { typeset } from "../../engine/render/html/markdown.js";
import type { Found } from "./contract.js";
import { positionAt } from "../../lib/position.js";
import type { DisplayedText, TextFile } from "./texts.js";

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
  return files.flatMap(({ path, notebook, texts }) =>
    texts
      .filter(({ cell }) => notebook.cells[cell.index]?.cell_type === "markdown")
      .flatMap((text) =>
        [...foreignIn(text), ...formulasIn(text)].map(({ at, ...rest }): Found => ({
          severity: "note",
          path,
          cell: text.cell,
          ...positionAt(text.source, text.start + at),
          ...rest,
        })),
      ),
  );
}

interface SyntaxFault extends Pick<Found, "message" | "hint"> {
  readonly at: number;
}

function foreignIn({ prose, text }: DisplayedText): readonly SyntaxFault[] {
  return foreign.flatMap(({ pattern, then = "", what, instead }) =>
    [...prose.matchAll(pattern)].flatMap((found): SyntaxFault[] => {
      if (!text.startsWith(then, found.index + found[0].length)) return [];
      const written = text.slice(found.index, found.index + found[0].length).trim();
      return [
        {
          at: found.index,
          message: `${quoted(written)} is printed literally: ${what}`,
          hint: instead,
        },
      ];
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
        at: start,
        message: `${quoted(whole)} is printed literally: ${set.why}`,
        hint: "Formulas use the TeX that Temml supports: https://temml.org/docs/en/supported",
      },
    ];
  });
}

const longest = 60;
function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return `“${line.length > longest ? `${line.slice(0, longest)}…` : line}”`;
}
