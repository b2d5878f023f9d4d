/** Lists of numbers as vectors. */

type Row = readonly number[];

/** aᵀ M b. */
export function quadraticForm(a: Row, matrix: readonly Row[], b: Row): number {
  return dot(
    a,
    matrix.map((row) => dot(row, b)),
  );
}

export function dot(a: Row, b: Row): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += at(a, i) * at(b, i);
  return total;
}

/** An element that is there. */
export function at(row: Row, index: number): number {
  return row[index] ?? NaN;
}
