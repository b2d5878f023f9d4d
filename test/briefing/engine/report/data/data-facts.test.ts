import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { lookIntoData } from "../../../../../src/briefing/engine/report/data/data-facts.js";
import { dataLimits, describeData } from "../../../../../src/briefing/engine/report/data/data-package.js";
import { temporaryFolder } from "../../../../support/temporary.js";

const root = temporaryFolder("briefing-data");
mkdirSync(path.join(root, "data"));

const file = "data/datapackage.json";
const harvest = {
  name: "harvest",
  path: "harvest.csv",
  dialect: { delimiter: ";" },
  schema: {
    fields: [{ name: "state" }, { name: "leaves", unit: "tonnes", description: "Dried" }],
    foreignKeys: [{ fields: "state", reference: { resource: "states", fields: "id" } }],
  },
};
const states = {
  name: "states",
  path: "states.csv",
  schema: { fields: [{ name: "id" }, { name: "name" }, { name: "collected" }] },
};

function look(
  resources: readonly object[],
  read: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, "data", name), text);
  const data = describeData(JSON.stringify({ resources }), file);
  return lookIntoData(data, new Map([["harvest", "One valley only."]]), root, new Set(read));
}

describe("facts about the data that were read", () => {
  const files = {
    "harvest.csv": '\uFEFFstate;leaves\r\nsecond;"1;2"\r\nfirst;3\r\nsecond;4\r\n\r\n',
    "states.csv": "id,name,collected\nfirst,First,2020-05\nnever,Never used,1999\nsecond,Second,\n",
  };

  it("have rows, columns, limits and the editions that occur, in the order of their list", async () => {
    const { tables, editions } = await look([harvest, states], ["data/harvest.csv"], files);
    expect(tables).toMatchObject([
      {
        path: "data/harvest.csv",
        rows: 3,
        editions: ["first", "second"],
        limits: "One valley only.",
        columns: [{ name: "state" }, { name: "leaves", unit: "tonnes", description: "Dried" }],
      },
    ]);
    expect(editions).toEqual([
      { id: "first", name: "First", collected: "2020-05" },
      { id: "second", name: "Second" },
    ]);
  });

  it("are the same for a compressed table", async () => {
    const compressed = { ...harvest, path: "harvest.csv.gz", compression: "gz" };
    const read = ["data/harvest.csv.gz"];
    const inFull = { ...files, "harvest.csv.gz": gzipSync(files["harvest.csv"]) };
    const { tables } = await look([compressed, states], read, inFull);
    expect(tables).toMatchObject([{ path: "data/harvest.csv.gz", rows: 3, editions: ["first", "second"] }]);
    const damaged = { ...files, "harvest.csv.gz": inFull["harvest.csv.gz"].subarray(0, 20) };
    const { tables: unread } = await look([compressed, states], read, damaged);
    expect(unread[0]).not.toHaveProperty("rows");
  });

  it("have the number of rows of a Parquet table, but not its editions", async () => {
    const data = ["first", "second", "first"];
    const bytes = Buffer.from(parquetWriteBuffer({ columnData: [{ name: "state", data }] }));
    const stored = { ...harvest, path: "harvest.parquet" };
    const read = ["data/harvest.parquet"];
    const { tables } = await look([stored, states], read, { ...files, "harvest.parquet": bytes });
    expect(tables).toMatchObject([{ path: "data/harvest.parquet", rows: 3 }]);
    const cut = { ...files, "harvest.parquet": bytes.subarray(0, 20) };
    expect((await look([stored, states], read, cut)).tables[0]).not.toHaveProperty("rows");
  });

  it("follow the files, however often they were read", async () => {
    const rows = async (text: string, reads = harvest as object) => {
      const { tables } = await look([reads, states], ["data/harvest.csv"], { ...files, "harvest.csv": text });
      return tables.map(({ rows: count, editions }) => [count, editions]);
    };
    expect(await rows("state;leaves\nfirst;1\n")).toEqual([[1, ["first"]]]);
    expect(await rows("state;leaves\nother;1\n")).toEqual([[1, ["other"]]]);
    expect(await rows("state;leaves\nother;1\n", { ...harvest, dialect: {} })).toEqual([[1, undefined]]);
    expect(await rows("state;leaves\nfirst;1\n")).toEqual([[1, ["first"]]]);
  });

  it("have no editions if no table lists them, and no rows if a file cannot be read", async () => {
    const names = { ...states, schema: { fields: [{ name: "id" }, { name: "name" }] } };
    expect(await look([harvest, names], ["data/harvest.csv"], files)).not.toHaveProperty("editions");
    const torn = await look([harvest, states], ["data/harvest.csv"], { "harvest.csv": 'a;"b' });
    expect(torn.tables[0]).not.toHaveProperty("rows");
    const list = 'id,name,collected\nfirst,First,2020-05\nsecond,Se"cond,\n';
    expect(
      await look([harvest, states], ["data/harvest.csv"], { ...files, "states.csv": list }),
    ).not.toHaveProperty("editions");
    rmSync(path.join(root, "data/harvest.csv"));
    expect((await look([harvest], ["data/harvest.csv"], {})).tables[0]).not.toHaveProperty("rows");
  });

  it("leave out tables that no cell read, and schemas given by address", async () => {
    const { tables } = await look(
      [{ ...harvest, schema: "https://schemas/x.json" }, states],
      ["data/harvest.csv"],
      files,
    );
    expect(tables.map((table) => table.path)).toEqual(["data/harvest.csv"]);
    expect(tables[0]).not.toHaveProperty("columns");
  });
});

it("limits in a README belong to every table named in the heading", () => {
  const readme =
    "# Data\n\nLimits. None.\n\n## a, `b-c`: two\n\nRows.\n\nLimits. Few\nrows.\nOne year.\n\nMore.\n\n## d\n\n**Limits:** none known";
  expect(Object.fromEntries(dataLimits(readme))).toEqual({
    a: "Few rows. One year.",
    "b-c": "Few rows. One year.",
    d: "none known",
  });
});
