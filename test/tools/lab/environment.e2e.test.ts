import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ensureEnvironment } from "../../../src/tools/lab/environment.js";
import { addUv, programFolder, writeRequirements } from "./fake-programs.js";

async function setUp() {
  const own = await programFolder();
  await own.addPython("python3", "3.11.7");
  const uv = await addUv(own);
  const project = path.join(own.folder, "project");
  const requirements = await writeRequirements(project, "jupyterlab==1\n");
  const folder = path.join(project, "environment");
  const told: string[] = [];
  const ensure = (python?: string) =>
    ensureEnvironment({
      folder,
      requirements,
      python,
      env: own.env,
      signal: new AbortController().signal,
      tell: (line) => told.push(line),
    });
  const packages = path.join(folder, "lib/python3.11/site-packages");
  return { programs: own, ensure, uv, folder, packages, requirements, told };
}

test("it is made once, and found after that", async () => {
  const { ensure, uv, told } = await setUp();
  await expect(ensure()).resolves.toBe("made");
  expect(told[0]).toContain("Installing JupyterLab for Python 3.11.7 with uv (once");
  await expect(ensure()).resolves.toBe("found");
  expect(await uv.calls()).toBe(1);
});

test.each([
  ["an installation that was killed", "the last installation did not come to its end", "complete.json"],
  ["a file that is gone", "one.py is damaged", "lib/python3.11/site-packages/one.py"],
  ["a record that is gone", "RECORD is damaged", "lib/python3.11/site-packages/two-1.dist-info/RECORD"],
  [
    "a package that is gone",
    "2 packages were installed, 1 are there",
    "lib/python3.11/site-packages/two-1.dist-info",
  ],
  ["a Python that is gone", "its Python is gone", "bin/python"],
])("%s is noticed and mended", async (_, reason, gone) => {
  const { ensure, folder, told } = await setUp();
  await ensure();
  await rm(path.join(folder, gone), { recursive: true });
  await expect(ensure()).resolves.toBe("made");
  expect(told.join("\n")).toContain(reason);
  await expect(ensure()).resolves.toBe("found");
});

test("a file that was cut short is noticed", async () => {
  const { ensure, packages, told } = await setUp();
  await ensure();
  await writeFile(path.join(packages, "two.py"), "123");
  await expect(ensure()).resolves.toBe("made");
  expect(told.join("\n")).toContain("two.py is damaged");
});

test("other versions, and another Python that is asked for, make it anew", async () => {
  const { ensure, requirements, programs, told } = await setUp();
  await ensure();
  await writeFile(requirements, "jupyterlab==2\n");
  await expect(ensure()).resolves.toBe("made");
  expect(told.join("\n")).toContain("other versions are asked for");
  const other = await programs.addPython("python3.13", "3.13.0");
  await expect(ensure(other)).resolves.toBe("made");
  expect(told.join("\n")).toContain("Python 3.13.0 instead of 3.11.7");
  await expect(ensure()).resolves.toBe("found");
});

test("an installation that fails says why, and the next start tries again", async () => {
  const { programs, ensure } = await setUp();
  await addUv(programs, "failing");
  await expect(ensure()).rejects.toThrow(
    "JupyterLab could not be installed:\nno matching distribution for one",
  );
  await addUv(programs);
  await expect(ensure()).resolves.toBe("made");
});

test.each(["", "1234 on a-machine"])(
  "a lock that is a file with %j is refused at once, and stays",
  async (content) => {
    const { ensure, folder, uv } = await setUp();
    await writeFile(`${folder}.lock`, content);
    await expect(ensure()).rejects.toMatchObject({
      message: `${folder}.lock is not a lock of this program.`,
      hint: "Remove it, and run the command again.",
    });
    expect(await readFile(`${folder}.lock`, "utf8")).toBe(content);
    await rm(`${folder}.lock`);
    await expect(ensure()).resolves.toBe("made");
    expect(await uv.calls()).toBe(1);
  },
);

test("a folder of somebody's in its place stays", async () => {
  const { ensure, folder } = await setUp();
  await mkdir(folder);
  await writeFile(path.join(folder, "plan.txt"), "mine");
  await expect(ensure()).rejects.toThrow("holds files, but no Python environment");
  expect(await readFile(path.join(folder, "plan.txt"), "utf8")).toBe("mine");
});

test("two at once make it once", async () => {
  const { ensure, uv } = await setUp();
  expect((await Promise.all([ensure(), ensure()])).sort()).toEqual(["found", "made"]);
  expect(await uv.calls()).toBe(1);
});

test("without venv, it is said what to install", async () => {
  const own = await programFolder();
  await own.add(
    "python3",
    'case "$1" in -c) echo 3.11.2; echo "$0" ;; *) echo "No module named venv" >&2; exit 1 ;; esac',
  );
  const requirements = await writeRequirements(own.folder, "jupyterlab==1\n");
  const { env } = own;
  const options = { folder: path.join(own.folder, "e"), requirements, python: undefined, env };
  await expect(
    ensureEnvironment({ ...options, signal: new AbortController().signal, tell: () => undefined }),
  ).rejects.toMatchObject({
    message: expect.stringContaining("No module named venv") as string,
    hint: expect.stringContaining("apt install python3-venv") as string,
  });
});
