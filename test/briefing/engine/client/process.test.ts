import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kernelCommand } from "../../../../src/briefing/engine/client/process.js";
import { fakeKernel } from "./fake-kernel/kernels.js";
import { temporaryFolder } from "../../../support/temporary.js";

const at = { cwd: "/cwd", env: { NAME: "value", EMPTY: "" } };

test.each([
  ["${NAME}/x", "value/x"],
  ["$NAME:$NAME", "value:value"],
  ["${EMPTY}x", "x"],
  ["$UNKNOWN ${UNKNOWN}", "$UNKNOWN ${UNKNOWN}"],
  ["$$NAME costs $5 and 5$", "$NAME costs $5 and 5$"],
])("%s expands to %s", (text, expected) => {
  const spec = fakeKernel([], { env: { FROM_SPEC: text } });
  expect(kernelCommand(spec, "/c.json", at).env.FROM_SPEC).toBe(expected);
});

test("connection file, folder and prefix are put into argv; other braces stay", () => {
  const spec = fakeKernel([], {
    argv: ["run", "--f={connection_file}", "{resource_dir}/k.js", "{prefix}/lib", "{other}", '{"a":1}'],
    resourceDir: "/p/share/jupyter/kernels/k",
  });
  expect(kernelCommand(spec, "/c.json", at).argv).toEqual([
    "run",
    "--f=/c.json",
    "/p/share/jupyter/kernels/k/k.js",
    "/p/lib",
    "{other}",
    '{"a":1}',
  ]);
});

test("a spec outside an installation has no prefix", () => {
  const spec = fakeKernel([], { argv: ["run", "{prefix}"], resourceDir: "/somewhere/kernels/k" });
  expect(kernelCommand(spec, "/c.json", at).argv).toEqual(["run", "{prefix}"]);
});

test.each([
  [["python3", "-m", "ipykernel_launcher", "-f", "{connection_file}"]],
  [["/opt/venv/bin/python", "-Xfrozen_modules=off", "-m", "ipykernel", "-f", "{connection_file}"]],
  [["python", "/usr/lib/python3/dist-packages/ipykernel_launcher.py", "-f", "{connection_file}"]],
  [["/usr/bin/ipython3", "kernel", "-f", "{connection_file}"]],
])("%j gets the option to keep its history to itself", (argv) => {
  const command = kernelCommand(fakeKernel([], { argv }), "/c.json", at);
  expect(command.argv.slice(-2)).toEqual(["/c.json", "--HistoryManager.hist_file=:memory:"]);
});

test.each([
  [["R", "-e", "IRkernel::main()", "--args", "{connection_file}"]],
  [["node", "main.js", "--connection-file", "{connection_file}"]],
])("%j, which is no IPython, gets no option for the history", (argv) => {
  expect(kernelCommand(fakeKernel([], { argv }), "/c.json", at).argv).toHaveLength(argv.length);
});

test("python is the Python of the installation that holds the spec, if it has one", async () => {
  const prefix = temporaryFolder();
  const python = join(prefix, "bin", "python3");
  await mkdir(join(prefix, "bin"));
  await writeFile(python, "");
  const spec = (command: string): ReturnType<typeof fakeKernel> =>
    fakeKernel([], {
      argv: [command, "-m", "x"],
      resourceDir: join(prefix, "share", "jupyter", "kernels", "k"),
    });
  expect(kernelCommand(spec("python"), "/c.json", at).argv[0]).toBe("python");
  await chmod(python, 0o755);
  expect(kernelCommand(spec("python"), "/c.json", at).argv[0]).toBe(python);
  expect(kernelCommand(spec("python3.11"), "/c.json", at).argv[0]).toBe(python);
  expect(kernelCommand(spec("/usr/bin/python3"), "/c.json", at).argv[0]).toBe("/usr/bin/python3");
  expect(kernelCommand(spec("node"), "/c.json", at).argv[0]).toBe("node");
});
