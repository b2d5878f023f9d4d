import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { diffBriefings } from "../../../src/briefing/engine/diff/diff-briefings.js";
import { writeGauges } from "../../briefing/engine/diff/briefing-folder.js";
import { temporaryFolder } from "../../support/temporary.js";

const base = temporaryFolder("linked briefings");
const at = (...names: readonly string[]) => path.join(base, ...names);
const secret = at("secret.csv");

beforeAll(async () => {
  writeFileSync(secret, "a secret\n");
  await writeGauges(at("before/output"));
  await writeGauges(at("after/output"), (project) => {
    for (const row of project.flow) if (row.year === 2020) row.flow = 999;
  });
});

/** A copy of the later briefing, tampered with. */
function changed(name: string, change: (folder: string) => void): string {
  cpSync(at("after"), at(name), { recursive: true });
  change(at(name));
  return at(name, "output");
}
const replace = (file: string, target: string): void => {
  rmSync(file);
  symlinkSync(target, file);
};
const compare = (after: string) =>
  diffBriefings({ names: [at("before/output"), after], cwd: base, root: base, output: at("output") });
interface Stored {
  readonly sections: readonly { readonly blocks: readonly { readonly files?: Record<string, string> }[] }[];
}
/** Names of all files of figures and tables. */
function tables(folder: string): readonly string[] {
  const { sections } = JSON.parse(readFileSync(path.join(folder, "report.json"), "utf8")) as Stored;
  return sections.flatMap(({ blocks }) => blocks.flatMap(({ files = {} }) => Object.values(files)));
}

test("links that lead out of a briefing are not read", async () => {
  const folder = changed("files", (project) => {
    const output = path.join(project, "output");
    for (const file of tables(output)) replace(path.join(output, file), secret);
  });
  expect(tables(folder).length).toBeGreaterThan(0);
  const { after, comparison } = await compare(folder);
  expect(comparison.changes.length).toBeGreaterThan(0);
  expect(JSON.stringify([...after.files])).not.toContain("a secret");
});

test("a link inside a briefing is read", async () => {
  const folder = changed("inside", (project) => {
    const output = path.join(project, "output");
    mkdirSync(path.join(output, "kept"));
    for (const [index, file] of tables(output).entries()) {
      const kept = path.join(output, "kept", String(index));
      renameSync(path.join(output, file), kept);
      symlinkSync(kept, path.join(output, file));
    }
  });
  const { after } = await compare(folder);
  expect(after.files.size).toBe((await compare(at("after/output"))).after.files.size);
});

test("a device instead of a file is not read", async () => {
  const folder = changed("device", (project) => {
    for (const file of tables(path.join(project, "output")))
      replace(path.join(project, "output", file), "/dev/zero");
  });
  expect((await compare(folder)).after.files.size).toBe(0);
});

test("a report, or a whole output, that is a link out of the named folder is rejected", async () => {
  const report = changed("report", (project) => {
    replace(path.join(project, "output/report.json"), at("after/output/report.json"));
  });
  await expect(compare(report)).rejects.toThrow(/report\.json is reached by a link out of/);
  const output = changed("output", (project) => {
    rmSync(path.join(project, "output"), { recursive: true });
    symlinkSync(at("after/output"), path.join(project, "output"));
  });
  await expect(compare(path.dirname(output))).rejects.toThrow(/report\.json is reached by a link out of/);
});

test("a report named on the command line may be a link", async () => {
  symlinkSync(at("after/output/report.json"), at("named.json"));
  expect((await compare(at("named.json"))).comparison.changes.length).toBeGreaterThan(0);
});

test("linked data is read only for the user's own project", async () => {
  mkdirSync(at("disk"));
  const linked = (name: string) =>
    changed(name, (project) => {
      renameSync(path.join(project, "data"), at("disk", name));
      symlinkSync(at("disk", name), path.join(project, "data"));
    });
  const compareIn = (root: string, after: string) =>
    diffBriefings({
      names: [at("before/output"), after],
      cwd: base,
      root,
      output: path.join(root, "output"),
    });
  const own = linked("own");
  const foreign = linked("foreign");
  expect((await compareIn(at("own"), own)).after.inputs.size).toBeGreaterThan(0);
  expect((await compareIn(base, foreign)).after.inputs.size).toBe(0);
});
