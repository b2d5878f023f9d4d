import type { UsedIndicator } from "../../model/indicator.js";

export interface IndicatorFamily {
  /** The namespace: `affinity`. */
  readonly name: string;
  readonly indicators: readonly UsedIndicator[];
}

/** Indicators by their namespace, in the order in which they come. */
export function families(indicators: readonly UsedIndicator[]): readonly IndicatorFamily[] {
  const found = new Map<string, UsedIndicator[]>();
  for (const indicator of indicators) {
    const name = indicator.name.split(".")[0] ?? "";
    found.set(name, [...(found.get(name) ?? []), indicator]);
  }
  return [...found].map(([name, members]) => ({ name, indicators: members }));
}

export const indicatorsTitle = "Indicators";
export const indicatorsLead =
  "What the notebooks computed, as the code defines it; a name is that of the function a notebook calls.";

/** The lines of an entry after its definition: label and Markdown. */
export function indicatorLines(indicator: UsedIndicator): readonly (readonly [string, string])[] {
  const { formula, unit, range, undefined: nowhere, interval, note, source } = indicator;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ["Formula", formula],
    ["Unit", unit],
    ["Range", range],
    ["Undefined", nowhere],
    ["Interval", interval],
    ["Note", note],
    ["Source", source],
  ];
  return lines.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}
