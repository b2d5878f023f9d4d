/**
 * What an entry of checks.numbers.exempt finds: `/…/flags` as JavaScript has it; else the text itself, whose blanks may
 * be line ends and whose ends are ends of words. Undefined for a pattern that cannot be read.
 */
export function exemptionPattern(given: string): RegExp | undefined {
  if (!given.startsWith("/")) return new RegExp(textPattern(given), "gu");
  const [, pattern, flags = ""] = /^\/(.+)\/([a-z]*)$/s.exec(given) ?? [];
  if (pattern === undefined) return undefined;
  try {
    return new RegExp(pattern, [...new Set(`gu${flags}`)].join(""));
  } catch {
    return undefined;
  }
}

function textPattern(given: string): string {
  const words = given
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return `(?<![\\p{L}\\p{N}])${words.join("\\s+")}(?![\\p{L}\\p{N}])`;
}
