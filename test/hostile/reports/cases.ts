/** Malicious changes to the report of the rivers. */
import { casesOf } from "../../support/cases.js";

type Loose = Record<string, unknown>;
export interface Report extends Loose {
  values: Record<string, Loose>;
  sections: { blocks: Loose[] }[];
  inputs: Loose;
  files: Loose;
  provenance: Loose;
}
type Change = (report: Report) => unknown;

const value = (report: Report): Loose => Object.values(report.values)[0] ?? {};
const own = (record: object, name: string, value: unknown): object =>
  Object.defineProperty(record, name, { value, enumerable: true });

/** Resolves a path to the object that has its last name. */
function holderOf(report: Report, path: string): { readonly holder: Loose; readonly name: string } {
  const names = path.split("/");
  const name = names.pop() ?? "";
  const holder = names.reduce<unknown>((at, part) => {
    if (part === "value") return value(report);
    if (part !== "prose" && part !== "figure") return (at as Loose)[part];
    return report.sections.flatMap(({ blocks }) => blocks).find(({ kind }) => kind === part);
  }, report);
  return { holder: holder as Loose, name };
}

const setting =
  (path: string, given: unknown): Change =>
  (report) => {
    const { holder, name } = holderOf(report, path);
    own(holder, name, given);
  };
const removing =
  (path: string): Change =>
  (report) => {
    const { holder, name } = holderOf(report, path);
    Reflect.deleteProperty(holder, name);
  };

const cases = casesOf("cases.yml", import.meta.url) as {
  readonly wrong: readonly (readonly [name: string, path: string, given: unknown, message: string])[];
  readonly missing: readonly (readonly [name: string, path: string, message: string])[];
  readonly compared: readonly (readonly [name: string, path: string, given: unknown])[];
};

export const wrong: readonly (readonly [name: string, change: Change, message: string])[] = [
  ...cases.wrong.map(([name, path, given, message]) => [name, setting(path, given), message] as const),
  ...cases.missing.map(([name, path, message]) => [name, removing(path), message] as const),
  ["a hash of a megabyte", setting("inputs/a", "0".repeat(1_000_000)), "inputs.a: Invalid string"],
  ["a name of a megabyte", setting(`values/${"x".repeat(1_000_000)}`, 1), "…: Invalid input"],
  [
    "a value that contains itself",
    (report) => (value(report)["parts"] = [{ value: Object.keys(report.values)[0] }]),
    "it is made of itself",
  ],
  [
    "values that contain each other",
    (report) => {
      for (const [index, name] of ["a", "b"].entries())
        own(report.values, name, { ...value(report), parts: [{ value: ["b", "a"][index] }, { value: "a" }] });
    },
    "values.a: it is made of itself",
  ],
  [
    "600 nested values",
    (report) => {
      for (let index = 0; index < 600; index += 1)
        own(report.values, `v${index}`, { ...value(report), parts: [{ value: `v${index + 1}` }] });
    },
    "or of too many values",
  ],
];

export const compared: readonly (readonly [name: string, change: Change])[] = [
  ...cases.compared.map(([name, path, given]) => [name, setting(path, given)] as const),
  ...["constructor", "toString", "__proto__"].map((name): readonly [string, Change] => [
    `the value ${name}`,
    (report) => own(report.values, name, value(report)),
  ]),
  [
    "the provenance constructor",
    (report) => own(report.provenance, "constructor", Object.values(report.provenance)[0]),
  ],
  [
    "cells that depend on each other",
    (report) => {
      for (const record of Object.values(report.provenance))
        (record as Loose)["cells"] = ["means", "load", "none", "constructor"];
    },
  ],
  ["sections twice", ({ sections }) => sections.push(...sections)],
  ["blocks twice", ({ sections }) => sections.map(({ blocks }) => blocks.push(...blocks))],
  ["hashes of nothing", ({ files }) => Object.keys(files).map((name) => (files[name] = "00"))],
  [
    "2,000 values",
    (report) => {
      for (let index = 0; index < 2000; index += 1)
        report.values[`v${index}`] = { ...value(report), raw: index };
    },
  ],
];
