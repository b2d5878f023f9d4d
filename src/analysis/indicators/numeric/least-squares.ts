import { createRequire } from "node:module";
import { sum } from "../sum.js";

type Row = readonly number[];

export interface LeastSquares {
  readonly design: readonly Row[];
  readonly coefficients: Row;
  readonly fitted: Row;
  readonly residuals: Row;
  /** Residual sum of squares; exactly zero where only rounding is left. */
  readonly rss: number;
  readonly n: number;
  readonly degreesOfFreedom: number;
  /** (XᵀX)⁻¹. */
  readonly inverse: readonly Row[];
}

interface Qr {
  readonly upperTriangularMatrix: { to2DArray(): number[][] };
  readonly orthogonalMatrix: { to2DArray(): number[][] };
}
interface MlMatrix {
  readonly QrDecomposition: new (matrix: readonly Row[]) => Qr;
}

const require = createRequire(import.meta.url);

/**
 * Ordinary least squares by a QR decomposition (Householder); null where the columns are collinear or the points are
 * fewer than the columns. Columns are scaled to length one first, so that years beside dummies do no harm.
 */
export function leastSquares(design: readonly Row[], y: Row): LeastSquares | null {
  const n = y.length;
  const k = design[0]?.length ?? 0;
  if (n < k || k === 0) return null;
  const lengths = Array.from({ length: k }, (_, j) => Math.sqrt(sum(design.map((row) => at(row, j) ** 2))));
  if (lengths.some((length) => length === 0)) return null;
  const { QrDecomposition } = require("ml-matrix") as MlMatrix;
  const qr = new QrDecomposition(design.map((row) => row.map((value, j) => value / at(lengths, j))));
  const r = qr.upperTriangularMatrix.to2DArray();
  if (r.some((row, j) => Math.abs(at(row, j)) < 1e-10)) return null;
  const inverseR = inverseOfTriangle(r);
  const q = qr.orthogonalMatrix.to2DArray();
  const rotated = lengths.map((_, j) => sum(q.map((row, i) => at(row, j) * at(y, i))));
  const size = sum(y.map((value) => value * value));
  // What only rounding made is nothing: a constant series has no slope.
  const noise = 1e-14 * Math.sqrt(size);
  const coefficients = inverseR
    .map((row) => dot(row, rotated))
    .map((value, i) => (Math.abs(value) <= noise ? 0 : value / at(lengths, i)));
  const fitted = design.map((row) => dot(row, coefficients));
  const residuals = y.map((value, i) => value - at(fitted, i));
  const rss = sum(residuals.map((value) => value * value));
  const exact = rss <= 1e-26 * n * size;
  return {
    design,
    coefficients,
    fitted,
    residuals: exact ? residuals.map(() => 0) : residuals,
    rss: exact ? 0 : rss,
    n,
    degreesOfFreedom: n - k,
    inverse: inverseR.map((a, i) => inverseR.map((b, j) => dot(a, b) / (at(lengths, i) * at(lengths, j)))),
  };
}

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

function inverseOfTriangle(r: readonly Row[]): number[][] {
  const k = r.length;
  const inverse = r.map(() => new Array<number>(k).fill(0));
  for (let column = 0; column < k; column++)
    for (let i = column; i >= 0; i--) {
      let value = i === column ? 1 : 0;
      for (let j = i + 1; j <= column; j++) value -= at(r[i] ?? [], j) * at(inverse[j] ?? [], column);
      (inverse[i] ?? [])[column] = value / at(r[i] ?? [], i);
    }
  return inverse;
}
