import type { JsonReader } from "./json-reader.js";

/**
 * A sentence of the rule with its thresholds written in: `{full}` reads 0.25, `{full %}` reads 25 %. So that a changed
 * threshold changes the sentence with it. A name that is no threshold throws.
 */
export function worded(at: JsonReader, thresholds: Readonly<Record<string, number>>): string {
  return at.text().replace(/\{([^{}]*?)( %)?\}/g, (_, name: string, percent: string | undefined) => {
    const value = Object.hasOwn(thresholds, name) ? thresholds[name] : undefined;
    if (value === undefined) return at.fail(`"{${name}}" is no name in thresholds`);
    return percent === undefined ? String(value) : `${Number((100 * value).toPrecision(12))}\u202f%`;
  });
}
