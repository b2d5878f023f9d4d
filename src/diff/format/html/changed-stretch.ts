/**
 * The part of a line's course where it differs from another's: of a line through thirty years one of which changed, the
 * stretch around that year. Undefined where the two cannot be held against each other point by point.
 */
export function changedStretch(course: string, other: string): string | undefined {
  const [points, others] = [pointsOf(course), pointsOf(other)];
  if (points === undefined || others === undefined || points.length !== others.length) return undefined;
  const parts: string[] = [];
  let open = -1;
  points.forEach((point, index) => {
    const touches = [index - 1, index, index + 1].some((at) => points[at] !== others[at]);
    if (!touches) {
      open = -1;
      return;
    }
    parts.push(`${open === index - 1 && index > 0 ? "L" : "M"}${point}`);
    open = index;
  });
  return parts.join("");
}

/** Corners of a course of straight lines in one piece. */
function pointsOf(course: string): readonly string[] | undefined {
  if (!/^M[^MLZHVCSQTAmlhvcsqtaz]+(?:L[^MLZHVCSQTAmlhvcsqtaz]+)+$/.test(course)) return undefined;
  return course.slice(1).split("L");
}
