import type { Comparison } from "../../../../../src/briefing/engine/diff/comparison.js";

/** Hostile text in a report. */
export const nasty =
  "- 1. | a\\|b `c``d` <img src=x onerror=alert(1)> </details></script><script>alert(2)</script> @octocat #12 GH-7 " +
  "[x](javascript:alert(3)) ![y](https://evil.example/p.png) https://evil.example www.evil.example *b* _i_ ~~s~~ $x$ " +
  ":tada: &lt;b&gt; \u202eback\u202c\u0007\u001b[31m\n\n# head\n---\n> quote\n```\ncode";

/** Fields with fixed values of the format, which are not text. */
const own = new Set(
  "kind status strength aspect picture align form key fingerprint part input aspects".split(" "),
);
const enums = new Set(["was", "is"]);
const words = /^(?:supported|contradicted|partly|not-testable|no-verdict|holds|fails|not-computed)$/;

const frontMatter = /^(?:title|authors|date|language)$/;

/** The same comparison with every text replaced. */
export function hostile(comparison: Comparison): Comparison {
  const changed = (data: unknown, name: string): unknown => {
    if (typeof data === "string") {
      if (
        own.has(name) ||
        (enums.has(name) && words.test(data)) ||
        (name === "unit" && data === "points") ||
        (name === "field" && frontMatter.test(data))
      )
        return data;
      return `${data} ${nasty}`;
    }
    if (Array.isArray(data)) return data.map((each) => changed(each, name));
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(
      Object.entries(data).map(([field, each]) => [
        field,
        field === "partOf" || field === "withoutEffect" ? each : changed(each, field),
      ]),
    );
  };
  return changed(comparison, "") as Comparison;
}
