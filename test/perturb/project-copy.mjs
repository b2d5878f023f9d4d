/** A copy of the shipped project whose data can be changed and put back. */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { csvFormat, csvParse } from "d3-dsv";

export const root = path.resolve(import.meta.dirname, "../..");

export class ProjectCopy {
  /** One place for all cases: cells are compiled once. */
  folder = mkdtempSync(path.join(os.tmpdir(), "perturb-"));
  project = path.join(this.folder, "project");
  output = path.join(this.folder, "output");

  constructor() {
    const skipped = /[\\/](node_modules|\.[^\\/]+)$/;
    for (const part of ["data", "notebooks"])
      cpSync(path.join(root, part), path.join(this.project, part), {
        recursive: true,
        filter: (file) => !skipped.test(file),
      });
  }

  /** Has the project hold these chapters only, or all of them. */
  choose(chapters) {
    const text = readFileSync(path.join(root, "notebooks/briefing.yml"), "utf8");
    const order = `order:\n${(chapters ?? []).map((name) => `  - ${name}\n`).join("")}`;
    // The first page then has the findings of these chapters.
    const chosen =
      chapters === undefined
        ? text
        : text.replace(/^order:\n(?: +.*\n)+/m, order).replace(/^firstPage:\n(?: +.*\n)+/m, "");
    writeFileSync(path.join(this.project, "notebooks/briefing.yml"), chosen);
  }

  /**
   * Puts data/ back and changes it anew: `change` gets a function that takes a table's name, a change of its rows and,
   * where the schema must follow, one of its fields. Sizes and hashes follow by themselves.
   */
  perturb(change) {
    rmSync(path.join(this.project, "data"), { recursive: true });
    rmSync(this.output, { recursive: true, force: true });
    cpSync(path.join(root, "data"), path.join(this.project, "data"), { recursive: true });
    const descriptorFile = path.join(this.project, "data/datapackage.json");
    const descriptor = JSON.parse(readFileSync(descriptorFile, "utf8"));
    change((name, rowsOf, redescribe) => {
      const resource = descriptor.resources.find((each) => each.name === name);
      if (resource === undefined) throw new Error(`data/datapackage.json has no table ${name}`);
      redescribe?.(resource.schema.fields);
      const file = path.join(this.project, "data", resource.path);
      const before = csvParse(readFileSync(file, "utf8"));
      const { columns } = before;
      const rows = rowsOf([...before]);
      const text = `${csvFormat(rows, columns)}\n`;
      if (text === `${csvFormat(before, columns)}\n`) throw new Error(`the case changes nothing in ${name}`);
      writeFileSync(file, text);
      resource.bytes = Buffer.byteLength(text);
      resource.hash = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    });
    writeFileSync(descriptorFile, `${JSON.stringify(descriptor, null, 2)}\n`);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
