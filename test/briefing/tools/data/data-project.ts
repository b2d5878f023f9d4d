/** A project in a separate folder, to which tables are added. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach } from "vitest";
import { describeProblem } from "../../../../src/briefing/authoring/load/errors.js";
import { load } from "../../../../src/briefing/authoring/load/load.js";
import { type AddedTable, addTable } from "../../../../src/briefing/tools/data/add-table.js";
import type { ReadTable, UpdatedTable } from "../../../../src/briefing/tools/data/update-table.js";
import { type UpdatedTables, updateTables } from "../../../../src/briefing/tools/data/update-tables.js";
import { validateData } from "../../../../src/briefing/tools/data/validate.js";
import { inFolder } from "../../authoring/load/project.js";
import { temporaryFolder } from "../../../support/temporary.js";

let folder = "";
/** Created for each test; gives what is done with it. */
export function dataProject() {
  beforeEach(() => {
    folder = temporaryFolder("briefing add ü");
    mkdirSync(at("project", "data"), { recursive: true });
  });
  return { add, at, check, descriptor, inData, rows, update, updateAll, updateAny, write };
}

const at = (...names: readonly string[]): string => path.join(folder, ...names);
const inData = (name: string): string => at("project", "data", name);
const write = (file: string, content: string): string => {
  writeFileSync(file, content);
  return file;
};
const descriptor = (): string => readFileSync(inData("datapackage.json"), "utf8");
const writing = { overwrite: "own", mode: "write", schema: "keep" } as const;
const settings = { missing: [], ...writing, onBytes: () => undefined };
const add = (file: string, more: object = {}): Promise<AddedTable> =>
  addTable(at("project"), file, { ...settings, ...more });
const updateAll = (file: string, more: object = {}): Promise<UpdatedTables> =>
  updateTables(at("project"), file, { ...settings, ...more });
async function updateAny(file: string, more: object = {}): Promise<UpdatedTable> {
  const { tables } = await updateAll(file, more);
  const [updated] = tables;
  if (updated === undefined || tables.length > 1) throw new Error(`${tables.length} tables were updated`);
  return updated;
}
async function update(file: string, more: object = {}): Promise<ReadTable> {
  const updated = await updateAny(file, more);
  if (!("rows" in updated)) throw new Error("the file was not read");
  return updated;
}
const check = async (): Promise<readonly string[]> =>
  (await validateData(at("project"))).problems.map(describeProblem);
const rows = (name: string) => inFolder(at("project"), () => load(name));

export const papers = "iso,year,papers\nDE,2001,5\nDE,2002,-\nFR,2001,7\n";
