import { statementsOf } from "../../notebook/cell-code.js";
import { moduleStem } from "../../report/inputs.js";
import { splitFunction } from "../../report/lineage.js";
import type { StoredReport } from "../../report/stored-report.js";
import type { Sides } from "../briefing.js";
import type { Cause, Location } from "../shapes.js";
import { codeIn, isInjected, packageKey, splitPackage, type ChangedInputs } from "./changed-inputs.js";
import { memoized } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";

/** How a changed input was used on a lineage, and by which functions. */
export interface Use {
  readonly strength: Cause["strength"];
  readonly functions: ReadonlySet<string>;
}
type Uses = ReadonlyMap<string, Use>;

export type LineageOf = ReturnType<typeof lineagesOf>;
export type Lineage = ReturnType<LineageOf>;

/** Whether a function of a changed module, or the code outside its functions, differs. */
type IsFunctionChanged = (module: string, name: string) => boolean;

/** Finds the changed inputs from which places on one side were computed. */
export function lineagesOf(
  report: StoredReport,
  changed: ChangedInputs,
  isFunctionChanged: IsFunctionChanged,
) {
  const { provenance, linkedPackages = [] } = report;
  const modules = new Map(
    [...changed].flatMap(([key, { kind }]) => (kind === "module" ? [[moduleStem(key), key]] : [])),
  );
  const usesOf = memoized((key: string): Uses => {
    const record = own(provenance, key);
    const uses = new Map<string, Use>();
    const note = (input: string, strength: Use["strength"], name?: string) => {
      if (changed.has(input))
        addUse(uses, input, { strength, functions: new Set(name === undefined ? [] : [name]) });
    };
    note(isInjected(key) ? "parameters" : key, "direct");
    const files = record?.files ?? [];
    for (const file of files) if (describesDifferently(file, files, changed)) note(file, "direct");
    for (const module of record?.modules ?? []) note(module, "possible");
    for (const each of record?.packages ?? []) note(packageKey(splitPackage(each).name), "possible");
    for (const ran of record?.functions ?? []) {
      const { module, name } = splitFunction(ran);
      const input = changed.has(module) ? module : modules.get(moduleStem(module));
      if (input !== undefined) {
        if (isFunctionChanged(input, name)) note(input, "direct", name);
        // A module-level constant, which any function may use.
        else note(input, isFunctionChanged(input, "") ? "direct" : "possible");
      }
    }
    return uses;
  });

  const code = codeIn(report);
  const displayOnly = memoized((place: string) => isDisplayOnly(code.get(place)?.source ?? ""));
  const find = memoized((key: string) => {
    const [notebook = "", cell = ""] = key.split(/#(?=[^#]*$)/);
    const uses = new Map<string, Use>();
    const environment = new Set<string>();
    const linked = new Set<string>();
    // The set grows during iteration: the dependencies of a cell are appended.
    const cells = new Set([cell]);
    for (const id of cells) {
      const place = `${notebook}#${id}`;
      for (const [input, use] of usesOf(place)) addUse(uses, input, use);
      for (const name of own(provenance, place)?.environment ?? []) environment.add(name);
      for (const name of own(provenance, place)?.packages ?? [])
        if (linkedPackages.includes(name)) linked.add(name);
      // Statements that only display something do not affect later cells.
      for (const earlier of own(provenance, place)?.cells ?? [])
        if (!displayOnly(`${notebook}#${earlier}`)) cells.add(earlier);
    }
    if (changed.has("parameters")) addUse(uses, "parameters", { strength: "possible", functions: new Set() });
    const isRecorded = own(provenance, key) !== undefined;
    return { changedInputs: uses, isRecorded, environment: [...environment].sort(), linked: [...linked] };
  });
  return ({ notebook, cell }: Pick<Location, "notebook" | "cell">) => find(`${notebook}#${cell}`);
}

/** A line that declares something; without one, a cell need not be parsed. */
const declaring = /^(?:export )?(?:const|let) [\w{[]|^import .*\bfrom ['"]/m;
const displaying = /^(?:await )?(?:figure|table|claim|display|console\.\w+)\s*\(/;

/** Whether the code of a cell declares nothing and all its statements display something. */
function isDisplayOnly(source: string): boolean {
  const statements = declaring.test(source) ? [] : (statementsOf(source) ?? []);
  return statements.length > 0 && statements.every(({ text }) => displaying.test(text));
}

/** A data package affects a cell only through its description of the files that the cell read. */
function describesDifferently(file: string, files: readonly string[], changed: ChangedInputs): boolean {
  const change = changed.get(file);
  if (change?.kind !== "data") return true;
  if (change.restates) return false;
  return change.resources === undefined || change.resources.some((each) => files.includes(each));
}

export function addUse(uses: Map<string, Use>, input: string, { strength, functions }: Use): void {
  const earlier = uses.get(input);
  const isStronger = earlier?.strength !== "direct" && strength === "direct";
  const hasMore = [...functions].some((name) => earlier?.functions.has(name) !== true);
  if (earlier !== undefined && !isStronger && !hasMore) return;
  uses.set(input, {
    strength: earlier?.strength === "direct" ? "direct" : strength,
    functions: new Set([...(earlier?.functions ?? []), ...functions]),
  });
}

/** Compares two reports by the fingerprints of their functions, if both have them. */
export function codeChanges({ before, after }: Sides<StoredReport>): IsFunctionChanged {
  return (module, name) => {
    const earlier = own(before.code ?? {}, module);
    const later = own(after.code ?? {}, module);
    if (earlier === undefined || later === undefined) return true;
    return own(earlier, name) !== own(later, name);
  };
}
