import type { StoredReport } from "../../report/stored-report.js";
import type { Briefing } from "../briefing.js";
import { sides, statusOf } from "../kinds/changes.js";
import { withoutMark, type Matching } from "../match/matching.js";
import { compareCsv, packageChange, primaryKeys } from "./data-files.js";
import type { DataChange, InputChange } from "./input-change.js";
import { own } from "../../../lib/own.js";

/** By the key under which causes name it; the later side's name where both have one. */
export type ChangedInputs = ReadonlyMap<string, InputChange>;

/** Every input of the two reports that differs: data, modules, cells, parameters, packages. */
export function changedInputs(earlier: Briefing, later: Briefing, matching: Matching): ChangedInputs {
  const before = Object.fromEntries(
    Object.entries(earlier.report.inputs).map(([key, hash]) => [laterInput(key, matching), hash]),
  );
  const after = later.report.inputs;
  const changes = new Map<string, InputChange>();
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort())
    if (own(before, key) !== own(after, key))
      changes.set(key, inputChange(key, statusOf(own(before, key), own(after, key))));
  for (const [name, change] of changedPackages(earlier.report, later.report)) changes.set(name, change);
  return describeData(changes, earlier, later);
}

/** The later side's name of an input of the earlier one. */
export function laterInput(key: string, { laterNotebook, laterCell }: Matching): string {
  const cell = cellOf(key);
  return cell === undefined ? key : `${laterNotebook(cell.notebook)}#${laterCell(cell.notebook, cell.cell)}`;
}

function cellOf(key: string): { readonly notebook: string; readonly cell: string } | undefined {
  const at = key.lastIndexOf("#");
  return at < 0 || !key.slice(0, at).endsWith(".ipynb")
    ? undefined
    : { notebook: key.slice(0, at), cell: key.slice(at + 1) };
}

function inputChange(key: string, status: InputChange["status"]): InputChange {
  const cell = cellOf(key);
  if (cell !== undefined) {
    return { kind: "cell", status, notebook: withoutMark(cell.notebook), cell: withoutMark(cell.cell) };
  }
  if (key === "parameters") return { kind: "parameters", status };
  return { kind: /\.[cm]?[jt]sx?$/.test(key) ? "module" : "data", status, path: key };
}

/** Packages by name, with all versions of them that were loaded. */
function changedPackages(before: StoredReport, after: StoredReport): ReadonlyMap<string, InputChange> {
  const [earlier, later] = [packagesOf(before), packagesOf(after)];
  const changes = new Map<string, InputChange>();
  for (const name of [...new Set([...earlier.keys(), ...later.keys()])].sort()) {
    const [one, two] = [earlier.get(name), later.get(name)].map((set) => set && [...set].sort().join(", "));
    if (one === two) continue;
    changes.set(packageKey(name), {
      kind: "package",
      status: statusOf(one, two),
      name,
      ...sides(one, two),
    });
  }
  return changes;
}

function packagesOf({ provenance }: StoredReport): ReadonlyMap<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { packages } of Object.values(provenance)) {
    for (const each of packages) {
      const { name, version } = splitPackage(each);
      found.set(name, (found.get(name) ?? new Set()).add(version));
    }
  }
  return found;
}

export const packageKey = (name: string): string => `package:${name}`;

/** `@scope/name@1.2.3` → name and version. */
export function splitPackage(text: string): { readonly name: string; readonly version: string } {
  const at = text.lastIndexOf("@");
  return at <= 0 ? { name: text, version: "" } : { name: text.slice(0, at), version: text.slice(at + 1) };
}

/** Adds to changed data files the rows that differ, where the contents of both sides are at hand. */
function describeData(
  changes: ReadonlyMap<string, InputChange>,
  earlier: Briefing,
  later: Briefing,
): ReadonlyMap<string, InputChange> {
  const keys = primaryKeys([...later.inputs, ...earlier.inputs]);
  const described = (change: DataChange): DataChange => {
    const { path } = change;
    const [, extension] = /\.(csv|tsv)(?:\.gz)?$/i.exec(path) ?? [];
    const [before, after] = [earlier.inputs.get(path), later.inputs.get(path)];
    if (before === undefined || after === undefined) {
      const unread = (["before", "after"] as const).filter((side) => ({ before, after })[side] === undefined);
      return extension === undefined ? change : { ...change, unread };
    }
    if (path.endsWith("datapackage.json"))
      return { ...change, ...packageChange(before, after, path, (data) => changes.has(data)) };
    if (extension === undefined) return change;
    const delimiter = extension.toLowerCase() === "tsv" ? "\t" : ",";
    return { ...change, ...compareCsv(before, after, { delimiter, key: keys.get(path) ?? [] }) };
  };
  return new Map(
    [...changes].map(([name, change]) => [
      name,
      change.kind === "data" && change.status === "changed" ? described(change) : change,
    ]),
  );
}
