import type { StoredReport } from "../../report/stored-report.js";
import type { Location } from "../kinds/shapes.js";

/** Earlier names of matching items, and the later ones. */
export interface NamePairs {
  readonly sections: readonly NamePair[];
  readonly notebooks: readonly NamePair[];
  /** Ids of cells, by the earlier name of their notebook. */
  readonly cells: ReadonlyMap<string, readonly NamePair[]>;
  /** Figures and tables as referenced in texts: `fig-…`, `tbl-…`. */
  readonly targets: readonly NamePair[];
}
type NamePair = readonly [former: string, later: string];

/** Marks the name of an item that only the earlier side has, if the later side uses the name for something else. */
const earlierMark = "earlier:";
export const withoutMark = (name: string): string =>
  name.startsWith(earlierMark) ? name.slice(earlierMark.length) : name;

export type FormerPlace = (location: Location) => Location;

/** An earlier report under the names of the later one, so that a name means the same on both sides; and the reverse. */
export function renamed(
  report: StoredReport,
  names: NamePairs,
): { readonly report: StoredReport; readonly formerPlace: FormerPlace } {
  const all = [names.sections, names.notebooks, names.targets, ...names.cells.values()].flat();
  if (all.every(([former, later]) => former === later))
    return { report, formerPlace: (location) => location };
  const section = laterNames(names.sections);
  const notebook = laterNames(names.notebooks);
  const target = laterNames(names.targets);
  const cells = new Map([...names.cells].map(([name, pairs]) => [name, laterNames(pairs)]));
  const cellIn = (name: string, cell: string) => cells.get(name)?.(cell) ?? cell;
  const key = (input: string) => {
    const place = cellOfInput(input);
    return place === undefined ? input : `${notebook(place.notebook)}#${cellIn(place.notebook, place.cell)}`;
  };
  const isReferring = names.targets.some(([former, later]) => former !== later);
  const words = <T>(content: T): T => (isReferring ? withTargets(content, target) : content);
  const figure = (id: string) => target(`fig-${id}`).replace("fig-", "");
  const { firstPage } = report;
  const formerPlaces = new Map<string, Pick<Location, "section" | "notebook" | "cell">>();
  for (const { id, notebook: name, blocks } of report.sections)
    for (const cell of ["", ...blocks.map((block) => block.cell)])
      formerPlaces.set(`${section(id)}#${cellIn(name, cell)}`, { section: id, notebook: name, cell });
  const later: StoredReport = {
    ...report,
    ...(firstPage && {
      firstPage: {
        ...words(firstPage),
        ...(firstPage.lead !== undefined && { lead: figure(firstPage.lead) }),
        ...(firstPage.claims !== undefined && { claims: figure(firstPage.claims) }),
        findings: words(firstPage.findings).map((finding) => ({
          ...finding,
          section: section(finding.section),
        })),
      },
    }),
    sections: report.sections.map((each) => ({
      ...words(each),
      id: section(each.id),
      notebook: notebook(each.notebook),
      blocks: words(each.blocks).map((block) => ({
        ...block,
        cell: cellIn(each.notebook, block.cell),
        ...("chapter" in block && { chapter: section(block.chapter) }),
      })),
    })),
    values: mapped(report.values, ([id, value]) => {
      const { notebook: name, cell } = value.place;
      return [id, { ...words(value), place: { notebook: notebook(name), cell: cellIn(name, cell) } }];
    }),
    provenance: mapped(report.provenance, ([place, record]) => [
      key(place),
      { ...record, cells: record.cells.map((cell) => cellIn(cellOfInput(place)?.notebook ?? "", cell)) },
    ]),
    inputs: mapped(report.inputs, ([input, hash]) => [key(input), hash]),
  };
  return {
    report: later,
    formerPlace: (location) => {
      const { section: id, cell } = location;
      const place = formerPlaces.get(`${id}#${cell}`) ?? { ...formerPlaces.get(`${id}#`), cell };
      return { ...location, ...place };
    },
  };
}

type Rename = (name: string) => string;

/** Renames without giving two items the same name. */
function laterNames(pairs: readonly NamePair[]): Rename {
  const names = new Map(pairs);
  const taken = new Set(names.values());
  return (name) => names.get(name) ?? (taken.has(name) ? earlierMark + name : name);
}

function mapped<T>(
  record: Readonly<Record<string, T>>,
  entry: (entry: [string, T]) => readonly [string, T],
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(entry));
}

/** The same content, with references to figures and tables renamed in all texts. */
function withTargets<T>(content: T, target: Rename): T {
  return JSON.parse(JSON.stringify(content), (name, item: unknown) =>
    name === "target" && typeof item === "string" ? target(item) : item,
  ) as T;
}

/** The cell that an input of a report is; undefined for data, modules, parameters. */
export function cellOfInput(input: string): { readonly notebook: string; readonly cell: string } | undefined {
  const at = input.lastIndexOf("#");
  const notebook = input.slice(0, Math.max(at, 0));
  return notebook.endsWith(".ipynb") ? { notebook, cell: input.slice(at + 1) } : undefined;
}
