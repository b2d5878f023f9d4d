/** Dates as a field's `format` in datapackage.json writes them: the directives of strptime, as the standard says. */
import { monthNames } from "../../model/month-names.js";

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

const shortNames = monthNames.map((name) => name.slice(0, 3));

/** What each directive matches; like Python's strptime, numbers may lack their leading zeros. */
const directives: Readonly<Record<string, string>> = {
  Y: "(?<year>\\d{4})",
  y: "(?<shortYear>\\d\\d)",
  m: "(?<month>\\d{1,2})",
  B: `(?<monthName>${monthNames.join("|")})`,
  b: `(?<monthName>${shortNames.join("|")})`,
  d: "(?<day>\\d{1,2})",
  H: "(?<hour>\\d{1,2})",
  M: "(?<minute>\\d{1,2})",
  S: "(?<second>\\d{1,2})",
  "%": "%",
};

/**
 * A function from the text of a cell to its date in ISO 8601; undefined if the format has an unknown directive, or not
 * all parts of a date.
 */
export function dateFormat(
  format: string,
  type: "date" | "datetime",
): ((text: string) => string | undefined) | undefined {
  let source = "";
  for (const [whole, directive] of format.matchAll(/%(.?)|[^%]+/gsu)) {
    const part =
      directive === undefined ? escaped(whole) : new Map(Object.entries(directives)).get(directive);
    if (part === undefined) return undefined;
    source += part;
  }
  const has = (name: string): boolean => source.includes(`(?<${name}`);
  const isDate = (has("year") || has("shortYear")) && has("month") && has("day");
  if (!isDate || has("hour") !== (type === "datetime")) return undefined;
  const pattern = patternOf(source);
  if (pattern === undefined) return undefined;
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    return groups && isoText(partsOf(groups), type);
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

/** Undefined if a directive is repeated. */
function patternOf(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source}$`, "i");
  } catch {
    return undefined;
  }
}

function partsOf(groups: Readonly<Record<string, string | undefined>>): DateParts {
  const { year, shortYear, month, monthName, day, hour, minute, second } = groups;
  const short = Number(shortYear);
  const named = shortNames.findIndex((name) => monthName?.toLowerCase().startsWith(name.toLowerCase()));
  return {
    // As POSIX reads two digits.
    year: year === undefined ? short + (short < 69 ? 2000 : 1900) : Number(year),
    month: monthName === undefined ? Number(month) : named + 1,
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  };
}

const padded = (number: number, length = 2): string => String(number).padStart(length, "0");

/** `2022-12-31` or `2022-12-31T14:30:00`; undefined if the day or the time does not exist. */
export function isoText(
  { year, month, day, hour = 0, minute = 0, second = 0 }: DateParts,
  type: "date" | "datetime",
): string | undefined {
  const iso = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
  const time = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(iso)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return type === "date" ? iso : `${iso}T${padded(hour)}:${padded(minute)}:${padded(second)}`;
}
