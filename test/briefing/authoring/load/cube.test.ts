/** The reads recorded for a chapter that loads a cube. */
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { loadCube } from "../../../../src/briefing/authoring/load/cube.js";
import { sha256 } from "../../../../src/briefing/lib/hash.js";
import { listenForReads } from "../../../support/reads.js";
import { createProject, inFolder } from "./project.js";

test("its description and each table are recorded on request", () => {
  const project = realpathSync(createProject({}));
  const folder = path.join(project, "data/cube");
  mkdirSync(folder);
  const bytes = Buffer.from(parquetWriteBuffer({ columnData: [{ name: "year", data: [2019, 2020] }] }));
  writeFileSync(path.join(folder, "totals.parquet"), bytes);
  const facts = {
    $schema: "urn:briefing:cube:3",
    pair: ["CN", "US"],
    panel: [2019, 2020],
    tables: { totals: { rows: 2, rowsSha256: "", fileSha256: sha256(bytes) } },
  };
  writeFileSync(path.join(folder, "cube.json"), JSON.stringify(facts));
  const reads = listenForReads();
  const noted = () => reads.splice(0).map(({ file }) => path.relative(project, file));

  const cube = inFolder(project, loadCube);
  expect(noted()).toEqual(["data/cube/cube.json"]);
  for (const time of ["first", "again"]) {
    const rows = cube?.rows("totals");
    expect(noted(), time).toEqual(["data/cube/totals.parquet"]);
    expect([...(rows ?? [])].map(({ year }) => year)).toEqual([2019, 2020]);
  }
});
