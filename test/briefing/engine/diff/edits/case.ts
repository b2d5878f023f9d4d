import type { JsonObject } from "../../../../../src/briefing/engine/notebook/contract.js";
import type { Gauges } from "../gauges.js";

export type Edit = (project: Gauges) => void;

export interface Case {
  readonly name: string;
  /** The common state of both sides, before the edit. */
  readonly given?: Edit;
  readonly edit: Edit;
  readonly found: readonly string[];
  /** Of the summary. */
  readonly line?: string | RegExp;
  readonly withoutEffect?: readonly string[];
}

export const csv = "data/flow.csv";

export interface Mutation {
  readonly name: string;
  /** The common state of both sides, before the edit. */
  readonly given?: Edit;
  readonly edit: Edit;
  /** `kind id` of all entries that are not folded; empty if nothing is shown. */
  readonly shown: readonly string[];
  readonly gate: "stops" | "passes";
  /** Of the first entry: the first cause, else the status of its reason; `edited` if omitted. */
  readonly cause?: string;
  readonly line?: RegExp;
}

export const words =
  (from: string, to: string): Edit =>
  (project) => {
    if (!project.words.includes(from)) throw new Error(from);
    project.words = project.words.replace(from, to);
  };

export const both =
  (...edits: readonly Edit[]): Edit =>
  (project) => {
    for (const edit of edits) edit(project);
  };

export type Encoding = Record<string, Record<string, unknown>>;
export const encoding =
  (change: (encoding: Encoding) => Encoding): Edit =>
  ({ figure }) => {
    figure.spec = {
      ...figure.spec,
      encoding: change(figure.spec["encoding"] as unknown as Encoding) as unknown as JsonObject,
    };
  };
export const spec =
  (change: object): Edit =>
  ({ figure }) => {
    figure.spec = { ...figure.spec, ...change };
  };

/** Mutations with the same expectation, by name; the common state of both sides may precede the edit. */
export const group = (
  expected: Omit<Mutation, "name" | "edit" | "given">,
  cases: Readonly<Record<string, Edit | readonly [given: Edit, edit: Edit]>>,
): readonly Mutation[] =>
  Object.entries(cases).map(([name, edits]) =>
    typeof edits === "function"
      ? { name, edit: edits, ...expected }
      : { name, given: edits[0], edit: edits[1], ...expected },
  );

/** Mutations that the default gate rejects, of which only this entry is shown. */
export const stops = (
  shown: string,
  cases: Parameters<typeof group>[1],
  cause?: string,
): readonly Mutation[] =>
  group({ shown: [shown], gate: "stops", ...(cause !== undefined && { cause }) }, cases);

/** Bundles that another cell of the first chapter displays. */
export const displays =
  (...bundles: readonly object[]): Edit =>
  (project) => {
    project.shown = bundles as readonly JsonObject[] as JsonObject[];
  };

type Expected = string | Pick<Case, "line" | "withoutEffect">;

/** Cases by name: the edit, perhaps after the common state of both sides, then all findings. */
export const finds = (
  cases: Readonly<Record<string, readonly [Edit | readonly [given: Edit, edit: Edit], ...Expected[]]>>,
): readonly Case[] =>
  Object.entries(cases).map(([name, [edits, ...expected]]) => ({
    name,
    ...(typeof edits === "function" ? { edit: edits } : { given: edits[0], edit: edits[1] }),
    found: expected.filter((each) => typeof each === "string"),
    ...expected.find((each) => typeof each !== "string"),
  }));

export const cellOf = (id: string) => `notebooks/01-flow.ipynb#${id}`;
