import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { placeFile } from "../../../../src/briefing/tools/data/place-file.js";
import { removeTable } from "../../../../src/briefing/tools/data/described-tables.js";
import { dataProject, papers } from "./data-project.js";

const { add, at, check, descriptor, inData, rows, updateAny, write } = dataProject();

describe("add", () => {
  test("copies a file, describes it, and load() gives its rows", async () => {
    const { name, file } = await add(write(at("Papers 2001.csv"), papers));
    expect([name, file]).toEqual(["papers-2001", "copied"]);
    expect(readFileSync(inData("papers-2001.csv"), "utf8")).toBe(papers);
    expect(rows("papers-2001")).toEqual([
      { iso: "DE", year: 2001, papers: 5 },
      { iso: "DE", year: 2002, papers: null },
      { iso: "FR", year: 2001, papers: 7 },
    ]);
    expect(await check()).toEqual([]);
  });

  test("leaves a file of data/ where it is", async () => {
    mkdirSync(inData("raw"));
    const { file, path: place } = await add(write(inData("raw/papers.csv"), papers));
    expect([file, place]).toEqual(["in place", "data/raw/papers.csv"]);
    expect(await check()).toEqual([]);
  });

  test("rewriting leaves the user's file unchanged", async () => {
    const german = write(inData("gdp.csv"), "k;n\na;1,5\nb;2,5\n");
    await expect(add(german)).rejects.toMatchObject({
      message: expect.stringContaining("exists, and this command did not write it") as string,
      hint: expect.stringContaining('n: "1,5" became "1.5"') as string,
    });
    expect(readFileSync(german, "utf8")).toContain("1,5");
    expect(existsSync(inData("datapackage.json"))).toBe(false);
    await add(german, { name: "gdp-2" });
    expect(readFileSync(inData("gdp-2.csv"), "utf8")).toBe("k,n\na,1.5\nb,2.5\n");
  });

  test("overwrites another file only on request", async () => {
    write(inData("papers.csv"), "mine\n");
    const file = write(at("papers.csv"), papers);
    await expect(add(file)).rejects.toThrow("exists, and this command did not write it");
    await add(file, { overwrite: "any" });
    expect(readFileSync(inData("papers.csv"), "utf8")).toBe(papers);
  });

  test("a dry run writes nothing", async () => {
    const { resource } = await add(write(at("papers.csv"), papers), { mode: "dry-run" });
    expect(resource).toMatchObject({ name: "papers", schema: { primaryKey: ["iso", "year"] } });
    expect(readdirSync(inData(""))).toEqual([]);
  });

  test("a described table is not described twice", async () => {
    await add(write(at("papers.csv"), papers));
    await expect(add(inData("papers.csv"))).rejects.toThrow("described already, as the table papers");
    await expect(add(at("papers.csv"))).rejects.toThrow("There is a table papers already");
  });

  test.each(["….csv", ".csv"])("no name can be derived from %s", async (name) => {
    await expect(add(write(at(name), "a\n1\n2\n"))).rejects.toMatchObject({
      hint: expect.stringContaining("--name") as string,
    });
    await add(at(name), { name: "named" });
    expect(rows("named")).toHaveLength(2);
  });

  test("a file in data/ with a name that the reader would reject", async () => {
    await expect(add(write(inData("a:b.csv"), "a\n1\n2\n"))).rejects.toThrow('the path "a:b.csv" leads out');
    expect(existsSync(inData("datapackage.json"))).toBe(false);
  });

  test("two at once: the other's changes are not lost", async () => {
    const [one, two] = await Promise.allSettled([
      add(write(at("one.csv"), "a\n1\n2\n")),
      add(write(at("two.csv"), "a\n1\n2\n")),
    ]);
    const done = [one, two].filter(({ status }) => status === "fulfilled");
    expect(descriptor().match(/"name": "(?:one|two)"/g)).toHaveLength(done.length);
  });

  test("an error in datapackage.json comes first, with its line", async () => {
    write(inData("datapackage.json"), '{\n  "resources": [{}]\n}\n');
    await expect(add(at("gone.csv"))).rejects.toThrow("data/datapackage.json:2:17: resources[0].name");
  });

  test.each([
    ["a folder", () => at("project"), "is a folder, not a file"],
    ["a device", () => (symlinkSync("/dev/zero", at("zero.csv")), at("zero.csv")), "a pipe or a device"],
    ["a link to nothing", () => (symlinkSync(at("gone"), at("l.csv")), at("l.csv")), "ENOENT"],
    ["a circular link", () => (symlinkSync(at("loop.csv"), at("loop.csv")), at("loop.csv")), "ELOOP"],
    ["no file", () => at("gone.csv"), "ENOENT"],
  ])("refused: %s", async (_, make, message) => {
    await expect(add(make())).rejects.toThrow(message);
    expect(existsSync(inData("datapackage.json"))).toBe(false);
  });

  test("the table's path is a link to nothing", async () => {
    symlinkSync(at("gone"), inData("papers.csv"));
    const file = write(at("papers.csv"), papers);
    await expect(add(file, { overwrite: "any" })).rejects.toThrow("is a link that leads to no file");
  });
});

test("placing a file: the previous file is restored if a later step fails", async () => {
  const from = write(at("new"), "new");
  const to = write(at("old"), "old");
  const finish = (): Promise<void> => {
    expect(readFileSync(to, "utf8")).toBe("new");
    return Promise.reject(new Error("no room"));
  };
  const placement = { from, to, overwrite: "any", hint: "" } as const;
  await expect(placeFile(placement, finish)).rejects.toThrow("no room");
  expect(readFileSync(to, "utf8")).toBe("old");
  await expect(
    placeFile({ ...placement, to: at("none") }, () => Promise.reject(new Error("x"))),
  ).rejects.toThrow();
  expect(readdirSync(at()).sort()).toEqual(["new", "old", "project"]);
});

describe("datapackage.json stays as its author wrote it", () => {
  const old = { name: "t", path: "t.csv", schema: { fields: [{ name: "a", "a remark": "mine" }] } };

  test.each([
    ["two blanks", JSON.stringify({ zebra: 1, resources: [old] }, undefined, 2)],
    ["tabs, and no line end", JSON.stringify({ resources: [old], zebra: 1 }, undefined, "\t")],
    ["one line", JSON.stringify({ resources: [old] })],
    ["no tables", '{\n    "resources": []\n}\n'],
    ["a byte order mark", `\ufeff${JSON.stringify({ resources: [old] }, undefined, 2)}`],
    ["Windows line ends", JSON.stringify({ resources: [old] }, undefined, 2).replaceAll("\n", "\r\n")],
  ])("%s", async (_, text) => {
    write(inData("datapackage.json"), text);
    write(inData("t.csv"), "a\n1\n");
    await add(write(at("papers.csv"), papers));
    const begin = text.indexOf("[") + 1;
    const end = text.lastIndexOf("]");
    // Only the new entry after the last table differs.
    expect(descriptor().startsWith(text.slice(0, text.includes("path") ? end : begin).trimEnd())).toBe(true);
    expect(descriptor().endsWith(text.slice(end))).toBe(true);
    expect(descriptor().includes("\r")).toBe(text.includes("\r"));
    expect((await check()).filter((each) => each.includes("papers"))).toEqual([]);
  });
});

describe("the provenance of a table", () => {
  const described = (name: string) =>
    (JSON.parse(descriptor()) as { readonly resources: readonly { readonly name: string }[] }).resources.find(
      (resource) => resource.name === name,
    );
  const origin = (sources: readonly string[], licences: readonly string[] = []) => ({
    origin: { title: "Papers", sources, licences },
  });

  test("is as the user gives it: a name, an address, or both; a licence by its SPDX identifier", async () => {
    const addresses = ["https://a.example/b.", "Bank (https://b.example/c)"];
    const sources = ["World Bank, https://data.worldbank.org", ...addresses, "An office"];
    await add(write(at("papers.csv"), papers), origin(sources, ["cc-by-4.0", "Open terms"]));
    expect(described("papers")).toMatchObject({
      title: "Papers",
      sources: [
        { title: "World Bank", path: "https://data.worldbank.org" },
        { title: "https://a.example/b", path: "https://a.example/b" },
        { title: "Bank", path: "https://b.example/c" },
        { title: "An office" },
      ],
      licenses: [
        { name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0 International" },
        { name: "Open-terms", title: "Open terms" },
      ],
    });
  });

  test("is not that of the package, which covers only the tables described before", async () => {
    const common = { sources: [{ title: "City archive" }], licenses: [{ name: "ODbL-1.0" }] };
    write(inData("datapackage.json"), JSON.stringify({ name: "p", ...common, resources: [] }));
    await add(write(at("papers.csv"), papers));
    expect(described("papers")).toMatchObject({ sources: [], licenses: [] });
    expect(JSON.parse(descriptor())).toMatchObject(common);
  });

  test("can be given later, for the same file", async () => {
    const file = write(at("papers.csv"), papers);
    await add(file);
    expect(described("papers")).not.toHaveProperty("sources");
    const updated = await updateAny("papers", origin(["An office"]));
    expect([updated.status, updated.described]).toEqual(["unchanged", ["title", "sources"]]);
    expect(described("papers")).toMatchObject({ title: "Papers", sources: [{ title: "An office" }] });
    // Rows are irrelevant: a missing or mismatched file changes nothing.
    rmSync(inData("papers.csv"));
    await updateAny("papers", origin(["Another office"]));
    expect(described("papers")).toMatchObject({ sources: [{ title: "Another office" }] });
  });
});

describe("removing a table", () => {
  const one = '{"name":"a","path":"a.csv","schema":{"fields":[{"name":"x","type":"string"}]}}';
  const of = (name: string) => one.replaceAll('"a', `"${name}`);
  const layouts: Readonly<Record<string, (names: readonly string[]) => string>> = {
    "on one line": (names) => `{"resources":[${names.map(of).join(",")}], "name": "p"}`,
    "a line each": (names) =>
      `{\r\n  "resources": [\r\n${names.map((name) => `    ${of(name)}`).join(",\r\n")}\r\n  ]\r\n}`,
    "with a mark": (names) => `\ufeff{ "resources": [ ${names.map(of).join(", ")} ] }`,
  };
  test.each(Object.keys(layouts))("leaves everything else as it is: %s", async (layout) => {
    const written = layouts[layout] ?? (() => "");
    for (const removed of ["a", "b", "c"]) {
      write(inData("datapackage.json"), written(["a", "b", "c"]));
      await removeTable(at("project"), removed, { file: "none", mode: "write" });
      expect(descriptor()).toBe(written(["a", "b", "c"].filter((name) => name !== removed)));
    }
    write(inData("datapackage.json"), written(["a"]));
    await removeTable(at("project"), "a", { file: "none", mode: "write" });
    expect(JSON.parse(descriptor().replace(/^\ufeff/, ""))).toMatchObject({ resources: [] });
  });

  test("does not delete a file that another table uses", async () => {
    write(inData("v.csv"), "x\ny\n");
    const schema = { fields: [{ name: "x", type: "string" }] };
    const resources = [
      { name: "v", path: "v.csv", schema },
      { name: "w", path: "./v.csv", schema },
    ];
    write(inData("datapackage.json"), JSON.stringify({ resources }));
    const removed = await removeTable(at("project"), "w", { file: "any", mode: "write" });
    expect([removed.file, existsSync(inData("v.csv"))]).toEqual(["kept", true]);
  });
});
