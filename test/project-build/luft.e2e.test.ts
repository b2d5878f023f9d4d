/**
 * An analyst's project on a topic of their own, test/fixtures/luft/project: its tables are added by the commands from
 * all forms of files, it is built, and new data make a sentence false.
 */
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { runBriefing, type Ran } from "../briefing/cli/run-briefing.js";
import { gitIn } from "../support/repository.js";
import { temporaryFolder } from "../support/temporary.js";

const fixture = fileURLToPath(new URL("../fixtures/luft/", import.meta.url));
const work = temporaryFolder("luft");
const project = path.join(work, "project");
const measurements = path.join(work, "messwerte.csv");
const briefing = (...argv: readonly string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: project, env: { BRIEFING_CACHE_DIR: path.join(work, "cache") } });
const written = (name: string): Promise<string> => readFile(path.join(project, "output", name), "utf8");

/** What `data add` cannot infer, as its report asks for it: titles and units of columns. */
const descriptions: Readonly<Record<string, Readonly<Record<string, { title: string; unit?: string }>>>> = {
  messwerte: {
    Datum: { title: "Month" },
    "Kfz/Tag": { title: "Vehicles", unit: "a day" },
    "NO2 (µg/m³)": { title: "Nitrogen dioxide", unit: "µg/m³" },
  },
  "stationen-parquet": { Name: { title: "Station" }, Land: { title: "State" } },
  jahr: { Jahr: { title: "Year" }, Umsatz: { title: "Turnover", unit: "million euros" } },
};

async function describeColumns(): Promise<void> {
  const file = path.join(project, "data/datapackage.json");
  const descriptor = JSON.parse(await readFile(file, "utf8")) as {
    resources: { name: string; schema: { fields: { name: string }[] } }[];
  };
  for (const { name, schema } of descriptor.resources)
    for (const field of schema.fields) Object.assign(field, descriptions[name]?.[field.name]);
  await writeFile(file, `${JSON.stringify(descriptor, undefined, 2)}\n`);
}

/** The next edition: the last year of Lübeck is lower, which brings its mean below the guideline. */
async function correctLastYear(): Promise<void> {
  const text = await readFile(measurements, "latin1");
  const lower = (_: string, start: string, no2: string): string =>
    start + (Number(no2.replace(",", ".")) - 0.5).toFixed(1).replace(".", ",");
  const corrected = text.replace(/^(DESH023;\d\d\.\d\d\.2022;[\d.]+;)(\d+,\d)/gm, lower);
  expect(corrected).not.toBe(text);
  await writeFile(measurements, corrected, "latin1");
}

const visibleText = (html: string): string =>
  html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ");

let built: Ran;

beforeAll(async () => {
  await cp(path.join(fixture, "project"), project, { recursive: true });
  await mkdir(path.join(project, "data"));
  for (const name of await readdir(fixture))
    if (/\.(csv|parquet|xlsx|ods)$/.test(name)) await cp(path.join(fixture, name), path.join(work, name));
  for (const argv of [
    ["../messwerte.csv", "--encoding", "windows-1252"],
    ["../bev.csv", "../jahr.csv", "../stationen.xlsx", "../no2.parquet"],
    ["../stationen.ods", "--name", "stationen-ods"],
    ["../stationen.parquet", "--name", "stationen-parquet"],
  ])
    expect(
      await briefing("data", "add", ...argv, "--source", "Invented office", "--license", "CC0-1.0"),
    ).toMatchObject({ code: 0 });
  await describeColumns();
  built = await briefing("build");
  const git = gitIn(project);
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "The first edition");
});

describe("the first edition", () => {
  test("has every chapter, figure and table, and no warning", async () => {
    expect(built.stderr).not.toMatch(/[✗⚠]/);
    expect(built).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("2 chapters, 5 figures, 3 tables, 26 computed values") as string,
    });
    expect(await briefing("check")).toMatchObject({ code: 0, stderr: "" });
  });

  test("prints the numbers as an analyst computes them by hand", async () => {
    const page = await written("briefing.md");
    // The mean of the five known values; with the missing one as zero it would be 573.08.
    expect(page).toContain("The mean of the 5 known years is 687.70\u00a0million euros");
    expect(page).not.toContain("573.08");
    expect(page).toContain("In 2023 it was more, 759.8.");
    expect(page).toContain("Of 300 monthly values, 6 are missing and left out.");
    expect(page).toContain("In 2022 the means reach from 9.0\u00a0µg/m³ to 41.0\u00a0µg/m³.");
    expect(page).toContain(
      "**The air became cleaner at every station: the largest decline since 2018 is 19.5\u202f%.**",
    );
    expect(page).toContain("From 2016 to 2024, the states grew by 3.2\u202f%");
    expect(page).toContain("Only Radebeul-Wahnsdorf is below the guideline of the WHO.");
    expect(page).toContain("[(World Health Organization, 2021)](#references)");
    expect(page).toContain("as [Figure\u00a04](#fig-cars) shows");
  });

  test("prints years as years, also of computed columns, in tables and on axes", async () => {
    const page = await written("briefing.md");
    expect(page).toMatch(/^\| Year \| Turnover \(million euros\) \|$/m);
    expect(page).toMatch(/^\| 2020 \|\s+\|$/m);
    expect(page).toMatch(/^\| Berichtsjahr \| Vehicles \|$/m);
    expect(page).toMatch(/^\| 2022 \| 31,375 \|$/m);
    expect(await written("figures/inhabitants.svg")).toMatch(/>2016<.*>2024</s);
    for (const name of ["briefing.md", "figures/inhabitants.svg"])
      expect(await written(name), name).not.toMatch(/\b2,0[12]\d\b/);
  });

  test("keeps titles and units through a join of CSV and Parquet", async () => {
    const page = await written("briefing.md");
    expect(page).toContain("| Station | State | Month | Vehicles (a day) | Nitrogen dioxide (µg/m³) |");
    expect(page).toContain("| München Landshuter Allee | Bayern | 2022-12-31 | 112,043 | 47.8 |");
    expect(await written("figures/months.svg")).toContain(">Nitrogen dioxide (µg/m³)<");
  });

  test("draws dates, percent, a logarithmic axis, and a gap for what is missing", async () => {
    const months = await written("figures/months.svg");
    for (const label of ["2019", "2023", "Lockdown, Mar 2020", "9-euro ticket"])
      expect(months).toContain(`>${label}<`);
    expect(await written("figures/last-year.svg")).toContain(">Jan 2022<");
    const labels = [...(await written("figures/declines.svg")).matchAll(/>(−[^<]*)</g)].map(
      ([, label]) => label,
    );
    expect(labels).toEqual([...Array<string>(4).fill("−19\u2009%"), "−16\u2009%"]);
    const cars = await written("figures/cars.svg");
    for (const label of ["1,000", "10,000", "100,000"]) expect(cars).toContain(`>${label}<`);
    expect(await written("figures/inhabitants.svg")).toContain("Gap: no value for Sachsen, 2015.");
  });

  test("shows no missing value as a word or a number", async () => {
    const figures = (await readdir(path.join(project, "output/figures"))).filter((name) =>
      name.endsWith(".svg"),
    );
    expect(figures).toHaveLength(5);
    for (const name of ["briefing.html", ...figures.map((figure) => `figures/${figure}`)])
      expect(visibleText(await written(name)), name).not.toMatch(/\b(null|NaN|undefined)\b/);
  });
});

/** Runs something while a chapter has another text in place of one of its own. */
async function whileEdited(chapter: string, own: string, other: string, run: () => Promise<void>) {
  const file = path.join(project, "notebooks", chapter);
  const source = await readFile(file, "utf8");
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  expect(source).toContain(inJson(own));
  await writeFile(file, source.replace(inJson(own), inJson(other)));
  try {
    await run();
  } finally {
    await writeFile(file, source);
  }
}

test("a malformed guard stops the build with the message of check", async () => {
  const guard = 'of the WHO.]{holds="below.length === 1"}';
  await whileEdited("01-luft.ipynb", guard, guard.replace("holds", "hold"), async () => {
    const message = /^✗ notebooks\/01-luft\.ipynb, cell 18 \(means-text\), 4:64: GuardError: .*/m;
    const checked = await briefing("check");
    const [text] = message.exec(checked.stderr) ?? [];
    expect(checked.code).toBe(1);
    expect(text).toContain("a guard has no attribute hold. Write holds.");
    const stopped = await briefing("build");
    expect(stopped.code).toBe(1);
    expect(message.exec(stopped.stderr)?.[0]).toBe(text);
    expect(stopped.stderr).toContain("Nothing was written: output is unchanged.");
  });
});

test("a mean that would count a missing value as zero is an error that names column and table", async () => {
  const known = 'turnover.filter(present("Umsatz"))';
  await whileEdited("02-bevoelkerung.ipynb", known, "turnover", async () => {
    const { code, stderr } = await briefing("check", "--only", "types");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^✗ notebooks\/02-bevoelkerung\.ipynb, cell 11 \(mean\), 2:62: TS18047: Umsatz may be missing: column "Umsatz" of the table "jahr" has 1 missing value in 6 rows\.$/m,
    );
  });
});

test("new data that make a sentence false stop the build, and diff knows that output/ is out of date", async () => {
  const page = await written("briefing.html");
  await correctLastYear();
  const updated = await briefing("data", "update", "../messwerte.csv");
  expect(updated).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("NO2 (µg/m³) in 12 rows: DESH023, 2022-01-31: 12.4 → 11.9") as string,
  });

  const stopped = await briefing("build");
  expect(stopped.code).toBe(1);
  expect(stopped.stderr).toContain(`✗ 2 sentences are no longer true:
  notebooks/01-luft.ipynb, cell 1 (front-matter), 5:97
    Lübeck St. Jürgen is the only station below the guideline of the WHO.
    This is false: below.length === 1
  notebooks/01-luft.ipynb, cell 18 (means-text), 4:71
    Only Lübeck St. Jürgen is below the guideline of the WHO.
    This is false: below.length === 1
`);
  expect(await written("briefing.html")).toBe(page);

  expect(await briefing("diff")).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(
      "output/ is older than data/datapackage.json and data/messwerte.csv. Run briefing build.",
    ) as string,
  });
});
