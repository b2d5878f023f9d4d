import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KernelSpecError } from "../../../../src/briefing/engine/client/errors.js";
import {
  installKernelSpec,
  uninstallKernelSpec,
  type InstallOptions,
} from "../../../../src/briefing/engine/client/install.js";
import { findKernelSpec } from "../../../../src/briefing/engine/client/kernelspecs.js";
import { temporaryFolder } from "../../../support/temporary.js";

const content = {
  argv: ["run", "{connection_file}"],
  display_name: "Ours",
  language: "some",
  metadata: { a: 1 },
};

function prepare(): { home: string; options: InstallOptions; folder: string } {
  const home = temporaryFolder();
  const surroundings = { home, env: {}, platform: "linux" as const };
  const options = {
    name: "mine",
    owner: "us",
    location: { kind: "user" },
    content,
    others: "keep",
    surroundings,
  } as const;
  return { home, options, folder: join(home, ".local/share/jupyter/kernels/mine") };
}

async function writeForeign(folder: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "kernel.json"), text);
  await writeFile(join(folder, "theirs.txt"), "");
}

const foreign = JSON.stringify({ argv: ["their-kernel"], display_name: "Theirs" });

test("an installed kernel is found, marked as ours", async () => {
  const { options, folder } = prepare();
  expect(await installKernelSpec(options)).toBe(folder);
  const spec = await findKernelSpec("mine", options.surroundings);
  expect(spec).toMatchObject({
    displayName: "Ours",
    resourceDir: folder,
    metadata: { a: 1, installed_by: "us" },
  });
  expect(await readdir(folder)).toEqual(["kernel.json"]);
});

test("installing again replaces what is ours, and only that", async () => {
  const { options, folder } = prepare();
  await installKernelSpec(options);
  await writeFile(join(folder, "logo.svg"), "mine");
  await installKernelSpec({ ...options, content: { ...content, display_name: "Newer" } });
  expect(await readdir(folder)).toEqual(["kernel.json", "logo.svg"]);
  expect((await findKernelSpec("mine", options.surroundings)).displayName).toBe("Newer");
  await uninstallKernelSpec(options);
  expect(await readdir(folder)).toEqual(["logo.svg"]);
});

test("what a person changed in it is neither overwritten nor removed", async () => {
  const { options, folder } = prepare();
  await installKernelSpec(options);
  const file = join(folder, "kernel.json");
  const changed = (await readFile(file, "utf8")).replace('"argv"', '"env": { "A": "b" },\n "argv"');
  await writeFile(file, changed);
  await expect(installKernelSpec(options)).rejects.toThrow(/was edited after installation/);
  await expect(uninstallKernelSpec(options)).rejects.toThrow(/was edited after installation/);
  expect(await readFile(file, "utf8")).toBe(changed);
  await installKernelSpec({ ...options, others: "replace" });
  expect(await readFile(file, "utf8")).not.toContain("env");
  // Laid out anew, as by an editor, it says the same.
  await writeFile(file, JSON.stringify(JSON.parse(await readFile(file, "utf8"))));
  await uninstallKernelSpec(options);
});

test.each([
  ["a kernel of somebody else", foreign, "Theirs: their-kernel"],
  ["a kernel that cannot be read", "{", "its kernel.json is unreadable"],
])("%s is neither overwritten nor removed", async (_, text, description) => {
  const { options, folder } = prepare();
  await writeForeign(folder, text);
  await expect(installKernelSpec(options)).rejects.toThrow(description);
  await expect(installKernelSpec(options)).rejects.toMatchObject({
    hint: expect.stringContaining("--replace") as string,
  });
  await expect(uninstallKernelSpec(options)).rejects.toThrow(/comes from another installer/);
  expect(await readFile(join(folder, "kernel.json"), "utf8")).toBe(text);
});

test("a kernel of somebody else is replaced when that is asked for", async () => {
  const { options, folder } = prepare();
  await writeForeign(folder, foreign);
  expect(await installKernelSpec({ ...options, others: "replace" })).toBe(folder);
  expect(await readdir(folder)).toEqual(["kernel.json"]);
});

test("a prefix gets the kernel in its share/jupyter, JUPYTER_DATA_DIR stands for the user's folder", async () => {
  const { options, home } = prepare();
  const prefix = join(home, "prefix");
  const inPrefix = await installKernelSpec({ ...options, location: { kind: "prefix", prefix } });
  expect(inPrefix).toBe(join(prefix, "share/jupyter/kernels/mine"));
  const surroundings = { home, env: { JUPYTER_DATA_DIR: join(home, "data") }, platform: "linux" as const };
  const inData = await installKernelSpec({ ...options, surroundings });
  expect(inData).toBe(join(home, "data/kernels/mine"));
});

test("uninstalling removes ours and says where it was; then no kernel is left", async () => {
  const { options, folder } = prepare();
  await installKernelSpec(options);
  expect(await uninstallKernelSpec(options)).toBe(folder);
  await expect(readdir(folder)).rejects.toThrow("ENOENT");
  await expect(uninstallKernelSpec(options)).rejects.toThrow(/Kernel "mine" not found in /);
});

test("a folder that cannot be written is named, with the way out", async () => {
  const { options, home } = prepare();
  await writeFile(join(home, "file"), "");
  const failing = installKernelSpec({ ...options, location: { kind: "prefix", prefix: join(home, "file") } });
  await expect(failing).rejects.toThrow(KernelSpecError);
  await expect(failing).rejects.toMatchObject({ hint: expect.stringContaining("--user") as string });
});
