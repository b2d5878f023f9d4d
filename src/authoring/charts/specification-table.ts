/** Under a curve of results: a line an answer, a sign where a result rests on it. */
import type { ColourName } from "../../model/palette.js";
import { atLeft, gridLine, muted, pixelY, quiet, rule, type SignShape, words, wrap } from "./layers.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight } from "./theme.js";
import { own } from "../../lib/own.js";

/** A question that had to be decided, and the answers that were tried. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly answers: readonly { readonly key: string; readonly label: string }[];
}

export interface CurveSeries {
  readonly key: string;
  readonly label: string;
  readonly colour: ColourName;
  /** A sign beside colour. */
  readonly shape?: SignShape;
}

interface TableOptions {
  readonly rows: readonly {
    readonly series: string;
    readonly choices: Readonly<Record<string, string>>;
  }[];
  readonly series: readonly CurveSeries[];
  readonly choices: readonly Choice[];
  readonly x: (field: string) => Spec;
  readonly ends: { readonly start: number; readonly end: number };
  readonly top: number;
}

const answerCharacters = 17;
const linePadding = 4;
const questionGap = 6;

export function tableOf({ rows, series, choices, x, ends, top }: TableOptions): {
  readonly layers: readonly Spec[];
  readonly bottom: number;
} {
  let bottom = top;
  const texts: { readonly text: string; readonly kind: "question" | "answer"; readonly y: number }[] = [];
  const lines: Spec[] = [];
  const signs: {
    readonly series: string;
    readonly place: number;
    readonly y: number;
    readonly answer: string;
  }[] = [];
  const write = (label: string, kind: "question" | "answer"): number => {
    const own = wrap(label, answerCharacters);
    const height = own.length * lineHeight + linePadding;
    const middle = bottom + height / 2;
    own.forEach((text, index) => {
      texts.push({ text, kind, y: middle + (index - (own.length - 1) / 2) * lineHeight });
    });
    bottom += height;
    return middle;
  };
  for (const { key, label, answers } of choices) {
    write(label, "question");
    for (const answer of answers) {
      const y = write(answer.label, "answer");
      lines.push({ ...ends, y });
      rows.forEach((row, place) => {
        if (own(row.choices, key) === answer.key)
          signs.push({ series: row.series, place, y, answer: answer.label });
      });
    }
    bottom += questionGap;
  }
  const y = pixelY("y");
  const textLayer = (kind: "question" | "answer", mark: Spec) => ({
    data: { values: texts.filter((each) => each.kind === kind) },
    mark: { type: "text", align: "right", baseline: "middle", dx: -8, tooltip: null, ...mark },
    encoding: { x: atLeft, y, text: words("text") },
  });
  return {
    bottom,
    layers: [
      rule(gridLine, { x: x("start"), x2: { field: "end" }, y }, lines),
      textLayer("question", { fontWeight: 600 }),
      textLayer("answer", muted),
      ...series.map((one) =>
        quiet(
          "point",
          { filled: true, opacity: 1, size: 22, ...signMark(one) },
          { x: x("place"), y },
          signs.filter((sign) => sign.series === one.key),
        ),
      ),
    ],
  };
}

export function signMark({ colour: name, shape = "circle" }: CurveSeries): Spec {
  return { shape, color: colour(name) };
}
