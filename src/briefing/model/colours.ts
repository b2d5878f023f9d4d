/** Colours that authors write: in a chart, or in briefing.yml for all charts. */
import { nameHint } from "../lib/nearest.js";
import { isHex, palette, roles } from "./palette.js";

interface Fault {
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with a colour that an author wrote, if anything. */
export function faultOfColour(given: unknown): Fault | undefined {
  const names = [...Object.keys(roles), ...Object.keys(palette)];
  if (typeof given !== "string" || (!isHex(given) && !names.includes(given)))
    return {
      message: `there is no colour ${typeof given === "string" ? `"${given}"` : JSON.stringify(given)}`,
      hint:
        typeof given === "string"
          ? nameHint(given, names, "Colours:")
          : `Colours: ${names.join(", ")}, or one such as "#aa3377".`,
    };
  if (!isHex(given)) return undefined;
  if (!/^#[0-9a-f]{6}$/i.test(given))
    return {
      message: `"${given}" is not a colour`,
      hint: 'Write red, green and blue with two hexadecimal digits each: "#aa3377".',
    };
  const page = (["light", "dark"] as const).find(
    (scheme) => contrast(given, palette.paper[scheme]) < leastContrast,
  );
  if (page === undefined) return undefined;
  return {
    message: `"${given}" can hardly be seen on a ${page} page`,
    hint: `Choose a ${page === "light" ? "darker" : "lighter"} colour; those with a name have a counterpart on dark pages.`,
  };
}

/** Less than the 3 : 1 of WCAG 2.2 for graphics, because orange and yellow have no darker shade of that name. */
const leastContrast = 1.5;

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const first = luminance(one);
  const second = luminance(other);
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

function luminance(hex: string): number {
  const partAt = (at: number): number => linear(parseInt(hex.slice(at, at + 2), 16) / 255);
  return 0.2126 * partAt(1) + 0.7152 * partAt(3) + 0.0722 * partAt(5);
}

const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
