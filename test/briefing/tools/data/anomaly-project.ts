/** A project whose tables have anomalies: rows that occur twice, values that jump, reversed pairs. */
import { copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { csvFormat, csvParse } from "d3-dsv";
import { omit } from "../../../../src/briefing/lib/omit.js";
import { dataProject } from "./data-project.js";

export type Row = Readonly<Record<string, string | number>>;

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly schema: object;
  readonly confirmed?: unknown;
}
const resourcesIn = (text: string): readonly Resource[] =>
  (JSON.parse(text) as { readonly resources: readonly Resource[] }).resources;

export function anomalyProject() {
  const project = dataProject();
  const { at, descriptor, inData, write } = project;
  return {
    ...project,
    /** What is confirmed of the first table. */
    confirmed: (): unknown => resourcesIn(descriptor())[0]?.confirmed,
    table: (name: string, rows: readonly Row[]): string =>
      write(at(`${name}.csv`), `${csvFormat([...rows])}\n`),
    /** Makes a table of this repository the only one of the project, and gives its rows. */
    shipped: (name: string): readonly Row[] => {
      const resource = resourcesIn(readFileSync("data/datapackage.json", "utf8")).find(
        (one) => one.name === name,
      );
      if (resource === undefined) throw new Error(`no table ${name}`);
      const schema = omit(resource.schema as { readonly foreignKeys?: unknown }, "foreignKeys");
      write(inData("datapackage.json"), JSON.stringify({ resources: [{ ...resource, schema }] }));
      copyFileSync(path.join("data", resource.path), inData(resource.path));
      const bytes = readFileSync(inData(resource.path));
      return csvParse((resource.path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
    },
  };
}
