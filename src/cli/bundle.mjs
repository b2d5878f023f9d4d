// The programs that are started for every build, one file each: Node opens, resolves and links a hundred modules in 40 ms, one in 5.
import { rmSync } from "node:fs";
import { rolldown } from "rolldown";

/** The kernel's two threads, and the thread that compiles cells ahead. */
const inputs = ["dist/kernel/main.js", "dist/kernel/server/worker.js", "dist/compile/ahead-worker.js"];

/** Packages stay outside, and so does what a cell imports: a notebook has modules of its own. */
const isOutside = (name) => !/^(\.|\/|@jridgewell\/)/.test(name);

/** From dist/ as tsc has left it, to dist/bundled/. */
export async function bundlePrograms() {
  rmSync("dist/bundled", { recursive: true, force: true });
  for (const input of inputs) {
    const bundle = await rolldown({
      input,
      platform: "node",
      external: isOutside,
      transform: { target: "node20" },
    });
    await bundle.write({ dir: "dist/bundled", format: "esm", codeSplitting: false });
    await bundle.close();
  }
}
