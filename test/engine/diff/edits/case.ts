import type { Gauges } from "../gauges.js";

export type Edit = (project: Gauges) => void;

export interface Case {
  readonly name: string;
  /** What both sides have, before the edit. */
  readonly given?: Edit;
  readonly edit: Edit;
  readonly found: readonly string[];
  /** Of the summary. */
  readonly line?: string | RegExp;
  readonly withoutEffect?: readonly string[];
}

export const set = (project: Gauges, name: string, year: number, flow: number) => {
  for (const row of project.flow) if (row.river === name && row.year === year) row.flow = flow;
};

export const csv = "data/flow.csv";
