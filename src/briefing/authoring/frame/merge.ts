/** Two or more frames as one. */
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import type { FieldNote } from "../load/records.js";
import { columnIn, type Content, type NameIn, requireComplete } from "./cells.js";
import { DataFrame } from "./data-frame.js";
import { positionsIn } from "./content.js";
import { type Danfojs, loadDanfojs } from "./danfojs.js";
import { KeyNumbers } from "./keys.js";
import type { HowToMerge, Merged } from "./types.js";

/**
 * Joins two frames where the columns `on` are equal. Other columns must have different names. Where a row of one frame
 * has no partner, `how` decides whether it is kept, with null in the columns of the other.
 */
export function merge<
  Left extends object,
  Right extends object,
  Key extends NameIn<Left> & NameIn<Right>,
  How extends HowToMerge,
>({
  left,
  right,
  on,
  how,
}: {
  readonly left: DataFrame<Left>;
  readonly right: DataFrame<Right>;
  readonly on: readonly Key[];
  readonly how: How;
}): DataFrame<Merged<Left, Right, Key, How>> {
  const first = DataFrame.contentOf(left);
  const second = DataFrame.contentOf(right);
  const keys: readonly string[] = on;
  requireKeys(first, second, keys);
  const common = first.names.find((name) => !keys.includes(name) && second.names.includes(name));
  if (common !== undefined)
    throw new AuthoringError(`merge: both frames have a column ${quoted(common)} that is not in on.`, {
      hint: `Rename one of them first: right.rename({ ${JSON.stringify(common)}: "…" }); or add it to on.`,
    });
  const danfojs = loadDanfojs();
  const names = second.names.filter((name) => !keys.includes(name));
  const cells = partners(danfojs, { first, second, keys, how }).map(([a, b]) => {
    const ofLeft = a === undefined ? undefined : first.cells[a];
    const ofRight = b === undefined ? undefined : second.cells[b];
    const cellOf = (name: string) => {
      if (ofLeft !== undefined) return ofLeft[first.names.indexOf(name)];
      return keys.includes(name) ? ofRight?.[second.names.indexOf(name)] : null;
    };
    const others = names.map((name) => (ofRight === undefined ? null : ofRight[second.names.indexOf(name)]));
    return [...first.names.map(cellOf), ...others];
  });
  return new DataFrame(danfojs, {
    names: [...first.names, ...names],
    cells,
    index: cells.map((_, at) => at),
    notes: [...first.notes, ...second.notes.filter(({ name }) => names.includes(name))],
  });
}

/** The frames below each other, by the names of their columns. */
export function concat<Row extends object>({
  dfList,
}: {
  readonly dfList: readonly DataFrame<Row>[];
  /** Rows, the only direction: for columns beside each other, use `merge`. */
  readonly axis?: 0;
}): DataFrame<Row> {
  const all = dfList.map((each) => DataFrame.contentOf(each));
  const [first] = all;
  if (first === undefined)
    throw new AuthoringError("concat: there is no frame.", {
      hint: "For example: concat({ dfList: [a, b] })",
    });
  const cells = all.flatMap((each, at) => {
    const lacks = first.names.find((name) => !each.names.includes(name));
    const more = each.names.find((name) => !first.names.includes(name));
    if (lacks !== undefined || more !== undefined)
      throw new AuthoringError(
        `concat: frame ${at + 1} ${lacks === undefined ? `has a column ${quoted(more ?? "")} that frame 1 lacks` : `lacks the column ${quoted(lacks)} of frame 1`}.`,
        { hint: "Add the column with .addColumn(…), or drop it with .drop({ columns: […] })." },
      );
    const positions = first.names.map((name) => each.names.indexOf(name));
    return each.cells.map((row) => positions.map((position) => row[position]));
  });
  const notes = first.notes.filter((note) => all.every((each) => hasNote(each.notes, note)));
  return new DataFrame(loadDanfojs(), {
    names: first.names,
    cells,
    index: cells.map((_, at) => at),
    notes,
  });
}

const hasNote = (notes: readonly FieldNote[], { name, title, unit }: FieldNote): boolean =>
  notes.some((note) => note.name === name && note.title === title && note.unit === unit);

/** A missing value is no key, and 1 is not "1": danfojs joins both. */
function requireKeys(left: Content, right: Content, keys: readonly string[]): void {
  if (keys.length === 0)
    throw new AuthoringError("merge: on names no column.", { hint: 'For example: on: ["year"]' });
  for (const name of keys) {
    const sides = [left, right].map((side) => columnIn("merge", side, name));
    for (const cells of sides)
      requireComplete("merge", { name, cells, fault: "would join missing values with each other" });
    const [ofLeft = [], ofRight = []] = sides.map((cells) => [...new Set(cells.map((cell) => typeof cell))]);
    const haveRows = ofLeft.length > 0 && ofRight.length > 0;
    if (haveRows && !ofLeft.some((kind) => ofRight.includes(kind)))
      throw new AuthoringError(
        `merge: the column ${quoted(name)} is ${ofLeft.join(" and ")} on the left and ${ofRight.join(" and ")} on the right.`,
        { hint: "Convert one of them in the rows, with Number(…) or String(…)." },
      );
  }
}

/** The positions of the rows that belong together; undefined if a side has no partner. */
function partners(
  danfojs: Danfojs,
  {
    first,
    second,
    keys,
    how,
  }: {
    readonly first: Content;
    readonly second: Content;
    readonly keys: readonly string[];
    readonly how: HowToMerge;
  },
): readonly (readonly [left: number | undefined, right: number | undefined])[] {
  if (first.cells.length === 0 || second.cells.length === 0) return withoutPartners(first, second, how);
  const keyNumbers = new KeyNumbers();
  const plain = (side: Content, name: string) => {
    const columns = keys.map((key) => columnIn("merge", side, key));
    const rows = side.cells.map((_, row) => [keyNumbers.of(columns.map((cells) => cells[row])), row]);
    return new danfojs.DataFrame(rows, { columns: ["key", name], dtypes: ["int32", "int32"] });
  };
  const merged = danfojs.merge({
    left: plain(first, "left"),
    right: plain(second, "right"),
    on: ["key"],
    how,
  });
  const left = merged.columns.indexOf("left");
  const right = merged.columns.indexOf("right");
  return merged.values.map((row) => [positionIn(row[left]), positionIn(row[right])]);
}

const positionIn = (cell: unknown): number | undefined =>
  typeof cell === "number" && Number.isInteger(cell) ? cell : undefined;

/** danfojs loses the columns of a frame without rows. */
function withoutPartners(
  first: Content,
  second: Content,
  how: HowToMerge,
): readonly (readonly [left: number | undefined, right: number | undefined])[] {
  const left = how === "left" || how === "outer" ? positionsIn(first) : [];
  const right = how === "right" || how === "outer" ? positionsIn(second) : [];
  return [...left.map((at) => [at, undefined] as const), ...right.map((at) => [undefined, at] as const)];
}
