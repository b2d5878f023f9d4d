import type { Tolerance } from "../contract.js";
import { isWithin } from "../numbers/amounts.js";

const numbers = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Whether two printed lines are the same words around numbers that differ within the tolerance. */
export function sameNumbers(
  tolerance: Tolerance,
  onWithin: () => void,
): (was: string, is: string) => boolean {
  if (tolerance.relative === undefined && tolerance.absolute === undefined) return () => false;
  return (was, is) => {
    const words = (line: string) => line.replace(numbers, "\0").replace(/\s+/g, " ");
    if (words(was) !== words(is)) return false;
    const [one, two] = [was.match(numbers) ?? [], is.match(numbers) ?? []];
    if (!one.every((number, index) => isWithin(Number(number), Number(two[index]), tolerance))) return false;
    onWithin();
    return true;
  };
}
