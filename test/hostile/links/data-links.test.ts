import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { dataLinks } from "../../../src/tools/check/find-on-page.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("data-links");
const at = (...names: string[]): string => path.join(folder, ...names);
beforeAll(async () => {
  for (const name of ["project/data/deep", "project/raw", "disk"]) await mkdir(at(name), { recursive: true });
  for (const name of ["project/data/own.csv", "project/raw/raw.csv", "disk/far.csv"])
    await writeFile(at(name), "a\n1\n");
});

test("links in data/ that lead out of the project are noted, however deep; those inside are not", async () => {
  await symlink(at("project/raw/raw.csv"), at("project/data/raw.csv"));
  expect(await dataLinks(at("project"))).toEqual([]);
  await symlink(at("disk"), at("project/data/deep/disk"));
  await symlink("../../disk/far.csv", at("project/data/far.csv"));
  await symlink(at("gone.csv"), at("project/data/gone.csv"));
  const found = await dataLinks(at("project"));
  expect(found.map(({ severity }) => severity)).toEqual(["note", "note", "note"]);
  expect(found.map(({ path: file, message }) => [path.basename(file), message])).toEqual([
    ["disk", `This is a link to ${at("disk")}, outside the project.`],
    ["far.csv", `This is a link to ${at("disk/far.csv")}, outside the project.`],
    ["gone.csv", `This is a link to ${at("gone.csv")}, which is not there.`],
  ]);
});

test("a folder of data that is itself a link is noted, and one that is not there is not", async () => {
  await mkdir(at("other"));
  expect(await dataLinks(at("other"))).toEqual([]);
  await symlink(at("disk"), at("other/data"));
  expect(await dataLinks(at("other"))).toMatchObject([
    { message: `This is a link to ${at("disk")}, outside the project.` },
  ]);
});
