import { expect, test } from "vitest";
import { findPython } from "../../../src/tools/lab/environment.js";
import { programFolder } from "./fake-programs.js";

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
