/**
 * A client program of its own: `client.mjs HOW_IT_ENDS KERNEL_SPEC`. Prints the pids of its kernel and of a process
 * that a cell has started, then ends as requested, or waits to be ended.
 */
import { startKernel } from "../../../../../src/briefing/dist/engine/client/start-kernel.js";

const [how, spec] = process.argv.slice(2);
const session = await startKernel(JSON.parse(spec), { cwd: process.cwd() });
let child = "";
await session.execute(
  { code: "child" },
  { onMessage: ({ content }) => (child += typeof content.text === "string" ? content.text : "") },
);
process.stdout.write(`${JSON.stringify({ kernel: session.pid, child: Number(child) })}\n`);
if (how === "exit") process.exit(4);
if (how === "throw") throw new Error("a fault of the program");
await session.execute({ code: "loop" }).catch(() => undefined);
