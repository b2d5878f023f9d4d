/** The strongest test of what a page carries: for every option, a build with that option published gives the same. */
import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { patched } from "../../../../src/briefing/lib/json-patch.js";
import {
  publishedSetting,
  settingsOf,
  valuesOf,
  valueText,
  type Setting,
} from "../../../../src/briefing/model/assumption.js";
import type {
  CarriedAnswers,
  CarriedAssumption,
  CarriedUnit,
  CarriedVariant,
} from "../../../../src/briefing/engine/render/answers/carried-units.js";
import { runBriefing } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../../support/temporary.js";

const fixture = fileURLToPath(new URL("../../../fixtures/answers", import.meta.url));
const project = path.join(temporaryFolder("answers"), "project");

interface Page {
  readonly html: string;
  readonly assumptions: readonly CarriedAssumption[];
  readonly units: readonly CarriedUnit[];
  readonly report: Report;
}

interface Report {
  readonly values: Readonly<Record<string, { readonly text: string; readonly under?: readonly Under[] }>>;
  readonly guards: readonly {
    readonly id: string;
    readonly holds: boolean;
    readonly under?: readonly Under[];
  }[];
}

interface Under {
  readonly setting: Setting;
  readonly text?: string;
  readonly holds?: boolean;
  readonly failed?: string;
}

const unpacked = (html: string, name: string): unknown => {
  const base64 = new RegExp(`<script type="application/gzip" class="${name}">([^<]*)<`).exec(html)?.[1] ?? "";
  return JSON.parse(gunzipSync(Buffer.from(base64, "base64")).toString("utf8"));
};

/** Sentences that are not true are struck in a draft, as under settings. */
async function built(name: string, setting: Setting | undefined): Promise<Page> {
  const folder = path.join(project, name);
  const parameters = Object.entries(setting ?? {}).flatMap(([id, value]) => [
    "-p",
    `${id}=${valueText(value)}`,
  ]);
  const ran = await runBriefing(["build", "--draft", "-o", folder, ...parameters], { cwd: project });
  if (!existsSync(path.join(folder, "briefing.html"))) throw new Error(ran.stderr);
  const html = readFileSync(path.join(folder, "briefing.html"), "utf8");
  return {
    html,
    assumptions: unpacked(html, "assumptions") as readonly CarriedAssumption[],
    units: (unpacked(html, "answers") as CarriedAnswers).units,
    report: JSON.parse(readFileSync(path.join(folder, "report.json"), "utf8")) as Report,
  };
}

const isUnder = ({ setting }: Under, wanted: Setting): boolean =>
  Object.entries(setting).every(([id, value]) => wanted[id] === value);

/** In the order in which a page enumerates combinations. */
function variantUnder({ on, at, variants }: CarriedUnit, page: Page, setting: Setting): CarriedVariant {
  const assumptions = on.flatMap((id) => page.assumptions.find((each) => each.id === id) ?? []);
  const place = settingsOf(assumptions).findIndex((each) => isUnder({ setting: each }, setting));
  return variants[at[place] ?? 0] ?? {};
}

/** Apart from a sentence that does not hold: on the page, its published words are struck. */
const same = (html: string | undefined): string =>
  (html ?? "")
    .replaceAll(struckWords, "<del>…</del>")
    .replaceAll("(not with these settings)", "(no longer true)")
    .replaceAll(/ title="[^"]*"/g, "");

const struckWords = /<del class="no-longer-true">(.*?)<\/del>/gs;

let page: Page;
beforeAll(async () => {
  cpSync(fixture, project, { recursive: true });
  page = await built("published", undefined);
}, 120_000);

test("every option alone, and one of the combinations, is what a build with it publishes", async () => {
  const published = publishedSetting(page.assumptions);
  const settings = page.assumptions.flatMap((assumption) =>
    valuesOf(assumption).map((value): Setting => ({ ...published, [assumption.id]: value })),
  );
  expect(settings).toHaveLength(6);
  for (const [index, setting] of [...settings, { base: 2020, least: 0.5 }].entries()) {
    const anew = await built(`anew-${index}`, setting);
    expect(anew.units.map(({ id, on }) => [id, on])).toEqual(page.units.map(({ id, on }) => [id, on]));
    for (const unit of page.units) {
      const fresh = anew.units.find(({ id }) => id === unit.id);
      const variant = variantUnder(unit, page, setting);
      expect([setting, unit.id, same(variant.html)]).toEqual([
        setting,
        unit.id,
        same(fresh?.variants[0]?.html),
      ]);
    }
    const figure = carriedFigure(page, setting);
    expect([setting, figure]).toEqual([setting, figureOf(anew.html)]);
    for (const [id, value] of Object.entries(page.report.values)) {
      const found = value.under?.find((each) => isUnder(each, setting));
      const now = anew.report.values[id]?.text;
      if (now !== undefined && found?.failed === undefined)
        expect([setting, id, found?.text ?? value.text]).toEqual([setting, id, now]);
    }
    for (const { id, holds, under = [] } of page.report.guards) {
      const found = under.find((each) => isUnder(each, setting))?.holds ?? holds;
      const now = anew.report.guards.find((each) => each.id === id)?.holds;
      if (now !== undefined) expect([setting, id, found]).toEqual([setting, id, now]);
    }
  }
}, 240_000);

test("what does not hold under a setting is struck with the words that were published", () => {
  const words = (html: string): string => html.replaceAll(/<[^>]*>/g, "").replaceAll(/\s+/g, " ");
  const struck = page.units.flatMap(({ variants }) =>
    variants.flatMap(({ html = "" }) => [...html.matchAll(struckWords)].map(([, each = ""]) => words(each))),
  );
  expect(struck.length).toBeGreaterThan(0);
  for (const each of struck) expect(words(page.html)).toContain(each);
});

const figureOf = (html: string): { readonly vega: unknown; readonly table: unknown } => {
  const [, figure = ""] = /<figure class="shown" id="fig-visits"([\s\S]*?)<\/figure>/.exec(html) ?? [];
  const { vega, table } = unpacked(figure, "carried") as { readonly vega: unknown; readonly table: unknown };
  return { vega, table };
};

function carriedFigure(from: Page, setting: Setting): unknown {
  const unit = from.units.find(({ variants }) =>
    variants.some(({ figures }) => figures?.["fig-visits"] !== undefined),
  );
  const patch = unit && variantUnder(unit, from, setting).figures?.["fig-visits"]?.patch;
  return patched(figureOf(from.html), patch ?? []);
}

test("a setting that fails says why, and nothing of the reason is markup", () => {
  const unit = page.units.find(({ on }) => on.length === 2);
  expect(unit && variantUnder(unit, page, { base: 2021, least: 0.5 })).toEqual({
    failed: "no visits </script><b>2021</b>",
  });
  expect(page.html).not.toContain("no visits </script>");
  expect(page.html).not.toContain("2021 <b>");
});

test("without answers, the page says what is published and carries nothing", async () => {
  const folder = path.join(project, "without");
  await runBriefing(["build", "--no-answers", "-o", folder], { cwd: project });
  const html = readFileSync(path.join(folder, "briefing.html"), "utf8");
  expect(html).toContain("<p>Compared with: <strong>2019</strong></p>");
  for (const part of ['data-live="1"', 'class="answers"', "Sentences that do not hold"])
    expect(html.includes(part), part).toBe(false);
});

test("an executed notebook carries its answers, so that it is rendered without a kernel", async () => {
  const executed = path.join(project, "published/notebooks/01-visits.ipynb");
  const folder = path.join(project, "rendered");
  const { stderr } = await runBriefing(["render", executed, "-o", folder], { cwd: project });
  expect(stderr).not.toContain("rror");
  const html = readFileSync(path.join(folder, "briefing.html"), "utf8");
  const { units } = unpacked(html, "answers") as CarriedAnswers;
  expect(units.length).toBeGreaterThan(4);
});
