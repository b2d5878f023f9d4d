import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { addressOf } from "../../../../../src/briefing/engine/diff/fingerprint.js";
import { formatHtml } from "../../../../../src/briefing/engine/diff/format/html.js";
import { resultOf } from "./drawings.js";
import { hostile } from "./hostile.js";
import { changes, comparisonOf, largeChanges, sample, withFingerprint } from "./sample.js";

const command = "briefing diff HEAD";
const html = (comparison = sample) => formatHtml(resultOf(comparison), { command });
const body = (page: string) => page.slice(page.indexOf("<body>"), page.indexOf("</main>"));

/** Elements as a browser would parse them: names and attributes. */
function elements(page: string) {
  const found: { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => found.push({ name, attributes }) });
  parser.end(page);
  return found;
}

describe("--format html", () => {
  it("matches the golden file", async () => {
    const text = body(html()).replace(/(data:image\/[a-z+]+;base64,)[A-Za-z0-9+/=]+/g, "$1…");
    await expect(text).toMatchFileSnapshot("../../../../golden/diff/changes.html");
  });

  it("has every change once, under headings without skipped levels", () => {
    const found = elements(html());
    const articles = found.filter(({ name }) => name === "article");
    expect(articles).toHaveLength(changes.filter(({ partOf }) => partOf === undefined).length);
    const ids = found.flatMap(({ attributes: { id } }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const levels = found.flatMap(({ name }) => /^h([1-6])$/.exec(name)?.[1] ?? []).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it("has working links, and an address for each change that an entry describes", () => {
    const [one, ...rest] = changes.filter(({ key }) => key === "prose:words");
    if (one?.kind !== "prose") throw new Error("sample");
    const runs = one.runs.filter(({ kind }) => kind !== "value");
    const twins = ["a", "b"].map((id) => withFingerprint({ ...one, id, key: `prose:${id}`, runs }));
    const page = html(comparisonOf([...changes, ...twins, ...rest]));
    const found = elements(page);
    const ids = new Set(found.flatMap(({ attributes: { id } }) => id ?? []));
    for (const { name, attributes } of found)
      if (name === "a") expect(ids).toContain(attributes["href"]?.slice(1));
    expect(page.match(/the same in 1 other place/g)).toHaveLength(1);
    for (const twin of twins) expect(ids).toContain(addressOf(twin));
  });

  it("escapes untrusted text", () => {
    const page = html(hostile(sample));
    const found = elements(page);
    expect(found.filter(({ name }) => name === "script")).toHaveLength(1);
    for (const { name, attributes } of found) {
      expect(Object.keys(attributes).filter((each) => /^on/i.test(each))).toEqual([]);
      if (name === "img") expect(attributes["src"]).toMatch(/^data:image\/(?:png|svg\+xml);base64,/);
      if (name === "a") expect(attributes["href"]).toMatch(/^#/);
    }
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(page).not.toMatch(/[\u202a-\u202e\u0007\u001b]/);
  });

  it("makes no requests: one policy, no external address", () => {
    const page = html();
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page.replace(/xmlns="[^"]*"/g, "")).not.toMatch(/https?:\/\/|url\((?!data:)/);
  });

  it("limits its size: pictures and changes of least effect are left out, with a note", () => {
    const large = comparisonOf(largeChanges({ figures: 300, values: 20_000 }));
    const result = resultOf(large);
    const heavy = { ...result.after, files: new Map(result.after.files).set("figures/cups.svg", big()) };
    const page = formatHtml({ ...result, after: heavy }, { command });
    expect(page.length).toBeLessThan(30_000_000);
    expect(elements(page).length).toBeLessThan(60_000);
    expect(page.includes("Its pictures are left out to keep this page small: figures/cups.svg")).toBe(true);
    const left = [...page.matchAll(/(\d+) changes of lesser effect are not in this page/g)];
    const count = left.reduce((sum, [, number]) => sum + Number(number), 0);
    const open = elements(page).filter(({ name }) => name === "article").length;
    expect(open).toBeGreaterThan(500);
    expect(open + count).toBe(20_300);
  });
});

function big(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${`<path d="M0,0"/>`.repeat(10_000)}</svg>`;
}
