import { relative } from "briefing/analysis";
import type { PairContext } from "../pair/context.js";
import { sourceName, newestRows } from "../pair/editions.js";
import { peakOfSource } from "../pair/history.js";
import type { PairYearCounts } from "../pair/joint-counts.js";
import type { EstimatesRow } from "../rows.js";
import { isAbout, newestCounts, output } from "./tables.js";

/**
 * Whether a year has the largest count, by source. An early count in one edition cannot be weighed against another
 * edition's count, because the next edition may revise it in either direction.
 */
export function claimedPeaks(about: PairContext, year: number) {
  return newestCounts(about).map(({ source }) => {
    const own = about.counts.filter((row) => row.source === source);
    const { greatest, next, isSharp } = peakOfSource(own);
    const isGreatest = greatest.year === year;
    /** The newest count of the claimed year; null if the source has none. */
    const claimed = isGreatest ? greatest : newestCount(about, source, year);
    /** The largest count of any other year; null if there are no others. */
    const rival = isGreatest ? next : greatest;
    const isOpen = claimed?.status === "incomplete" && claimed.edition !== rival?.edition;
    const canTell = claimed !== null && rival !== null && own.some((row) => row.year > year);
    /** Whether the claimed year has the largest count; null if the source cannot decide it. */
    const holds = canTell && !isOpen ? isGreatest && isSharp : null;
    return { source: sourceName(source), claimed, rival, holds };
  });
}

/** The fall of each source since its largest count, within one edition. */
export function fallsSincePeak(about: PairContext) {
  return newestCounts(about).flatMap(({ source, edition, rows }) => {
    const complete = rows.filter((row) => row.status === "complete");
    const last = complete.at(-1);
    if (last === undefined) return [];
    const top = complete.reduce((best, row) => (row.joint.upper > best.joint.upper ? row : best));
    /** The last complete year and its change from the largest; null if it is the largest. */
    const settled = last.year > top.year ? last : null;
    const isRising = rows.some((row) => row.year > last.year && row.joint.lower > top.joint.upper);
    return {
      source: sourceName(source),
      edition,
      top,
      settled,
      change: settled && relative(top.joint, settled.joint),
      /** False if a later early count is higher; null if no complete year follows the largest. */
      holds: isRising ? false : settled === null ? null : settled.joint.upper < top.joint.lower,
    };
  });
}

/**
 * Papers of all the years together, compared with the published percentage. A joint paper counts once for each of its
 * economies (whole counting) or is divided among them (fractional).
 */
export function sharesOfWorld(about: PairContext, { reporter, from, to, lower }: EstimatesRow) {
  const papers = output(about);
  const rows = (papers?.rows ?? []).filter(
    (row) => row.field === "all" && from <= row.year && row.year <= to,
  );
  return (["whole", "fractional"] as const).map((counted) => {
    const total = (economy: string) => {
      const own = rows.filter((row) => row.economy === economy);
      return own.length <= to - from ? null : own.reduce((sum, row) => sum + row[counted], 0);
    };
    const part = total(reporter);
    const world = total("WORLD");
    /** Null if the table lacks one of the years. */
    const share = part === null || world === null || world === 0 ? null : part / world;
    const holds = share === null ? null : isAbout(share, lower / 100);
    return { counted, share, edition: papers?.edition ?? null, holds };
  });
}

/** The count of a year in the newest edition of a source that has it; null if none does. */
function newestCount(about: PairContext, source: string, year: number): PairYearCounts | null {
  const rows = about.counts.filter((row) => row.source === source && row.year === year);
  return newestRows(rows, about.rows("editions"))[0] ?? null;
}
