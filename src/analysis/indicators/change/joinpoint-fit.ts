/** Continuous broken lines with corners at observed years: fast enough to be refitted to thousands of permutations. */
import { at, dot } from "../numeric/vectors.js";

type Row = readonly number[];

/** Corners (places among the points) and what they add to the straight line, as orthonormal columns. */
interface Corners {
  readonly indices: readonly number[];
  readonly columns: readonly Row[];
}

export interface BrokenLines {
  /** Orthonormal columns of the straight line. */
  readonly line: readonly Row[];
  /** All admissible sets of 0, 1, 2 … corners. */
  readonly byNumber: readonly (readonly Corners[])[];
}

export interface Spacing {
  /** Points between a corner and an end of the series, and between two corners. */
  readonly fromEnd: number;
  readonly between: number;
}

export function brokenLines(years: Row, most: number, { fromEnd, between }: Spacing): BrokenLines {
  const n = years.length;
  const origin = at(years, 0);
  const line = orthonormal([], [years.map(() => 1), years.map((year) => year - origin)]);
  const hinge = (index: number): Row => years.map((year) => Math.max(0, year - at(years, index)));
  const byNumber: (readonly Corners[])[] = [[{ indices: [], columns: [] }]];
  for (let number = 1; number <= most; number++)
    byNumber.push(
      (byNumber[number - 1] ?? []).flatMap(({ indices, columns }) => {
        const first = indices.length === 0 ? fromEnd : at(indices, indices.length - 1) + between + 1;
        const found: Corners[] = [];
        for (let index = first; index <= n - 1 - fromEnd; index++) {
          const added = orthonormal([...line, ...columns], [hinge(index)]);
          if (added.length === 1)
            found.push({ indices: [...indices, index], columns: [...columns, ...added] });
        }
        return found;
      }),
    );
  return { line, byNumber };
}

export interface BestCorners {
  readonly corners: Corners;
  readonly ssr: number;
}

/** The corners with the least squares; of equal ones the first. */
export function bestCorners(lines: BrokenLines, number: number, y: Row): BestCorners | null {
  const rest = residuals(lines.line, y);
  const total = dot(rest, rest);
  let best: { corners: Corners; explained: number } | null = null;
  for (const corners of lines.byNumber[number] ?? []) {
    let explained = 0;
    for (const column of corners.columns) explained += dot(column, rest) ** 2;
    if (best === null || explained > best.explained * (1 + 1e-12)) best = { corners, explained };
  }
  if (best === null) return null;
  const { corners } = best;
  const left = residuals(corners.columns, rest);
  const ssr = dot(left, left);
  return { corners, ssr: ssr <= 1e-26 * y.length * Math.max(total, dot(y, y)) ? 0 : ssr };
}

/** y less its projection on orthonormal columns. */
export function residuals(columns: readonly Row[], y: Row): Row {
  let rest = y;
  for (const column of columns) {
    const weight = dot(column, rest);
    rest = rest.map((value, i) => value - weight * at(column, i));
  }
  return rest;
}

/** Gram and Schmidt, twice; columns that add nothing are left out. */
function orthonormal(before: readonly Row[], columns: readonly Row[]): readonly Row[] {
  const found: Row[] = [];
  for (const column of columns) {
    const length = Math.sqrt(dot(column, column));
    const rest = residuals([...before, ...found], residuals([...before, ...found], column));
    const left = Math.sqrt(dot(rest, rest));
    if (left > 1e-10 * length) found.push(rest.map((value) => value / left));
  }
  return found;
}
