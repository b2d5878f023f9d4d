import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import type { Prose } from "../../../../src/briefing/model/report.js";
import type { StoredReport } from "../../../../src/briefing/engine/report/stored-report.js";

type Value = StoredReport["values"][string];

/** A number in a text; its text defaults to the number. */
export interface Given {
  readonly raw: Value["raw"];
  readonly text?: string;
  readonly format?: string;
  readonly unit?: string;
  readonly expression?: string;
  /** The words before and after it. */
  readonly words?: readonly [before: string, after: string];
}

interface GivenReport {
  readonly values: Readonly<Record<string, Given>>;
  /** The cell that computes the numbers. */
  readonly code?: string;
  /** Hash of the data that the cell reads. */
  readonly data?: string;
  /** Ids of the values in the headline. */
  readonly headline?: readonly string[];
}

const notebook = "notebooks/a.ipynb";

/** A briefing of one chapter: a code cell, and a text with each value in different words. */
export function briefingOf({ values, code = "", data = "aa", headline = [] }: GivenReport): Briefing {
  const text = Object.entries(values).flatMap(([id, { words = [`${id} is `, ". "] }]): Prose => [
    words[0],
    { value: id },
    words[1],
  ]);
  const record = { modules: [], packages: [], functions: [], environment: [] };
  const report: StoredReport = {
    version: 3,
    title: "T",
    language: "en",
    authors: [],
    citations: {},
    bibliography: [],
    files: {},
    ...(headline.length > 0 && {
      firstPage: { headline: headline.map((value) => ({ value })), findings: [] },
    }),
    sections: [
      {
        id: "a",
        notebook,
        title: ["A"],
        blocks: [
          { kind: "code", cell: "c", language: "typescript", source: code },
          { kind: "prose", cell: "p", text },
        ],
      },
    ],
    values: Object.fromEntries(
      Object.entries(values).map(([id, { raw, text = String(raw), format = "count", unit, expression }]) => [
        id,
        {
          raw,
          text,
          format,
          place: { notebook, cell: "p" },
          ...(unit !== undefined && { unit }),
          ...(expression !== undefined && { expression }),
        },
      ]),
    ),
    provenance: {
      [`${notebook}#c`]: { ...record, files: ["data/a.csv"], cells: [] },
      [`${notebook}#p`]: { ...record, files: [], cells: ["c"] },
    },
    inputs: { "data/a.csv": data, [`${notebook}#c`]: "cc" },
  };
  return { name: "b", report, files: new Map(), inputs: new Map() };
}
