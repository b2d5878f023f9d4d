import { expect, test } from "vitest";
import { findPython } from "../../../src/tools/lab/python.js";
import { programFolder } from "./fake-programs.js";

test("the first Python on the PATH that is young enough is taken", async () => {
  const { env, addPython } = await programFolder();
  await addPython("python3", "3.9.18");
  const young = await addPython("python3.12", "3.12.1");
  await expect(findPython(undefined, env)).resolves.toEqual({
    name: "python3.12",
    file: young,
    version: "3.12.1",
  });
});

test("one that is too old is refused by name and version", async () => {
  const { env, addPython } = await programFolder();
  const old = await addPython("python3", "3.9.18");
  await expect(findPython(undefined, env)).rejects.toThrow(
    `Python 3.9.18 (${old}) is too old: JupyterLab needs Python 3.10 or later.`,
  );
});

test("several that are too old are all named", async () => {
  const { env, addPython } = await programFolder();
  await addPython("python3", "3.8.1");
  await addPython("python", "2.7.18");
  await expect(findPython(undefined, env)).rejects.toThrow(
    /Python 3\.8\.1 .* and Python 2\.7\.18 .* are too old/,
  );
});

test("where there is none, it is said what to install", async () => {
  const { env } = await programFolder();
  await expect(findPython(undefined, env)).rejects.toMatchObject({
    message: "JupyterLab needs Python 3.10 or later, and there is no Python on the PATH.",
    hint: expect.stringContaining("apt install python3 python3-venv") as string,
  });
});

test("the one that is named must do, even where another would", async () => {
  const { env, addPython } = await programFolder();
  await addPython("python3", "3.12.1");
  const old = await addPython("old", "3.6.15");
  await expect(findPython(old, env)).rejects.toThrow(`Python 3.6.15 (${old}) is too old`);
  await expect(findPython("nowhere", env)).rejects.toThrow("nowhere is no Python that can be started.");
});

test("a program of that name that is no Python is passed over", async () => {
  const { env, add, addPython } = await programFolder();
  await add("python3", "echo Install Python from the store; exit 9");
  await addPython("python", "3.13.0");
  await expect(findPython(undefined, env)).resolves.toMatchObject({ name: "python", version: "3.13.0" });
});
