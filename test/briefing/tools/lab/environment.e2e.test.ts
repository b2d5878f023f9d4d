import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ensureEnvironment, findPython } from "../../../../src/briefing/tools/lab/environment.js";
import { temporaryFolder } from "../../../support/temporary.js";

/** Fake Pythons of any version on a separate PATH. Their environments record pip's installations in `calls`. */
async function programFolder() {
  const folder = temporaryFolder("lab");
  const calls = path.join(folder, "calls");
  await writeFile(calls, "");
  const add = async (name: string, script: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return file;
  };
  return {
    folder,
    env: { PATH: folder },
    add,
    addPython: (name: string, version: string) =>
      add(
        name,
        `case "$*" in
-c*) echo ${version}; echo "$0" ;;
*venv*)
  for last; do :; done
  /bin/mkdir -p "$last/bin"; echo home > "$last/pyvenv.cfg"
  printf '#!/bin/sh\\necho "$*" >> ${calls}\\n[ ! -e ${folder}/broken ] || { echo no matching distribution >&2; exit 1; }\\n' > "$last/bin/python"
  /bin/chmod +x "$last/bin/python" ;;
esac`,
      ),
    /** How often pip was started. */
    installations: async () => (await readFile(calls, "utf8")).split("\n").length - 1,
  };
}

async function setUp() {
  const programs = await programFolder();
  await programs.addPython("python3", "3.11.7");
  const project = path.join(programs.folder, "project");
  const folder = path.join(project, "environment");
  const requirements = path.join(project, "requirements.txt");
  await mkdir(project);
  await writeFile(requirements, "jupyterlab==1\n");
  const reported: string[] = [];
  const ensure = (python?: string) =>
    ensureEnvironment({
      folder,
      requirements,
      python,
      env: programs.env,
      signal: new AbortController().signal,
      report: (line) => reported.push(line),
    });
  return { programs, ensure, project, folder, requirements, reported };
}

test("it is created once and then reused, whatever an interrupted installation left", async () => {
  const { ensure, folder, programs, reported } = await setUp();
  await mkdir(`${folder}.next/bin`, { recursive: true });
  expect(await ensure()).toBe("made");
  expect(reported[0]).toContain("Installing JupyterLab for Python 3.11.7");
  expect(await ensure()).toBe("found");
  expect(await programs.installations()).toBe(1);
  expect(await readFile(path.join(programs.folder, "calls"), "utf8")).toContain("--require-hashes");
});

test.each([
  ["another list of packages", "requirements.txt"],
  ["no record of what was installed", "environment/made-from.json"],
  ["no Python any more", "environment/bin/python"],
])("an environment with %s is replaced", async (_, name) => {
  const { ensure, project } = await setUp();
  await ensure();
  if (name === "requirements.txt") await writeFile(path.join(project, name), "jupyterlab==2\n");
  else await rm(path.join(project, name));
  expect(await ensure()).toBe("made");
  expect(await ensure()).toBe("found");
});

test("another Python replaces it only if named", async () => {
  const { ensure, programs, reported } = await setUp();
  await ensure();
  const other = await programs.addPython("python3.13", "3.13.0");
  expect(await ensure(other)).toBe("made");
  expect(reported.join("\n")).toContain("for Python 3.13.0");
  expect([await ensure(other), await ensure()]).toEqual(["found", "found"]);
});

test("a failed installation reports why and leaves nothing; the next start tries again", async () => {
  const { programs, ensure, project } = await setUp();
  await writeFile(path.join(programs.folder, "broken"), "");
  await expect(ensure()).rejects.toThrow("JupyterLab could not be installed:\nno matching distribution");
  expect(await readdir(project)).toEqual(["requirements.txt"]);
  await rm(path.join(programs.folder, "broken"));
  expect(await ensure()).toBe("made");
});

test("an unrelated folder in its place is preserved", async () => {
  const { ensure, folder } = await setUp();
  await mkdir(folder);
  await writeFile(path.join(folder, "plan.txt"), "mine");
  await expect(ensure()).rejects.toThrow("holds files, but no Python environment");
  expect(await readdir(folder)).toEqual(["plan.txt"]);
});

test("two at once create it once", async () => {
  const { ensure, programs } = await setUp();
  expect((await Promise.all([ensure(), ensure()])).sort()).toEqual(["found", "made"]);
  expect(await programs.installations()).toBe(1);
});

test("without venv, the error says what to install", async () => {
  const { programs, ensure } = await setUp();
  const script =
    'case "$1" in -c) echo 3.11.2; echo "$0" ;; *) echo "No module named venv" >&2; exit 1 ;; esac';
  await programs.add("python3", script);
  await expect(ensure()).rejects.toMatchObject({
    message: expect.stringContaining("No module named venv") as string,
    hint: expect.stringContaining("apt install python3-venv") as string,
  });
});

const find = (named: string | undefined, env: NodeJS.ProcessEnv) =>
  findPython(named, env, new AbortController().signal);

test("the first suitable Python on the PATH is used; other programs of that name are ignored", async () => {
  const { env, add, addPython } = await programFolder();
  await expect(find(undefined, env)).rejects.toMatchObject({
    message: "JupyterLab needs Python 3.10 or later, and no Python was found on the PATH.",
    hint: expect.stringContaining("apt install python3 python3-venv") as string,
  });
  await add("python3", "echo Install Python from the store; exit 9");
  await addPython("python", "3.9.18");
  const file = await addPython("python3.12", "3.12.1");
  expect(await find(undefined, env)).toEqual({ file, version: "3.12.1" });
});

test("all those that are too old are listed", async () => {
  const { env, addPython } = await programFolder();
  const old = await addPython("python3", "3.9.18");
  await expect(find(undefined, env)).rejects.toThrow(
    `Python 3.9.18 (${old}) is too old: JupyterLab needs Python 3.10 or later.`,
  );
  await addPython("python", "2.7.18");
  await expect(find(undefined, env)).rejects.toThrow(/Python 3\.9\.18 .* and Python 2\.7\.18 .* are too old/);
});

test("a named Python must be suitable, even if another one would be", async () => {
  const { env, addPython } = await programFolder();
  await addPython("python3", "3.12.1");
  const old = await addPython("old", "3.6.15");
  await expect(find(old, env)).rejects.toThrow(`Python 3.6.15 (${old}) is too old`);
  await expect(find("nowhere", env)).rejects.toThrow("nowhere is not a Python that can be started.");
});
