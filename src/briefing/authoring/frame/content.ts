/** Rows and columns of frames, without anything computed. */
import { plural } from "../../lib/plural.js";
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import { renamedNote } from "../load/records.js";
import { type Content, isMissing, positionOf } from "./cells.js";

export const positionsIn = ({ cells }: Content): readonly number[] => cells.map((_, at) => at);

export function rowsAt(content: Content, positions: readonly number[]): Content {
  return {
    ...content,
    cells: positions.map((at) => content.cells[at] ?? []),
    index: positions.map((at) => content.index[at] ?? at),
  };
}

/** Some columns, in the order given. */
export function selected(what: string, content: Content, names: readonly string[]): Content {
  const positions = names.map((name) => positionOf(what, content.names, name));
  return {
    names,
    cells: content.cells.map((row) => positions.map((at) => row[at])),
    index: content.index,
    notes: content.notes.filter(({ name }) => names.includes(name)),
  };
}

export function without(content: Content, dropped: readonly string[]): Content {
  for (const name of dropped) positionOf("drop", content.names, name);
  const rest = content.names.filter((name) => !dropped.includes(name));
  return selected("drop", content, rest);
}

/** The rows with these labels, or those of which the condition is true. */
export function located(content: Content, rows: readonly (string | number | boolean)[]): Content {
  const { index } = content;
  if (typeof rows[0] === "boolean") {
    if (rows.length !== index.length)
      throw new AuthoringError(
        `The condition is given for ${plural(rows.length, "row")}, and the frame has ${index.length}.`,
        { hint: "Make it from a column of the same frame." },
      );
    return rowsAt(
      content,
      positionsIn(content).filter((at) => rows[at] === true),
    );
  }
  const byLabel = new Map<unknown, number>(index.map((label, at) => [label, at]));
  const positions = rows.map((label) => {
    const at = byLabel.get(label);
    if (at !== undefined) return at;
    throw new AuthoringError(`loc: the frame has no row labelled ${quoted(String(label))}.`, {
      hint: "The labels are in .index; the first rows are .head().",
    });
  });
  return rowsAt(content, positions);
}

/** With a column added, or in the place of the one of this name, of which nothing is known. */
export function withColumn(content: Content, name: string, values: readonly unknown[]): Content {
  const { names, cells, index, notes } = content;
  if (values.length !== cells.length)
    throw new AuthoringError(
      `addColumn: ${quoted(name)} has ${plural(values.length, "value")}, and the frame has ${plural(cells.length, "row")}.`,
      { hint: "Give one value for each row." },
    );
  const at = names.includes(name) ? names.indexOf(name) : names.length;
  return {
    names: names.toSpliced(at, 1, name),
    cells: cells.map((row, position) => row.toSpliced(at, 1, values[position])),
    index,
    notes: notes.filter((note) => note.name !== name),
  };
}

export function renamed(content: Content, newNames: ReadonlyMap<string, string>): Content {
  for (const name of newNames.keys()) positionOf("rename", content.names, name);
  const names = content.names.map((name) => newNames.get(name) ?? name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new AuthoringError(`rename: two columns would be called ${quoted(twice)}.`, {
      hint: "Choose another name, or drop one of them first.",
    });
  const notes = content.notes.map((note) => renamedNote(note, newNames.get(note.name) ?? note.name));
  return { ...content, names, notes };
}

export function filled(content: Content, names: readonly string[], value: unknown): Content {
  const columns = new Set(names.map((name) => positionOf("fillNa", content.names, name)));
  const cells = content.cells.map((row) =>
    row.map((cell, at) => (columns.has(at) && isMissing(cell) ? value : cell)),
  );
  return { ...content, cells };
}

/** The rows that have a value in each of the columns. */
export function complete(content: Content, names: readonly string[]): Content {
  const columns = names.map((name) => positionOf("dropNa", content.names, name));
  const positions = positionsIn(content).filter(
    (at) => !columns.some((column) => isMissing(content.cells[at]?.[column])),
  );
  return rowsAt(content, positions);
}
