/** The client on the project's own kernel. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { KernelSpec } from "../../../src/engine/client/contract.js";
import type * as kernelSpecs from "../../../src/engine/kernel/spec.js";
import { DeadKernelError } from "../../../src/engine/client/errors.js";
import { execute, isRunning, start } from "./fake-kernel/kernels.js";

let folder = "";
let spec: KernelSpec;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "client-builtin-"));
  const url = new URL("../../../dist/engine/kernel/spec.js", import.meta.url).href;
  const { builtinKernelSpec } = (await import(url)) as typeof kernelSpecs;
  spec = builtinKernelSpec({ memoryMb: 192, types: "checked" });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("executes, is interrupted in its loops, and shuts down with a timer open", async () => {
  const { session, files } = await start(spec);
  const { reply, messages, text } = await execute(
    session,
    'console.log("out");\nsetInterval(() => 0, 1000);\n6 * 7',
  );
  expect(reply.status).toBe("ok");
  expect(text).toBe("out\n");
  expect(messages.find(({ header }) => header.msg_type === "execute_result")?.content.data).toMatchObject({
    "text/plain": "42",
  });

  const flood = await execute(session, "for (let i = 0; i < 20000; i++) console.log(i);");
  expect(flood.text).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));

  for (const code of ["while (true);", "await Promise.resolve();\nwhile (true);"]) {
    const late = execute(session, code, { timeoutMs: 3000, graceMs: 60_000 });
    await expect(late).rejects.toMatchObject({ name: "CellTimeoutError", outcome: "interrupted" });
    expect((await execute(session, 'console.log("on")')).text).toBe("on\n");
  }

  await session.shutdown();
  expect(isRunning(session.pid)).toBe(false);
  expect(await files()).toEqual([]);
});

test("process.exit in a cell is a death with its exit code", async () => {
  const { session } = await start(spec);
  const dying = execute(session, "process.exit(7)");
  await expect(dying).rejects.toBeInstanceOf(DeadKernelError);
  await expect(dying).rejects.toMatchObject({ exitCode: 7 });
});

test("memory run out is a death that says so", async () => {
  const { session } = await start(spec);
  const dying = execute(session, "const all: number[][] = [];\nfor (;;) all.push(new Array(1e6).fill(1.5));");
  await expect(dying).rejects.toMatchObject({ name: "DeadKernelError", reason: "out-of-memory" });
});
