import type { StoredReport } from "../../report/stored-report.js";
import type { Location } from "../kinds/shapes.js";
import { cellsNamed } from "./named-cells.js";
import { type ChangedInputs, packageKey, splitPackage } from "./changed-inputs.js";

/** How a changed input was used on a lineage, and by which functions. */
export interface Use {
  readonly strength: "direct" | "possible";
  readonly functions: ReadonlySet<string>;
}
export type Uses = ReadonlyMap<string, Use>;

/** What is known of what a place of one side was computed from. */
export interface PlaceLineage {
  readonly changedInputs: Uses;
  /** Whether the report records what the place rests on. */
  readonly isRecorded: boolean;
  /** Whether the names in its cells stand in for a record: the notebook was executed by another program. */
  readonly isGuessed: boolean;
  /** Names of environment variables that were read. */
  readonly environment: readonly string[];
}

/**
 * Finds, for places of one side, the changed inputs that they were computed from. `laterName` gives the key of a changed input for
 * a name of this side.
 */
export class Lineage {
  readonly #report: StoredReport;
  readonly #changed: ChangedInputs;
  readonly #laterName: (key: string) => string;
  readonly #modules: ReadonlyMap<string, string>;
  /** Notebooks of whose cells it is recorded what they rest on. */
  readonly #recorded: ReadonlySet<string>;
  readonly #own = new Map<string, Uses>();
  readonly #lineages = new Map<string, PlaceLineage>();

  constructor(report: StoredReport, changed: ChangedInputs, laterName: (key: string) => string) {
    this.#report = report;
    this.#changed = changed;
    this.#laterName = laterName;
    this.#modules = changedModules(changed);
    this.#recorded = new Set(Object.keys(report.provenance).map((key) => key.slice(0, key.lastIndexOf("#"))));
  }

  of({ notebook, cell }: Pick<Location, "notebook" | "cell">): PlaceLineage {
    const key = `${notebook}#${cell}`;
    const known = this.#lineages.get(key);
    if (known !== undefined) return known;
    const lineage = this.#find(notebook, cell);
    this.#lineages.set(key, lineage);
    return lineage;
  }

  #find(notebook: string, cell: string): PlaceLineage {
    const isRecorded = this.#report.provenance[`${notebook}#${cell}`] !== undefined;
    const guessed = isRecorded ? undefined : this.#guessed(notebook, cell);
    const uses = new Map<string, Use>(guessed);
    const environment = new Set<string>();
    const seen = new Set<string>([cell]);
    // Without recursion: a notebook may have more cells than the stack has room.
    const open = [cell];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const key = `${notebook}#${id}`;
      for (const [input, use] of this.#usesOf(key)) merge(uses, input, use);
      const record = this.#report.provenance[key];
      for (const name of record?.environment ?? []) environment.add(name);
      for (const earlier of record?.cells ?? []) {
        if (seen.has(earlier)) continue;
        seen.add(earlier);
        open.push(earlier);
      }
    }
    if (this.#changed.has("parameters"))
      merge(uses, "parameters", { strength: "possible", functions: new Set() });
    return {
      changedInputs: uses,
      isRecorded,
      isGuessed: guessed !== undefined,
      environment: [...environment].sort(),
    };
  }

  /** Changed cells of a notebook that somebody else executed, by the names that they give; undefined for one of ours. */
  #guessed(notebook: string, cell: string): Uses | undefined {
    const section = this.#report.sections.find((each) => each.notebook === notebook);
    if (section === undefined || this.#recorded.has(notebook)) return undefined;
    const keys = cellsNamed(section, cell).map((id) => this.#laterName(`${notebook}#${id}`));
    const use: Use = { strength: "possible", functions: new Set() };
    return new Map(keys.filter((key) => this.#changed.has(key)).map((key) => [key, use]));
  }

  /** Changed inputs of one cell alone. */
  #usesOf(key: string): Uses {
    const known = this.#own.get(key);
    if (known !== undefined) return known;
    const uses = new Map<string, Use>();
    const note = (input: string, strength: Use["strength"], name?: string) => {
      if (this.#changed.has(input))
        merge(uses, input, { strength, functions: new Set(name === undefined ? [] : [name]) });
    };
    note(this.#laterName(key), "direct");
    const record = this.#report.provenance[key];
    const files = record?.files ?? [];
    for (const file of files) note(file, this.#describesAnew(file, files) ? "direct" : "possible");
    for (const module of record?.modules ?? []) note(module, "possible");
    for (const each of record?.packages ?? []) note(packageKey(splitPackage(each).name), "possible");
    for (const ran of record?.functions ?? []) {
      const at = ran.lastIndexOf("#");
      const [module, name] = [ran.slice(0, at), ran.slice(at + 1)];
      const input = this.#changed.has(module) ? module : this.#modules.get(stem(module));
      if (input !== undefined) note(input, "direct", name);
      else if (/@\d/.test(module)) note(packageKey(splitPackage(module).name), "direct", name);
    }
    this.#own.set(key, uses);
    return uses;
  }

  /** A data package matters to a cell only in what it says of the files that the cell read. */
  #describesAnew(file: string, files: readonly string[]): boolean {
    const change = this.#changed.get(file);
    if (change?.kind !== "data") return true;
    if (change.restates) return false;
    const { resources } = change;
    return resources === undefined || resources.some((each) => files.includes(each));
  }
}

function merge(into: Map<string, Use>, input: string, { strength, functions }: Use): void {
  const before = into.get(input);
  if (before === undefined) {
    into.set(input, { strength, functions });
    return;
  }
  into.set(input, {
    strength: before.strength === "direct" ? "direct" : strength,
    functions: functions.size === 0 ? before.functions : new Set([...before.functions, ...functions]),
  });
}

/** Functions are named by their source (`src/authoring/show/fmt.ts`), modules by what was loaded (`dist/authoring/show/fmt.js`). */
function changedModules(changed: ChangedInputs): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, change] of changed) if (change.kind === "module") found.set(stem(change.path), key);
  return found;
}

/** Without extension and the folder that tells sources from what they were compiled to. */
function stem(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "").replace(/^(?:src|dist|lib|build|out)\//, "");
}
