import { AnalysisError } from "../indicators/errors.js";
import type { DoctoratesRow, EditionsRow, StayIntentionsRow, StayRatesRow } from "../rows.js";
import { newestRows } from "./editions.js";

/** Doctorates of one citizenship in an academic year. */
interface DoctoratesOfYear {
  readonly year: number;
  readonly doctorates: number;
}

/** Doctorates of one citizenship over the years of an edition. */
export interface DoctorateCourse {
  readonly edition: string;
  readonly citizenship: string;
  /** Oldest first. */
  readonly years: readonly DoctoratesOfYear[];
  readonly first: DoctoratesOfYear;
  readonly last: DoctoratesOfYear;
  /** The year with the most; the first of several. */
  readonly greatest: DoctoratesOfYear;
  /** Last year over the first, less one. Range: −1–∞; null where the first year has none. */
  readonly change: number | null;
}

/**
 * Doctorates by citizenship out of the newest edition, the citizenship with the most in its last year first. Throws
 * where the table is empty.
 */
export function doctorateCourses(
  rows: readonly DoctoratesRow[],
  editions: readonly EditionsRow[],
): readonly DoctorateCourse[] {
  const newest = someOf(newestRows(rows, editions), "doctorates");
  const courses = groupsOf(newest, ({ citizenship }) => citizenship).map(([citizenship, own]) => {
    const years = own.map(({ year, all }) => ({ year, doctorates: all })).sort(byYear);
    const [first, last] = ends(years);
    const greatest = years.reduce((most, one) => (one.doctorates > most.doctorates ? one : most));
    const change = first.doctorates === 0 ? null : last.doctorates / first.doctorates - 1;
    return { edition: own[0]?.edition ?? "", citizenship, years, first, last, greatest, change };
  });
  return courses.sort((a, b) => b.last.doctorates - a.last.doctorates);
}

/** How many new doctorate holders meant to stay, as a part of one. */
interface StayIntention extends DoctoratesOfYear {
  readonly part: number;
}

/** Stay intentions of one citizenship, or of `WORLD`, all holders of temporary visas. */
export interface StayIntentionCourse {
  readonly edition: string;
  readonly citizenship: string;
  /** Oldest first. */
  readonly years: readonly StayIntention[];
  readonly first: StayIntention;
  readonly last: StayIntention;
  /** The year with the smallest part; the first of several. */
  readonly lowest: StayIntention;
}

/** Stay intentions by citizenship out of the newest edition. Throws where the table is empty. */
export function stayIntentions(
  rows: readonly StayIntentionsRow[],
  editions: readonly EditionsRow[],
): readonly StayIntentionCourse[] {
  const newest = someOf(newestRows(rows, editions), "stay-intentions");
  return groupsOf(newest, ({ citizenship }) => citizenship).map(([citizenship, own]) => {
    const years = own
      .map(({ year, doctorates, stayPercent }) => ({ year, doctorates, part: stayPercent / 100 }))
      .sort(byYear);
    const [first, last] = ends(years);
    const lowest = years.reduce((least, one) => (one.part < least.part ? one : least));
    return { edition: own[0]?.edition ?? "", citizenship, years, first, last, lowest };
  });
}

/** The course of one citizenship; throws where there is none. */
export function ofCitizenship<Course extends { readonly citizenship: string }>(
  courses: readonly Course[],
  citizenship: string,
): Course {
  const found = courses.find((one) => one.citizenship === citizenship);
  if (found === undefined)
    throw new AnalysisError(`there are no doctorates of the citizenship "${citizenship}"`, {
      hint: `There are those of ${courses.map((one) => one.citizenship).join(", ") || "none"}.`,
    });
  return found;
}

/** How many of a group lived in the United States some years after the doctorate, all fields together. */
export interface StayRate {
  readonly edition: string;
  /** Code of the citizenship; `WORLD` for all. */
  readonly economy: string;
  /** The group as the source prints it. */
  readonly group: string;
  readonly yearsAfter: 5 | 10;
  /** The year in which they lived there. */
  readonly year: number;
  /** Part of one, rounded by the source to the nearest hundredth. */
  readonly part: number;
  /** `Finn` up to 2011, `SDR` from 2013: rates of the two are not comparable. */
  readonly method: StayRatesRow["method"];
  /** The years of the doctorates, where printed. */
  readonly cohort: string | null;
}

/**
 * One rate for each citizenship, interval and year, oldest first: that of the newest edition, and in an edition that
 * prints two, that of a named cohort. Regions have no code and are left out.
 */
export function stayRates(
  rows: readonly StayRatesRow[],
  editions: readonly EditionsRow[],
): readonly StayRate[] {
  const whole = rows.flatMap((row) =>
    row.economy === null || row.field !== "all" ? [] : [{ ...row, economy: row.economy }],
  );
  const groups = groupsOf(whole, (row) => `${row.economy} ${row.yearsAfterDegree} ${row.statusYear}`);
  const rates = groups.flatMap(([, own]): readonly StayRate[] => {
    const printed = newestRows(own, editions);
    const row = printed.find(({ cohort }) => cohort !== null) ?? printed[0];
    if (row === undefined) return [];
    const { edition, economy, group, yearsAfterDegree, statusYear, stayRatePercent, method, cohort } = row;
    const part = stayRatePercent / 100;
    return [
      { edition, economy, group, yearsAfter: yearsAfterDegree, year: statusYear, part, method, cohort },
    ];
  });
  return rates.sort((a, b) => a.year - b.year || a.yearsAfter - b.yearsAfter);
}

/** The rate of a citizenship in a year; throws where the tables print none. */
export function stayRateIn(
  rates: readonly StayRate[],
  wanted: Pick<StayRate, "economy" | "yearsAfter" | "year">,
): StayRate {
  const { economy, yearsAfter, year } = wanted;
  const found = rates.find(
    (one) => one.economy === economy && one.yearsAfter === yearsAfter && one.year === year,
  );
  if (found === undefined)
    throw new AnalysisError(
      `data/stay-rates.csv has no rate of ${economy} in ${year}, ${yearsAfter} years after the doctorate`,
    );
  return found;
}

function someOf<Row>(rows: readonly Row[], table: string): readonly Row[] {
  if (rows.length === 0) throw new AnalysisError(`data/${table}.csv has no rows`);
  return rows;
}

function groupsOf<Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
): readonly (readonly [string, Row[]])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const own = groups.get(key(row));
    if (own === undefined) groups.set(key(row), [row]);
    else own.push(row);
  }
  return [...groups];
}

function ends<Point>(years: readonly Point[]): readonly [Point, Point] {
  const [first] = years;
  const last = years.at(-1);
  if (first === undefined || last === undefined) throw new AnalysisError("a citizenship has no years");
  return [first, last];
}

const byYear = (a: { readonly year: number }, b: { readonly year: number }): number => a.year - b.year;
