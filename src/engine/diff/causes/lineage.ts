import type { StoredReport } from "../../report/stored-report.js";
import type { Cause, Location } from "../kinds/shapes.js";
import { packageKey, splitPackage, type ChangedInputs } from "./changed-inputs.js";
import { cellsNamed } from "./named-cells.js";
import { own } from "../../../lib/own.js";

/** How a changed input was used on a lineage, and by which functions. */
export interface Use {
  readonly strength: Cause["strength"];
  readonly functions: ReadonlySet<string>;
}
type Uses = ReadonlyMap<string, Use>;

/** What is known of what a place of one side was computed from. */
export interface Lineage {
  readonly changedInputs: Uses;
  /** Whether the report records what the place rests on. */
  readonly isRecorded: boolean;
  /** Whether the names in its cells stand in for a record: the notebook was executed by another program. */
  readonly isGuessed: boolean;
  /** Names of environment variables that were read. */
  readonly environment: readonly string[];
}
export type LineageOf = (place: Pick<Location, "notebook" | "cell">) => Lineage;

const possible: Use = { strength: "possible", functions: new Set() };

/**
 * Finds, for places of one side, the changed inputs that they were computed from. `laterName` gives the key of a changed
 * input for a name of this side.
 */
export function lineagesOf(
  report: StoredReport,
  changed: ChangedInputs,
  laterName: (key: string) => string,
): LineageOf {
  const { provenance } = report;
  const recorded = new Set(Object.keys(provenance).map((key) => key.slice(0, key.lastIndexOf("#"))));
  const modules = new Map(
    [...changed].flatMap(([key, { kind }]) => (kind === "module" ? [[stem(key), key]] : [])),
  );
  const usesOf = memoized((key) => usesOfCell(own(provenance, key), laterName(key), changed, modules));

  /** Changed cells of a notebook that somebody else executed, by the names that they give; undefined for one of ours. */
  const guessed = (notebook: string, cell: string): Uses | undefined => {
    const section = report.sections.find((each) => each.notebook === notebook);
    if (section === undefined || recorded.has(notebook)) return undefined;
    const keys = cellsNamed(section, cell).map((id) => laterName(`${notebook}#${id}`));
    return new Map(keys.filter((key) => changed.has(key)).map((key) => [key, possible]));
  };

  const find = memoized((key): Lineage => {
    const at = key.lastIndexOf("#");
    const [notebook, cell] = [key.slice(0, at), key.slice(at + 1)];
    const isRecorded = own(provenance, key) !== undefined;
    const names = isRecorded ? undefined : guessed(notebook, cell);
    const uses = new Map<string, Use>(names);
    const environment = new Set<string>();
    // The set grows while it is walked: the cells that a cell rests on follow it.
    const cells = new Set([cell]);
    for (const id of cells) {
      const place = `${notebook}#${id}`;
      for (const [input, use] of usesOf(place)) addUse(uses, input, use);
      for (const name of own(provenance, place)?.environment ?? []) environment.add(name);
      for (const earlier of own(provenance, place)?.cells ?? []) cells.add(earlier);
    }
    if (changed.has("parameters")) addUse(uses, "parameters", possible);
    return {
      changedInputs: uses,
      isRecorded,
      isGuessed: names !== undefined,
      environment: [...environment].sort(),
    };
  });
  return ({ notebook, cell }) => find(`${notebook}#${cell}`);
}

/** Changed inputs of one cell alone. */
function usesOfCell(
  record: StoredReport["provenance"][string] | undefined,
  laterKey: string,
  changed: ChangedInputs,
  modules: ReadonlyMap<string, string>,
): Uses {
  const uses = new Map<string, Use>();
  const note = (input: string, strength: Use["strength"], name?: string) => {
    if (changed.has(input))
      addUse(uses, input, { strength, functions: new Set(name === undefined ? [] : [name]) });
  };
  note(laterKey, "direct");
  const files = record?.files ?? [];
  for (const file of files) note(file, describesAnew(file, files, changed) ? "direct" : "possible");
  for (const module of record?.modules ?? []) note(module, "possible");
  for (const each of record?.packages ?? []) note(packageKey(splitPackage(each).name), "possible");
  for (const ran of record?.functions ?? []) {
    const at = ran.lastIndexOf("#");
    const [module, name] = [ran.slice(0, at), ran.slice(at + 1)];
    // Functions are named by their source (`src/authoring/show/fmt.ts`), modules by what was loaded (`dist/authoring/show/fmt.js`).
    const input = changed.has(module) ? module : modules.get(stem(module));
    if (input !== undefined) note(input, "direct", name);
    else if (/@\d/.test(module)) note(packageKey(splitPackage(module).name), "direct", name);
  }
  return uses;
}

/** A data package matters to a cell only in what it says of the files that the cell read. */
function describesAnew(file: string, files: readonly string[], changed: ChangedInputs): boolean {
  const change = changed.get(file);
  if (change?.kind !== "data") return true;
  if (change.restates) return false;
  return change.resources === undefined || change.resources.some((each) => files.includes(each));
}

export function addUse(uses: Map<string, Use>, input: string, { strength, functions }: Use): void {
  const known = uses.get(input);
  uses.set(input, {
    strength: known?.strength === "direct" ? "direct" : strength,
    functions: new Set([...(known?.functions ?? []), ...functions]),
  });
}

/** Without extension and the folder that tells sources from what they were compiled to. */
function stem(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "").replace(/^(?:src|dist|lib|build|out)\//, "");
}

function memoized<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? find(key);
    known.set(key, found);
    return found;
  };
}
