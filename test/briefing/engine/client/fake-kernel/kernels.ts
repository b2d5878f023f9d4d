/** Kernels of one test, each ended with it, in a runtime folder of its own. */
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type {
  ExecuteOptions,
  ExecuteReply,
  KernelSession,
  KernelSpec,
  Message,
  StartOptions,
} from "../../../../../src/briefing/engine/client/contract.js";
import { startKernel } from "../../../../../src/briefing/engine/client/start-kernel.js";
import { temporaryFolder } from "../../../../support/temporary.js";

export interface Started {
  readonly session: KernelSession;
  /** Connection files that exist now. */
  readonly files: () => Promise<readonly string[]>;
}

export async function start(
  spec: KernelSpec = fakeKernel(),
  options: Partial<StartOptions> & { readonly runtime?: string } = {},
): Promise<Started> {
  const runtime = options.runtime ?? temporaryFolder();
  const session = await startKernel(spec, {
    cwd: tmpdir(),
    ...options,
    env: { ...options.env, JUPYTER_RUNTIME_DIR: runtime },
  });
  onTestFinished(() => session.shutdown());
  return { session, files: () => readdir(runtime) };
}

export interface Executed {
  readonly reply: ExecuteReply;
  readonly messages: readonly Message[];
  readonly text: string;
}

export async function execute(
  session: KernelSession,
  code: string,
  options: ExecuteOptions = {},
): Promise<Executed> {
  const messages: Message[] = [];
  const reply = await session.execute(
    { code },
    { ...options, onMessage: (message) => messages.push(message) },
  );
  return { reply, messages, text: textOf(messages) };
}

export function textOf(messages: readonly Message[]): string {
  return messages
    .filter(({ header }) => header.msg_type === "stream")
    .map(({ content }) => (typeof content.text === "string" ? content.text : ""))
    .join("");
}

const script = fileURLToPath(new URL("./fake-kernel.mjs", import.meta.url));

export function fakeKernel(modes: readonly string[] = [], changes: Partial<KernelSpec> = {}): KernelSpec {
  return {
    name: "fake",
    argv: [process.execPath, script, "{connection_file}", ...modes],
    displayName: "Fake kernel",
    language: "fake",
    interruptMode: "signal",
    env: {},
    resourceDir: "/nowhere",
    ...changes,
  };
}
