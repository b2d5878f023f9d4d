/**
 * A client program of its own: `client.mjs HOW_IT_ENDS [KERNEL_MODE…]`. Prints the pids of its kernel and of a process
 * that a cell has started, then ends as requested, or waits to be ended.
 */
import { fileURLToPath } from "node:url";
import { startKernel } from "../../../../dist/engine/client/start-kernel.js";

const [how, ...modes] = process.argv.slice(2);
const script = fileURLToPath(new URL("./fake-kernel.mjs", import.meta.url));
const session = await startKernel(
  {
    name: "fake",
    argv: [process.execPath, script, "{connection_file}", ...modes],
    displayName: "Fake kernel",
    language: "fake",
    interruptMode: "signal",
    env: {},
    resourceDir: "/nowhere",
  },
  { cwd: process.cwd() },
);
let child = "";
await session.execute(
  { code: "child" },
  { onMessage: ({ content }) => (child += typeof content.text === "string" ? content.text : "") },
);
process.stdout.write(`${JSON.stringify({ kernel: session.pid, child: Number(child) })}\n`);
if (how === "exit") process.exit(4);
if (how === "throw") throw new Error("a fault of the program");
if (how === "shutdown") await session.shutdown();
else await session.execute({ code: "loop" }).catch(() => undefined);
