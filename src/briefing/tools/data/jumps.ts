/**
 * Values that become ten times as large or as small from one period to the next, as if their unit had changed: in most
 * series of a table or, if another column divides it into parts, in nearly all of a part.
 */
import type { Cell } from "../../authoring/load/schema.js";
import { partOfYear, yearsBetween } from "./period.js";
import type { Series } from "./series-sample.js";

export interface Jump {
  readonly column: string;
  /** The part of the table, if not the whole table jumps. */
  readonly where?: { readonly column: string; readonly value: Cell };
  /** The periods between which the values jump. */
  readonly from: Cell;
  readonly to: Cell;
  /** Median of the values after, divided by those before. */
  readonly factor: number;
  /** Number of series that jump, and of those that have values in both periods. */
  readonly jumping: number;
  readonly compared: number;
  /** The largest of those that jump: its key without the period, and its values. */
  readonly example: { readonly key: readonly Cell[]; readonly before: number; readonly after: number };
}

/** What counts as a jump, as a power of ten. */
const leap = 1;
/** A table with fewer series is judged only if these are long, and steady at all other times. */
const fewSeries = 3;
/** The least number of steps of such a series. */
const fewSteps = 4;
/** The largest other change of such a series, as a power of ten: threefold. */
const usual = Math.log10(3);
/** The share of steps to other periods that may jump; above it, a jump needs more series. */
const rarely = 0.01;
const seriesIfNotRarely = 10;
/** Above this share, jumps are usual in the column, and it is not judged. */
const often = 0.05;
/** The share of the series of a part that must jump. */
const nearlyAll = 0.9;
const mostYears = 5;
/** If more of the values have the other sign, the column is a difference or a rate, which may have any size. */
const mostOfOtherSign = 0.05;

interface Step {
  readonly series: Series;
  readonly from: Cell;
  readonly before: number;
  readonly after: number;
  /** Power of ten by which the value changes. */
  readonly change: number;
  /** The changes of its series. */
  readonly all: readonly number[];
}

interface Names {
  /** Of the keys of the series. */
  readonly key: readonly string[];
  readonly values: readonly string[];
}

/** In the order of the columns, then of time. */
export const findJumps = (series: readonly Series[], names: Names): readonly Jump[] =>
  names.values.flatMap((column, index) => {
    if (!isOneSided(series, index)) return [];
    const steps = [...stepsByPeriod(series, index)].sort(([a], [b]) => (a < b ? -1 : 1));
    const rises = jumpsOf({ column, sign: 1, key: names.key }, steps);
    const falls = jumpsOf({ column, sign: -1, key: names.key }, steps);
    return [...rises, ...falls].sort((a, b) => ((a.to ?? "") < (b.to ?? "") ? -1 : 1));
  });

function isOneSided(series: readonly Series[], index: number): boolean {
  let above = 0;
  let below = 0;
  for (const { values } of series)
    for (const value of values[index] ?? []) {
      if (value > 0) above++;
      if (value < 0) below++;
    }
  return Math.min(above, below) <= mostOfOtherSign * (above + below);
}

type Period = NonNullable<Cell>;
type StepsAt = readonly [to: Period, steps: readonly Step[]];

function stepsByPeriod(series: readonly Series[], index: number): ReadonlyMap<Period, readonly Step[]> {
  const steps = new Map<Period, Step[]>();
  for (const one of series)
    for (const { to, step } of stepsOf(one, index)) {
      const known = steps.get(to);
      if (known === undefined) steps.set(to, [step]);
      else known.push(step);
    }
  return steps;
}

/** From each value to the next one of the same sign; zero is no value here, because nothing is a multiple of it. */
function stepsOf(series: Series, index: number): readonly { readonly to: Period; readonly step: Step }[] {
  const values = series.values[index] ?? [];
  const dated = series.periods
    .map((period, at) => ({ period: period ?? "", value: values[at] ?? NaN }))
    .filter(({ value }) => Number.isFinite(value) && value !== 0)
    .sort((a, b) => (a.period < b.period ? -1 : 1));
  const all: number[] = [];
  const steps = dated.slice(1).flatMap(({ period: to, value: after }, at) => {
    const { period: from, value: before } = dated[at] ?? { period: to, value: NaN };
    // A repeated row has no period before it.
    if (from === to || !(after / before > 0) || !(yearsBetween(from, to) <= mostYears)) return [];
    const change = Math.log10(after / before);
    all.push(change);
    return [{ to, step: { series, from, before, after, change, all } }];
  });
  return steps;
}

interface Direction {
  readonly column: string;
  /** Of changes in this direction: a rise or a fall. */
  readonly sign: 1 | -1;
  readonly key: readonly string[];
}

function jumpsOf(direction: Direction, steps: readonly StepsAt[]): readonly Jump[] {
  const { column, sign } = direction;
  const counted = steps.map(([to, all]): Counted => {
    const jumping = all.filter(({ change }) => change * sign >= leap);
    return { to, all, jumping, isMost: 2 * jumping.length > all.length };
  });
  const scattered = sumOf(counted.filter(({ isMost }) => !isMost));
  const jumps = counted.flatMap((at) => {
    const { to, all, jumping } = at;
    if (jumping.length === 0) return [];
    const jump = jumpOf(column, to, jumping, all.length);
    if (all.length < fewSeries) return jumping.length === all.length && jumping.every(isAlone) ? [jump] : [];
    const least = leastSeries(scattered, at.isMost ? noSteps : sumOf([at]));
    if (at.isMost) return all.length >= least ? [jump] : [];
    return jumpsOfParts(direction, at, least);
  });
  return withoutSeason(jumps);
}

/** The steps to a period, and those that jump. */
interface Counted {
  readonly to: Period;
  readonly all: readonly Step[];
  readonly jumping: readonly Step[];
  readonly isMost: boolean;
}

interface StepCount {
  readonly all: number;
  readonly jumping: number;
}
const noSteps: StepCount = { all: 0, jumping: 0 };

const sumOf = (counted: readonly Counted[]): StepCount =>
  counted.reduce(
    (sum, { all, jumping }) => ({ all: sum.all + all.length, jumping: sum.jumping + jumping.length }),
    noSteps,
  );

/**
 * How many series must be compared to one period.
 *
 * @param scattered the steps to all periods to which few series jump
 * @param own those of them that are to this period
 */
function leastSeries(scattered: StepCount, own: StepCount): number {
  const others = scattered.all - own.all;
  const share = others === 0 ? 0 : (scattered.jumping - own.jumping) / others;
  if (share > often) return Infinity;
  return share > rarely ? seriesIfNotRarely : fewSeries;
}

/** The only large change of its series, except for the way back. */
function isAlone({ change, all }: Step): boolean {
  const sign = Math.sign(change);
  const others = all.filter((each) => each !== change && Math.abs(each) > usual);
  return all.length >= fewSteps && others.every((each) => each * sign <= -leap);
}

/** The parts that jump, by the column that explains most of the series that jump. */
function jumpsOfParts(
  { column, key }: Direction,
  { to, all, jumping }: Counted,
  least: number,
): readonly Jump[] {
  const byColumn = key.map((name, index) => {
    const jumpingParts = partsOf(jumping, index);
    const parts = partsOf(all, index);
    return [...jumpingParts].flatMap(([value, steps]) => {
      const { length } = parts.get(value) ?? [];
      if (length < least || steps.length < nearlyAll * length) return [];
      return [{ ...jumpOf(column, to, steps, length), where: { column: name, value } }];
    });
  });
  const largest = (jumps: readonly Jump[]): number =>
    Math.max(0, ...jumps.map(({ jumping: count }) => count));
  return byColumn.reduce((best, each) => (largest(each) > largest(best) ? each : best), []);
}

function partsOf(steps: readonly Step[], index: number): ReadonlyMap<Cell, readonly Step[]> {
  const parts = new Map<Cell, Step[]>();
  for (const step of steps) {
    const value = step.series.key[index] ?? null;
    const known = parts.get(value);
    if (known === undefined) parts.set(value, [step]);
    else known.push(step);
  }
  return parts;
}

function jumpOf(column: string, to: Period, jumping: readonly Step[], compared: number): Jump {
  const largest = jumping.reduce((best, each) => (sizeOf(each) > sizeOf(best) ? each : best));
  const changes = jumping.map(({ change }) => change).sort((a, b) => a - b);
  const { series, from, before, after } = largest;
  return {
    column,
    from,
    to,
    factor: 10 ** (changes[changes.length >> 1] ?? 0),
    jumping: jumping.length,
    compared,
    example: { key: series.key, before, after },
  };
}

const sizeOf = ({ before, after }: Step): number => Math.max(Math.abs(before), Math.abs(after));

/** What happens in the same month or quarter of two years is a season. */
function withoutSeason(jumps: readonly Jump[]): readonly Jump[] {
  const seasonOf = ({ to, where }: Jump): string => JSON.stringify([partOfYear(to), where]);
  return jumps.filter(
    (jump) =>
      partOfYear(jump.to) === "" ||
      !jumps.some((other) => other.to !== jump.to && seasonOf(other) === seasonOf(jump)),
  );
}
