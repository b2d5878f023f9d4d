import { monthNames } from "../../model/month-names.js";

/** 2025-03-01 → 1 March 2025, 2025-03 → March 2025; other texts are unchanged. */
export function longDate(date: string): string {
  const [, year = "", month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date) ?? [];
  const name = monthNames[Number(month) - 1];
  if (name === undefined) return date;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}
