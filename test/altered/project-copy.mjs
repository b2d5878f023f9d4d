/** A copy of the shipped project whose tables can be altered and restored. */
import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { csvFormat, csvParse } from "d3-dsv";
import { copyParts, root, workFolder } from "../checks.mjs";

export class ProjectCopy {
  /** One folder for all cases, so that cells are compiled once. */
  folder = workFolder("altered");
  project = path.join(this.folder, "project");
  output = path.join(this.folder, "output");

  constructor() {
    copyParts(this.project);
  }

  /** Restores data/ and applies `alter` to its tables. Sizes and hashes are updated automatically. */
  alter(alter) {
    rmSync(path.join(this.project, "data"), { recursive: true });
    rmSync(this.output, { recursive: true, force: true });
    cpSync(path.join(root, "data"), path.join(this.project, "data"), { recursive: true });
    const descriptorFile = path.join(this.project, "data/datapackage.json");
    const descriptor = JSON.parse(readFileSync(descriptorFile, "utf8"));
    alter(new Tables(path.join(this.project, "data"), descriptor));
    writeFileSync(descriptorFile, `${JSON.stringify(descriptor, null, 2)}\n`);
  }
}

/** The tables of a data folder; `changed` names the files that were written. */
export class Tables {
  #folder;
  #descriptor;
  changed = [];

  constructor(folder, descriptor) {
    this.#folder = folder;
    this.#descriptor = descriptor;
  }

  get names() {
    return this.#descriptor.resources.map(({ name }) => name);
  }

  /** Rows in file order, all cells as text. */
  rows(name) {
    const bytes = readFileSync(path.join(this.#folder, this.#resource(name).path));
    return csvParse(this.#isCompressed(name) ? gunzipSync(bytes).toString() : bytes.toString());
  }

  change(name, change) {
    const resource = this.#resource(name);
    const before = this.rows(name);
    const rows = change([...before]);
    const text = Buffer.from(`${csvFormat(rows, before.columns)}\n`);
    const bytes = this.#isCompressed(name) ? gzipSync(text) : text;
    writeFileSync(path.join(this.#folder, resource.path), bytes);
    this.changed.push(resource.path);
    resource.bytes = bytes.length;
    resource.hash = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  }

  /** Changes the rule of the verdict, which is no table and has no hash. */
  changeRule(change) {
    const file = path.join(this.#folder, "verdict-rule.json");
    writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8"))), null, 2));
    this.changed.push("verdict-rule.json");
  }

  #isCompressed(name) {
    return this.#resource(name).path.endsWith(".gz");
  }

  #resource(name) {
    const resource = this.#descriptor.resources.find((each) => each.name === name);
    if (resource === undefined) throw new Error(`data/datapackage.json has no table ${name}`);
    return resource;
  }
}
