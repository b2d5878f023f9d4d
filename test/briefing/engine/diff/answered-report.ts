import type { StoredReport } from "../../../../src/briefing/engine/report/stored-report.js";
import { briefingOf } from "./value-report.js";

type Assumption = NonNullable<StoredReport["assumptions"]>[string];

const place = { notebook: "notebooks/a.ipynb", cell: "p" };

export const assumption = (label: string, options: readonly number[], value: number): Assumption => ({
  kind: "select",
  label,
  value,
  options: options.map((option) => ({ value: option, label: String(option) })),
  places: [place],
  answers: "carried",
});

/**
 * Against `base`, and with `least`, a sentence with a condition and a number, and a number without one. With 2020, the number
 * is another one; with 2020 and 2, the sentence does not hold; against 2021, nothing can be computed.
 */
export function answeredReport(): StoredReport {
  const { report } = briefingOf({ values: { rise: { raw: 5 }, alone: { raw: 7 }, rose: { raw: true } } });
  const { rise, alone, rose } = report.values;
  if (rise === undefined || alone === undefined || rose === undefined) throw new Error("no values");
  const at = (base: number, least: number) => ({ base, least });
  return {
    ...report,
    assumptions: {
      base: assumption("Compared with", [2019, 2020, 2021], 2019),
      least: assumption("At least", [1, 2], 1),
      other: assumption("Other", [1, 2], 1),
    },
    values: {
      rise: {
        ...rise,
        under: [
          { setting: at(2020, 1), raw: 6, text: "6" },
          { setting: at(2020, 2), raw: 6, text: "6" },
          { setting: at(2021, 1), failed: "no such row" },
          { setting: at(2021, 2), failed: "no such row" },
        ],
      },
      alone: { ...alone, under: [{ setting: { base: 2020 }, raw: 8, text: "8" }] },
      rose: { ...rose, format: "holds" },
    },
    guards: [
      {
        id: "rose",
        place,
        of: "sentence",
        text: "It rose by 5.",
        holds: true,
        values: ["rise"],
        under: [{ setting: at(2020, 2), holds: false }],
      },
    ],
  };
}
