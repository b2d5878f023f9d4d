import type { DataRead, Place, Report } from "../../model/report.js";
import { own } from "../../lib/own.js";

/** All dependencies of a place, found by following cells backwards. */
type Lineage = ReturnType<typeof traceBack>;

type Provenance = Report["provenance"];

/** One cell holds many numbers, and a report does not change. */
const known = new WeakMap<Provenance, Map<string, Lineage>>();

export function lineageOf(place: Place, { provenance }: Pick<Report, "provenance">): Lineage {
  const ofReport = known.get(provenance) ?? new Map<string, Lineage>();
  known.set(provenance, ofReport);
  const name = `${place.notebook}#${place.cell}`;
  const lineage = ofReport.get(name) ?? traceBack(place, provenance);
  ofReport.set(name, lineage);
  return lineage;
}

function traceBack({ notebook, cell }: Place, provenance: Provenance) {
  const seen = new Set<string>();
  const cells: string[] = [];
  const visit = (id: string): void => {
    if (seen.has(id)) return;
    // Marked before its dependencies are visited: in notebooks by others, a cell may list itself.
    seen.add(id);
    for (const earlier of own(provenance, `${notebook}#${id}`)?.cells ?? []) visit(earlier);
    cells.push(id);
  };
  visit(cell);
  const records = cells.flatMap((id) => own(provenance, `${notebook}#${id}`) ?? []);
  const all = (field: "files" | "functions") =>
    [...new Set(records.flatMap((record) => record[field]))].sort();
  return { cells, files: all("files"), functions: all("functions"), reads: readsOf(records) };
}

/**
 * The cells that a reader goes to next from a cell: of those it depends on, the ones that no other of them leads to.
 * Whoever follows them reaches every cell of the lineage.
 */
export function nearestCells({ notebook, cell }: Place, provenance: Provenance): readonly string[] {
  const before = (id: string): readonly string[] => own(provenance, `${notebook}#${id}`)?.cells ?? [];
  const nearest: string[] = [];
  const reached = new Set([cell]);
  // Cells depend on earlier ones, so the last one can lead to the others and never the other way round.
  for (const id of before(cell).toReversed()) {
    if (reached.has(id)) continue;
    nearest.unshift(id);
    const ahead = [id];
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      for (const earlier of before(next)) {
        if (reached.has(earlier)) continue;
        reached.add(earlier);
        ahead.push(earlier);
      }
    }
  }
  return nearest;
}

/** The packages that cells used, the tool among them: `name@version`, sorted. */
export const packagesOf = ({ provenance }: Pick<Report, "provenance">): readonly string[] =>
  [...new Set(Object.values(provenance).flatMap(({ packages }) => packages))].sort();

/** For cells whose record has no reads: the files they read, except the Data Package's description. */
function readsOf(records: readonly Provenance[string][]): readonly DataRead[] {
  const reads = records.flatMap(
    ({ reads, files }) =>
      reads ?? files.filter((path) => !/(?:^|\/)datapackage\.json$/.test(path)).map((path) => ({ path })),
  );
  const found = new Map(reads.map((read) => [JSON.stringify([read.path, read.where]), read]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
}

/** `module#function`. A private method is `module##function`, because its name begins with `#`. */
export function splitFunction(full: string): { readonly module: string; readonly name: string } {
  const at = full.indexOf("#");
  return { module: full.slice(0, at), name: full.slice(at + 1) };
}

/** Modules of `module#function` names, in order of first occurrence. */
export const modulesOf = (functions: readonly string[]): readonly string[] => [
  ...new Set(functions.map((full) => splitFunction(full).module)),
];
