/** The tables of test/fixtures/luft, in all forms of files, as a user adds them: with the options that are needed, no more. */
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { load } from "../../../../src/briefing/authoring/load/load.js";
import { inFolder } from "../../authoring/load/project.js";
import { runBriefing, type Ran } from "../../cli/run-briefing.js";
import { gitIn, writeProject } from "../../../support/repository.js";
import { temporaryFolder } from "../../../support/temporary.js";

const fixture = fileURLToPath(new URL("../../../fixtures/luft/", import.meta.url));
const folder = temporaryFolder("briefing luft ü");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (...argv: readonly string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache") } });
const rows = (name: string) => inFolder(folder, () => load(name));

beforeAll(async () => {
  writeProject(folder, "Luft");
  for (const name of "messwerte.csv bev.csv jahr.csv stationen.xlsx stationen.ods stationen.parquet no2.parquet verschachtelt.json".split(
    " ",
  ))
    await copyFile(path.join(fixture, name), at(name));
});

test("the files are those that the script writes", async () => {
  // @ts-expect-error -- a script without declarations
  const { files } = (await import("../../../fixtures/luft/make.mjs")) as {
    readonly files: Readonly<Record<string, string | Uint8Array>>;
  };
  for (const [name, content] of Object.entries(files))
    expect({ name, isSame: (await readFile(at(name))).equals(Buffer.from(content)) }).toEqual({
      name,
      isSame: true,
    });
});

test("each is added with the right types and values", async () => {
  const refused = await briefing("data", "add", "messwerte.csv");
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("--encoding windows-1252") as string,
  });
  const source = ["--source", "Office"];
  for (const argv of [
    ["messwerte.csv", "--encoding", "windows-1252"],
    ["bev.csv", "jahr.csv", "stationen.xlsx", "no2.parquet"],
    ["stationen.ods", "--name", "stationen-ods"],
    ["stationen.parquet", "--name", "stationen-parquet"],
  ])
    expect(await briefing("data", "add", ...argv, ...source)).toMatchObject({ code: 0, stderr: "" });
  expect(rows("messwerte")).toHaveLength(300);
  expect(rows("messwerte")[0]).toEqual({
    Station: "DENW134",
    Datum: "2018-01-31",
    "Kfz/Tag": 29281,
    "NO2 (µg/m³)": 53.2,
    "Temperatur (°C)": 0.6,
  });
  expect(rows("messwerte").filter((row) => row["NO2 (µg/m³)"] === null)).toHaveLength(6);
  // The same values from Parquet.
  const no2 = rows("messwerte").map((row) => [row["Station"], row["Datum"], row["NO2 (µg/m³)"]]);
  expect(rows("no2").map((row) => [row["Station"], row["Datum"], row["NO2"]])).toEqual(no2);
  expect(rows("bev")[3]).toMatchObject({ Land: "Sachsen", "2015": null, "2016": 4105922 });
  expect(rows("jahr").map((row) => row["Umsatz"])).toEqual([612.4, 655.1, null, 689.9, 721.3, 759.8]);
  expect(rows("stationen")[0]).toEqual({
    Station: "DENW134",
    Name: "Köln Clevischer Ring",
    Land: "Nordrhein-Westfalen",
    "In Betrieb seit": "1998-03-01",
    "Höhe (m)": 26.119,
    "Kfz/Tag": 31000,
    "Kfz/Stunde": 31000 / 24,
    Verkehr: true,
  });
  expect(rows("stationen-ods")).toEqual(rows("stationen"));
  expect(rows("stationen-parquet").map((row) => row["In Betrieb seit"])).toEqual(
    rows("stationen").map((row) => row["In Betrieb seit"]),
  );
  const types = async (name: string) => {
    const text = await readFile(at("data/datapackage.json"), "utf8");
    const { resources } = JSON.parse(text) as {
      resources: { name: string; schema: { fields: { type: string }[] } }[];
    };
    return resources
      .find((each) => each.name === name)
      ?.schema.fields.map(({ type }) => type)
      .join(" ");
  };
  expect(await types("messwerte")).toBe("string date integer number number");
  expect(await types("bev")).toBe(`string${" integer".repeat(10)}`);
  expect(await types("stationen")).toBe("string string string date number integer number boolean");
  expect(await briefing("check", "--only", "data")).toMatchObject({ code: 0, stderr: "" });
  expect(await briefing("data", "add", "verschachtelt.json")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("this is not an array") as string,
  });
});

test("the next month needs no options", async () => {
  const text = (await readFile(at("messwerte.csv"), "latin1")).replace(
    /\r\n$/,
    "\r\nDESN082;31.01.2023;804;11,2;1,6\r\n",
  );
  await writeFile(at("messwerte.csv"), text, "latin1");
  const { code, stdout } = await briefing("data", "update", "messwerte.csv");
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining("rows: 1 added, 0 removed, 0 changed") as string,
  ]);
});

test("3,000 dates with one cause are one line", async () => {
  const descriptor = await readFile(at("data/datapackage.json"), "utf8");
  const csv = `d,n\n${Array.from({ length: 3000 }, (_, index) => `${1 + (index % 28)}.12.2022,${index}`).join("\n")}\n`;
  await writeFile(at("data/wrong.csv"), csv);
  const fields = (format: string | undefined) => [
    { name: "d", type: "date", format },
    { name: "n", type: "integer" },
  ];
  const described = (format?: string) => {
    const content = JSON.parse(descriptor) as { resources: object[] };
    content.resources.push({
      name: "wrong",
      path: "wrong.csv",
      schema: { fields: fields(format) },
      sources: [{ title: "O" }],
    });
    return writeFile(at("data/datapackage.json"), JSON.stringify(content, undefined, 2));
  };
  await described();
  const { code, stderr } = await briefing("check", "--only", "data");
  expect(code).toBe(1);
  expect(stderr.split("\n").filter((line) => line.includes("✗"))).toEqual([
    expect.stringContaining(
      'data/wrong.csv:2:1 column "d": expected a date such as 2018-11-01, got "1.12.2022"; and 2999 more of the same kind, on lines 3, 4, 5 …',
    ),
  ]);
  await described("%d.%m.%Y");
  expect(await briefing("check", "--only", "data")).toMatchObject({ code: 0 });
  expect(rows("wrong")[12]).toEqual({ d: "2022-12-13", n: 12 });
});

test("a downloaded table is updated by its name; an edited file is not overwritten", async () => {
  let body = "k,n\na,1\nb,2\n";
  const server = createServer((_, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/remote.csv`;
    expect(await briefing("data", "add", url)).toMatchObject({ code: 0 });
    expect((await briefing("data", "list")).stdout).toContain(`address  ${url}`);
    gitIn(folder)("init", "-q");
    body = "k,n\na,1\nb,3\n";
    expect((await briefing("data", "update", "remote")).stdout).toContain("b: 2 → 3");
    await writeFile(at("data/remote.csv"), "k,n\na,1\nb,4\n");
    const refused = await briefing("data", "update", "remote");
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("has changed since") as string,
    });
    expect(await briefing("data", "update", "data/remote.csv")).toMatchObject({ code: 0 });
    expect(rows("remote")[1]).toEqual({ k: "b", n: 4 });
  } finally {
    server.close();
  }
});
