import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { KernelSpecError, UnknownKernelError } from "../../../../src/briefing/engine/client/errors.js";
import {
  dataFolders,
  findKernelSpec,
  listKernelSpecs,
  userDataFolder,
  type Surroundings,
} from "../../../../src/briefing/engine/client/kernelspecs.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { writeFiles } from "../../../support/files.js";
import { rejected } from "../../../support/thrown.js";

const valid = { argv: ["run", "{connection_file}"], display_name: "A kernel", language: "some" };

function addSpec(data: string, name: string, content: object | string = valid): void {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFiles(join(data, "kernels", name), { "kernel.json": text });
}

/** An empty machine but for the folder. */
function machine(
  home: string,
  env: NodeJS.ProcessEnv = {},
  platform: NodeJS.Platform = "linux",
): Surroundings {
  return { home, env, platform };
}

test.each([
  [{}, "linux", "/h/.local/share/jupyter"],
  [{ XDG_DATA_HOME: "/xdg" }, "linux", "/xdg/jupyter"],
  [{ XDG_DATA_HOME: "" }, "linux", "/h/.local/share/jupyter"],
  [{}, "darwin", "/h/Library/Jupyter"],
  [{ XDG_DATA_HOME: "/xdg" }, "darwin", "/h/Library/Jupyter"],
  [{ XDG_DATA_HOME: "/xdg", JUPYTER_DATA_DIR: "/data" }, "darwin", "/data"],
] as const)("the user's data with %j on %s lies in %s", (env, platform, expected) => {
  expect(userDataFolder(machine("/h", env, platform))).toBe(expected);
});

test("folders are looked into in the order of Jupyter", async () => {
  const env = { JUPYTER_PATH: "/one:/two:", VIRTUAL_ENV: "/venv" };
  expect(await dataFolders(machine("/h", env))).toEqual([
    "/one",
    "/two",
    "/venv/share/jupyter",
    "/h/.local/share/jupyter",
    "/usr/local/share/jupyter",
    "/usr/share/jupyter",
  ]);
});

test("the first Python on PATH is asked for its prefix", async () => {
  const root = temporaryFolder();
  writeFiles(root, { python3: `#!/bin/sh\necho ${root}/chosen\n` });
  await chmod(join(root, "python3"), 0o755);
  expect(await dataFolders(machine("/h", { PATH: root }))).toContain(
    join(root, "chosen", "share", "jupyter"),
  );
});

test("a Python that fails is passed over", async () => {
  const root = temporaryFolder();
  writeFiles(root, { python3: "#!/bin/sh\nexit 1\n" });
  await chmod(join(root, "python3"), 0o755);
  expect(await dataFolders(machine("/h", { PATH: root }))).toHaveLength(3);
});

test("a spec is read with what it says and with what it leaves out", async () => {
  const home = temporaryFolder();
  const data = userDataFolder(machine(home));
  addSpec(data, "Full", {
    ...valid,
    interrupt_mode: "message",
    env: { A: "${B}" },
    metadata: { debugger: true },
  });
  addSpec(data, "plain", `\uFEFF${JSON.stringify({ argv: ["x"] })}`);
  const { specs, broken } = await listKernelSpecs(machine(home));
  expect(broken).toEqual([]);
  expect(specs).toEqual([
    {
      name: "full",
      argv: ["run", "{connection_file}"],
      displayName: "A kernel",
      language: "some",
      interruptMode: "message",
      env: { A: "${B}" },
      resourceDir: join(data, "kernels", "Full"),
      metadata: { debugger: true },
    },
    {
      name: "plain",
      argv: ["x"],
      displayName: "plain",
      language: "",
      interruptMode: "signal",
      env: {},
      resourceDir: join(data, "kernels", "plain"),
      metadata: {},
    },
  ]);
});

test("names are found whatever their case, and the first folder wins", async () => {
  const home = temporaryFolder();
  const first = temporaryFolder();
  addSpec(first, "Python3", { ...valid, display_name: "first" });
  addSpec(userDataFolder(machine(home)), "python3", { ...valid, display_name: "second" });
  const surroundings = machine(home, { JUPYTER_PATH: first });
  expect((await findKernelSpec("PYTHON3", surroundings)).displayName).toBe("first");
  expect((await listKernelSpecs(surroundings)).specs).toHaveLength(1);
});

test.each([
  ["not JSON", "{", /is not valid JSON/],
  ["a list", "[]", /not a JSON object/],
  ["without argv", { language: "x" }, /argv must be a non-empty list of strings/],
  ["with an empty argv", { argv: [] }, /argv must be a non-empty list of strings/],
  ["with a number in argv", { argv: ["a", 1] }, /argv must be a non-empty list of strings/],
  ["with an unknown interrupt_mode", { ...valid, interrupt_mode: "shout" }, /interrupt_mode must be/],
  ["with a number in env", { ...valid, env: { A: 1 } }, /env must be an object of strings/],
])(
  "a spec that is %s is reported when it is asked for, and disturbs no other",
  async (_, content, problem) => {
    const home = temporaryFolder();
    const data = userDataFolder(machine(home));
    addSpec(data, "bad", content);
    addSpec(data, "good");
    expect((await findKernelSpec("good", machine(home))).name).toBe("good");
    const error = await rejected(KernelSpecError, findKernelSpec("bad", machine(home)));
    expect(error.message).toMatch(problem);
    expect(error.message).toContain(join(data, "kernels", "bad", "kernel.json"));
  },
);

test("a good spec further down stands in for a broken one", async () => {
  const home = temporaryFolder();
  const first = temporaryFolder();
  addSpec(first, "twice", "{");
  addSpec(userDataFolder(machine(home)), "twice");
  expect((await findKernelSpec("twice", machine(home, { JUPYTER_PATH: first }))).displayName).toBe(
    "A kernel",
  );
});

test("an unknown kernel is an error that lists what is installed and where was looked", async () => {
  const home = temporaryFolder();
  const data = userDataFolder(machine(home));
  addSpec(data, "good");
  addSpec(data, "bad", "{");
  await mkdir(join(data, "kernels", "empty"));
  const error = await rejected(UnknownKernelError, findKernelSpec("julia", machine(home)));
  expect(error.message).toContain('Unknown kernel "julia".');
  expect(error.message).toContain(`good (A kernel), ${join(data, "kernels", "good")}`);
  expect(error.message).toContain(join(data, "kernels", "bad", "kernel.json"));
  expect(error.message).toContain("/usr/share/jupyter/kernels");
  expect(error.message).not.toContain("empty");
  expect(error).toMatchObject({ hint: expect.stringContaining("JUPYTER_PATH") as string });
});
