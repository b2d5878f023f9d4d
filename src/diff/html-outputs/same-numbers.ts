import type { Tolerance } from "../briefing.js";
import { isWithin } from "../numbers/amounts.js";

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Whether two printed lines are the same words around numbers that differ within the tolerance. */
export function sameNumbers(
  tolerance: Tolerance,
  onWithin: () => void,
): (before: string, after: string) => boolean {
  if (tolerance.relative === undefined && tolerance.absolute === undefined) return () => false;
  return (before, after) => {
    const words = (line: string) => line.replace(numbers, "\0").replace(/\s+/g, " ");
    if (words(before) !== words(after)) return false;
    const [one, two] = [before.match(numbers) ?? [], after.match(numbers) ?? []];
    if (!one.every((number, index) => isWithin(Number(number), Number(two[index]), tolerance))) return false;
    onWithin();
    return true;
  };
}
