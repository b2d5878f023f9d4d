/** Dates as people and programs write them, besides ISO 8601: 31.12.2022, 12/31/2018, 31 Dec 2018, 2018-12-31 14:00. */
import { type DateParts, isoText } from "../../authoring/load/date-format.js";
import { monthNames } from "../../model/month-names.js";

/** Which of the first two numbers of a date is the day. */
export type DateOrder = "day-first" | "month-first";

export type DateKind =
  /** Year, month and day are certain: 2022/12/31, 31 Dec 2022, 5/5/2022. */
  | "plainDate"
  /** 31/12/2022 */
  | "dayFirst"
  /** 12/31/2022 */
  | "monthFirst"
  /** 03/04/2022 */
  | "eitherOrder"
  /** 03.04.2022: with dots, the day comes first, unless other dates of the column disagree. */
  | "dottedDate";

interface WrittenDate {
  readonly kind: DateKind;
  /** Undefined if the day comes first, and it has no such day; likewise the month. */
  readonly dayFirst: DateParts | undefined;
  readonly monthFirst: DateParts | undefined;
}

const time =
  "(?:(?:T|,? +)(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d)(?:[.,]\\d+)?)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?(?<zone> ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?)?";
const yearFirst = new RegExp(
  `^(?<year>\\d{4})(?<sign>[-/.])(?<month>\\d{1,2})\\k<sign>(?<day>\\d{1,2})${time}$`,
);
const yearLast = new RegExp(
  `^(?<one>\\d{1,2})(?<sign>[-/.])(?<two>\\d{1,2})\\k<sign>(?<year>\\d{4})${time}$`,
);
const dayAndName = new RegExp(
  `^(?<day>\\d{1,2})\\.?[ -](?<name>\\p{L}{3,9})\\.?[ -](?<year>\\d{4})${time}$`,
  "u",
);
const nameAndDay = new RegExp(`^(?<name>\\p{L}{3,9})\\.? (?<day>\\d{1,2}),? (?<year>\\d{4})${time}$`, "u");

const german = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(
  " ",
);

/** Names and their first three letters, in small letters, with the number of the month. */
const months = new Map(
  [monthNames, german].flatMap((names) =>
    names.flatMap((name, index) =>
      [name, name.slice(0, 3)].map((each) => [each.toLowerCase(), index + 1] as const),
    ),
  ),
);
months.set("sept", 9).set("mrz", 3);

type Groups = Readonly<Record<string, string | undefined>>;

/** Undefined if the text is not a date, or not one that exists. */
export function writtenDate(text: string): WrittenDate | undefined {
  const named = (dayAndName.exec(text) ?? nameAndDay.exec(text))?.groups;
  if (named !== undefined)
    return certain(partsOf(named, named["day"], months.get(named["name"]?.toLowerCase() ?? "")));
  const ordered = yearFirst.exec(text)?.groups;
  if (ordered !== undefined) return certain(partsOf(ordered, ordered["day"], ordered["month"]));
  const groups = yearLast.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { one, two, sign } = groups;
  const dayFirst = partsOf(groups, one, two);
  const monthFirst = partsOf(groups, two, one);
  if (dayFirst === undefined && monthFirst === undefined) return undefined;
  return { kind: kindOfOrder(dayFirst, monthFirst, sign), dayFirst, monthFirst };
}

function certain(parts: DateParts | undefined): WrittenDate | undefined {
  return parts && { kind: "plainDate", dayFirst: parts, monthFirst: parts };
}

function kindOfOrder(
  dayFirst: DateParts | undefined,
  monthFirst: DateParts | undefined,
  sign: string | undefined,
): DateKind {
  if (monthFirst === undefined) return "dayFirst";
  if (dayFirst === undefined) return "monthFirst";
  if (dayFirst.day === monthFirst.day) return "plainDate";
  return sign === "." ? "dottedDate" : "eitherOrder";
}

/** Undefined if there is no such day or time. */
function partsOf(
  groups: Groups,
  day: string | undefined,
  month: string | number | undefined,
): DateParts | undefined {
  const { hour, minute = 0, second = 0, half } = groups;
  const read = Number(hour ?? 0);
  const isHalf = half !== undefined;
  if (isHalf && (read < 1 || read > 12)) return undefined;
  const parts = {
    year: Number(groups["year"]),
    month: Number(month),
    day: Number(day),
    hour: isHalf ? (read % 12) + (/p/i.test(half) ? 12 : 0) : read,
    minute: Number(minute),
    second: Number(second),
  };
  return isoText(parts, "datetime") === undefined ? undefined : parts;
}

/** Of a date in any form: how it ends, if it has a time. */
export interface ClockTime {
  readonly isMidnight: boolean;
  readonly hasZone: boolean;
}

const clock = /(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d(?:[.,]\d+)?))?(?<rest>.*)$/;

export function clockTime(text: string): ClockTime | undefined {
  const groups = clock.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { hour, minute, second = "0", rest = "" } = groups;
  const isTwelve = /^ ?[Aa]/.test(rest) && Number(hour) === 12;
  const isMidnight = (isTwelve || Number(hour) === 0) && Number(minute) === 0 && /^[0.,]*$/.test(second);
  return { isMidnight, hasZone: /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/.test(rest) };
}

/** The text in ISO 8601; unchanged if it is not a date in this order. */
export function isoFrom(text: string, order: DateOrder, type: "date" | "datetime"): string {
  const date = writtenDate(text);
  const parts = order === "day-first" ? date?.dayFirst : date?.monthFirst;
  const iso = parts && isoText(parts, type);
  if (iso === undefined) return text;
  const fraction = /:\d\d[.,](\d+)/.exec(text)?.[1];
  const zone = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/.exec(text.slice(8))?.[0];
  if (type === "date") return iso;
  const isZoned = zone !== undefined && clockTime(text)?.hasZone === true;
  return iso + (fraction === undefined ? "" : `.${fraction}`) + (isZoned ? zone.replace(/UTC|GMT/, "Z") : "");
}
