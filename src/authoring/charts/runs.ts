export interface RunPoint {
  readonly year: number;
  readonly status: "complete" | "incomplete";
}

export interface Run<Point> {
  readonly status: "complete" | "incomplete";
  readonly points: readonly Point[];
}

/**
 * The pieces in which a series is drawn: a gap of more than `bridgedGap` unobserved years interrupts the line, and
 * what leads to or from an incomplete year is a piece of its own. A point alone is no piece.
 */
export function runsOf<Point extends RunPoint>(
  points: readonly Point[],
  bridgedGap: number,
): readonly Run<Point>[] {
  const runs: { status: Run<Point>["status"]; points: Point[] }[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined || point.year - before.year > bridgedGap + 1) return;
    const status = before.status === "incomplete" ? "incomplete" : point.status;
    const current = runs[runs.length - 1];
    if (current?.status === status && current.points[current.points.length - 1] === before)
      current.points.push(point);
    else runs.push({ status, points: [before, point] });
  });
  return runs;
}
