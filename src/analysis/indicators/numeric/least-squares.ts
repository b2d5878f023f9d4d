/** Covariances of least-squares coefficients that allow for unequal or correlated errors. */
import { createRequire } from "node:module";
import { sum } from "./statistics.js";
import { at, dot } from "./vectors.js";

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

/** floor(4(n/100)^(2/9)), the rule of Newey and West 1994 for the Bartlett kernel. */
export function ruleLag(n: number): number {
  // A hair above, so that the power of a Node that rounds it down does not lose a lag at n = 100.
  return Math.floor(4 * Math.pow(n / 100, 2 / 9) + 1e-9);
}

/**
 * Bartlett weights 1 − l/(L + 1) over successive observations; lag 0 is White's HC0. As a sum of squares, over all
 * windows of L + 1 observations, of what they add to the coefficients: differences of large numbers would leave a
 * standard error of rounding where the points of a side determine its line.
 */
export function neweyWest(fit: LeastSquares, lag: number): readonly Row[] {
  const { n, design, residuals, inverse } = fit;
  const influence = design.map((x, i) => inverse.map((row) => dot(row, x) * at(residuals, i)));
  const until = [inverse.map(() => 0)];
  for (const row of influence) until.push(row.map((value, j) => value + at(until.at(-1) ?? [], j)));
  // Windows over everything add up to nothing: with a long lag they need not be counted.
  const ends = Array.from({ length: n + Math.min(lag, n - 1) }, (_, end) =>
    lag < n || end < n - 1 ? end : end + lag - n + 1,
  );
  const windows = ends.map((end) => {
    const [to, from] = [until[Math.min(n, end + 1)] ?? [], until[Math.max(0, end - lag)] ?? []];
    return to.map((value, j) => value - at(from, j));
  });
  return inverse.map((_, a) =>
    inverse.map((__, b) => sum(windows.map((row) => at(row, a) * at(row, b))) / (lag + 1)),
  );
}
