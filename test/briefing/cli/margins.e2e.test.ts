/** Margins from the build to the page, to warnings, to `check --guards` and to the comparison of three editions. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { temporaryFolder } from "../../support/temporary.js";
import { runBriefing } from "./run-briefing.js";

const folder = temporaryFolder("margins");
const briefing = (...argv: readonly string[]) => runBriefing(argv, { cwd: folder });
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);

const chapter = [
  textCell("raw", "front", "---\ntitle: Shares\n---"),
  codeCell(
    "begin",
    'import { claim, figure, fmt, line, load, text } from "briefing";\nconst [{ share }] = load("shares");',
  ),
  codeCell("names", "const isMost = share > 0.5;\nconst year = 2024;\nconst isSame = year === 2024;"),
  codeCell(
    "figure",
    'figure({ id: "share", title: "Most of it", holds: isMost, caption: "Shares.", alt: "A line.", source: "None",\n  spec: line([{ year: 2023, share: 0.5 }, { year, share }], { x: "year", y: "share" }) });',
  ),
  codeCell(
    "claim",
    'claim({ id: "most", statement: "It is most.", by: "Nobody", parts: [{ reads: "More than half", holds: isMost, evidence: text`${fmt.percent(share)}` }] });',
  ),
  textCell(
    "markdown",
    "words",
    '[It has `{ts} fmt.percent(share, { digits: 1 })` of all.]{#most holds=isMost warn="2 points"}\n\n[It is the same year.]{#same holds=isSame}\n\n[It lasts.]{#lasts holds="year > 2020" warn="2 years"}',
  ),
];

const required = { required: true };
const shares = {
  name: "shares",
  path: "shares.csv",
  schema: {
    fields: [
      { name: "year", type: "integer", constraints: required },
      { name: "share", type: "number", constraints: required },
    ],
    primaryKey: "year",
  },
};

/** Builds an edition and keeps it in a folder of its own. */
async function edition(name: string, share: number, previous: readonly string[]) {
  await writeFile(inFolder("data/shares.csv"), `year,share\n2024,${share}\n`);
  const list = previous.map((each) => `\n  - ${each}`).join("");
  await writeFile(inFolder("notebooks/briefing.yml"), `title: Shares\n${list && `previous:${list}\n`}`);
  const built = await briefing("build");
  expect(built).toMatchObject({ code: 0 });
  await cp(inFolder("output"), inFolder(name), { recursive: true });
  return built;
}

let last: Awaited<ReturnType<typeof edition>>;
beforeAll(async () => {
  await mkdir(inFolder("notebooks"), { recursive: true });
  await mkdir(inFolder("data"), { recursive: true });
  await writeFile(inFolder("data/datapackage.json"), JSON.stringify({ name: "shares", resources: [shares] }));
  await writeFile(inFolder("notebooks/01-shares.ipynb"), stored(chapter));
  await edition("first", 0.53, []);
  await edition("second", 0.52, ["first"]);
  last = await edition("third", 0.509, ["second", "first"]);
}, 120_000);

interface Guard {
  readonly id: string;
  readonly margin?: { readonly amount: number; readonly unit: string };
  readonly reason?: string;
  readonly revision?: { readonly largest: number; readonly editions: number };
}
const guardsOf = async (name: string) => {
  const { guards } = JSON.parse(await readFile(inFolder(name, "report.json"), "utf8")) as {
    guards: readonly Guard[];
  };
  return new Map(guards.map((guard) => [guard.id, guard]));
};

test("report.json has the guards of prose, figures and claims, with the largest revision of their numbers", async () => {
  const guards = await guardsOf("third");
  expect([...guards.keys()].sort()).toEqual(["claim-most.1", "fig-share.title", "lasts", "most", "same"]);
  const margin = { amount: 0.9, unit: "points" };
  for (const id of ["claim-most.1", "fig-share.title", "most"]) {
    expect(guards.get(id)).toMatchObject({ margin, revision: { largest: 1.1, editions: 2 } });
  }
  expect(guards.get("same")).toMatchObject({ reason: "it is an equality" });
  expect(guards.get("lasts")).toMatchObject({
    margin: { amount: 4, unit: "years" },
    revision: { largest: 0 },
  });
  expect((await guardsOf("second")).get("most")).toMatchObject({ revision: { largest: 1, editions: 1 } });
  expect((await guardsOf("first")).get("most")?.revision).toBeUndefined();
});

test("a build warns of a margin below what the guard asks for", () => {
  expect(last.stderr).toMatch(
    /cell words: holds by 0\.9 percentage points, less than warn="2 points": “It has 50\.9 % of all\.”/,
  );
  expect(last.stderr).not.toContain("It lasts.");
});

test("the panel of a number says how far its sentence is from being false", async () => {
  const page = await readFile(inFolder("third/briefing.html"), "utf8");
  const packed = [...page.matchAll(/<script type="[^"]*"[^>]*>([^<]*)<\/script>/g)].map(
    ([, content = ""]) => content,
  );
  const panels = packed.map((content) => {
    try {
      return gunzipSync(Buffer.from(content.replace(/^"|"$/g, ""), "base64")).toString();
    } catch {
      return content;
    }
  });
  expect(panels.join("\n")).toContain(
    "The sentence holds by 0.9 percentage points; the numbers behind it were revised by at most 1.1 so far. Its tightest condition compares",
  );
});

test("check --guards lists them, the nearest to false first, without executing anything", async () => {
  const { code, stdout, stderr } = await briefing("check", "--guards");
  expect(code).toBe(0);
  const lines = stdout.split("\n").map((line) => line.trim());
  expect(lines[0]).toMatch(/^Margin +Revisions +Sentence +Where +Compared$/);
  expect(lines[1]).toMatch(/^0\.9 percentage points +0\.82 × .* share = 0\.509, 0\.5$/);
  expect(stdout).toMatch(/– +It is the same year\. .* it is an equality\n/);
  expect(stdout).toContain("5 guards in output/report.json, 4 with a margin");
  expect(stderr).toContain('less than warn="2 points"');
  const json = JSON.parse((await briefing("check", "--guards", "--json")).stdout) as {
    guards: readonly Guard[];
  };
  expect(json.guards).toHaveLength(5);
});

test("a comparison reports a margin that shrank and is less than the largest revision, if asked to fail on it", async () => {
  const compare = (...argv: readonly string[]) =>
    briefing("diff", "second", "third", "--format", "json", ...argv);
  const { stdout, code } = await compare("--only", "margin", "--fail-on", "margin");
  expect(code).toBe(1);
  const { changes } = JSON.parse(stdout) as { changes: readonly { id: string }[] };
  expect(changes.find(({ id }) => id === "most")).toMatchObject({
    kind: "margin",
    was: { amount: 2, unit: "points" },
    is: { amount: 0.9, unit: "points" },
    shrank: true,
    revision: 1.1,
  });
  expect(changes.map(({ id }) => id)).not.toContain("lasts");
  const same = await briefing("diff", "first", "second", "--only", "margin", "--fail-on", "margin");
  expect(same.code).toBe(0);
});

test("review names the sentences that are nearest to being false", async () => {
  const { stderr } = await briefing("review", "second", "third");
  expect(stderr).toContain(
    "Holds by 0.9 percentage points; the numbers behind it were revised by at most 1.1 so far: “It has 50.9 % of all.”",
  );
  expect(stderr).toContain('less than warn="2 points"');
});

test("the project that init creates has margins", async () => {
  expect(await briefing("init", "loans")).toMatchObject({ code: 0 });
  expect(await briefing("build", "--project", "loans")).toMatchObject({ code: 0 });
  const { code, stdout } = await briefing("check", "--guards", "--project", "loans");
  expect(code).toBe(0);
  expect(stdout).toMatch(/[1-9]\d* with a margin/);
});
