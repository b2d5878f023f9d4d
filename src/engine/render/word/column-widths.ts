/** How wide the columns of a table are, and whether it stands upright: LibreOffice does not ask the texts, as browsers do. */
import { textWidth } from "../fonts/text-width.js";
import { textWidthOf, type Orientation, type StyleId } from "./layout.js";
import type { Grid } from "./grid.js";

/** How a table is set so that it fits. */
export interface Fit {
  readonly page: Orientation;
  readonly styles: { readonly text: StyleId; readonly head: StyleId };
  readonly points: number;
}

const usual = { points: 9, styles: { text: "TableText", head: "TableHead" } } as const;
const small = { points: 7.5, styles: { text: "SmallTableText", head: "SmallTableHead" } } as const;
const smallest = { ...small, page: "landscape" } as const;
const fits: readonly Fit[] = [
  { ...usual, page: "portrait" },
  { ...small, page: "portrait" },
  { ...usual, page: "landscape" },
  smallest,
];

/** The largest type in which no word is broken, on a page turned round if it must be. */
export function fit(grid: Grid): Fit {
  return (
    fits.find((each) => sum(needs(grid, each).map(({ least }) => least)) <= textWidthOf(each.page)) ??
    smallest
  );
}

/** In twentieths of a point; together as wide as the text of the page. */
export function columnWidths(grid: Grid, fitted: Fit): readonly number[] {
  const room = textWidthOf(fitted.page);
  const all = needs(grid, fitted);
  const least = sum(all.map((need) => need.least));
  const best = sum(all.map((need) => need.best));
  const width = ({ least: low, best: high }: Need): number => {
    if (best <= room) return (high * room) / best;
    if (least >= room) return (low * room) / least;
    return low + ((high - low) * (room - least)) / (best - least);
  };
  const widths = all.map((need) => Math.floor(width(need)));
  const last = widths.length - 1;
  return widths.map((each, index) => (index === last ? room - sum(widths.slice(0, last)) : each));
}

interface Need {
  /** For its longest word. */
  readonly least: number;
  /** For its longest line, as far as one line is wanted. */
  readonly best: number;
}

const padding = 150;
/** A column of sentences does not ask for them on one line, nor one of addresses for each on its own. */
const longest = { line: 6000, word: 2400 } as const;

function needs({ head, body, columns }: Grid, { points }: Pick<Fit, "points">): readonly Need[] {
  const found = Array.from({ length: columns }, () => ({ least: 300, best: 300 }));
  for (const [rows, weight] of [
    [head, "bold"],
    [body, "regular"],
  ] as const) {
    for (const row of rows) {
      let column = 0;
      for (const { text, span } of row) {
        const need = found[column];
        // What goes over several columns finds room in them.
        if (span === 1 && need !== undefined) {
          const measured = (words: string) =>
            textWidth(words, "Source Sans 3", points, weight) * 20 + padding;
          const words = text.split(/[ \n\t\u200b-]+/).map(measured);
          need.least = Math.max(need.least, Math.min(longest.word, Math.max(...words)));
          // A head may take several lines.
          const line = weight === "bold" ? measured(text) / 2 : measured(text);
          need.best = Math.max(need.best, need.least, Math.min(longest.line, line));
        }
        column += span;
      }
    }
  }
  return found;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
