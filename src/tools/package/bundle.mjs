// The programs that are started for every build, in few files: Node opens, resolves and links a hundred modules in 40 ms,
// one in 5. Measured in processor time: `briefing --help` takes 210 ms instead of 255, a build that finds nothing to do 390
// instead of 430, a kernel's start 170 instead of 240. What gains less stays in the files that tsc wrote: the thread that
// compiles cells (3 %), git's textconv (slower).
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { withoutCounting } from "../../../dist/engine/compile/count-calls.js";
import { packed } from "../../../dist/lib/packed.js";

/** The kernel's two threads: one file each, and CommonJS, which Node starts 15 ms sooner. */
const threads = ["dist/engine/kernel/main.js", "dist/engine/kernel/worker.js"];
/** The command: a file for each thing it does, and what they share; and what other programs import to build. */
const command = { program: "dist/cli/program.js", engine: "dist/engine/build.js" };

/** What most commands share of these is one file; they load nothing big (most of model/ loads zod, cli/data-* and openalex-* d3-format). */
const engine =
  /[\\/]dist[\\/](model[\\/](errors|mime)\.js|(engine[\\/](notebook|compile|execute)|cli)[\\/](?!data-|openalex-))/;

/**
 * Packages stay outside, and so does what a cell imports: a notebook has modules of its own. Rolldown's helpers are no
 * package that is installed.
 */
const isOutside = (name) => !/^(\.|\/|@jridgewell\/|magic-string$|@oxc-project\/runtime\/)/.test(name);

/** A module goes on looking for its files where it has stood. */
const keepPlaces = (folder) => ({
  name: "keep-places",
  transform(code, id) {
    if (!code.includes("import.meta.url")) return undefined;
    const place = path.relative(folder, id).split(path.sep).join("/");
    return code.replaceAll(
      /(?<!")import\.meta\.url/g,
      `new URL(${JSON.stringify(place)}, import.meta.url).href`,
    );
  },
});

/** Nobody asks which functions of the programs ran. */
const uncounted = { name: "uncounted", transform: withoutCounting };

const write = async (input, plugins, output) => {
  const bundle = await rolldown({
    input,
    platform: "node",
    external: isOutside,
    plugins: [uncounted, ...plugins],
  });
  await bundle.write(output);
  await bundle.close();
};

/** From dist/ as tsc has left it, to dist/bundled/. */
export async function bundlePrograms() {
  rmSync("dist/bundled", { recursive: true, force: true });
  for (const input of threads)
    await write(input, [], { dir: "dist/bundled/kernel", format: "cjs", codeSplitting: false });
  writeFileSync("dist/bundled/kernel/package.json", `{ "type": "commonjs" }\n`);
  const folder = "dist/bundled/command";
  mkdirSync(folder);
  await write(command, [keepPlaces(folder)], {
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
    codeSplitting: { groups: [{ name: "engine", test: engine, minShareCount: 2 }] },
  });
}

// What runs in the reader's browser: each program one classic script, since it stands inside the page or is opened from disk.
const browserPrograms = {
  page: "src/engine/render/browser/page.ts",
  figures: "src/engine/render/browser/figures.ts",
  search: "src/engine/render/browser/search.ts",
  diff: "src/engine/diff/browser/diff.ts",
  preview: "src/tools/preview/browser/client.ts",
  explorer: "src/engine/render/browser/explorer.ts",
  "verdict-rule": "src/analysis/browser/verdict-rule.ts",
};

/** Stand packed in a page, which unpacks them when they are needed, and are stored in no other form. */
const late = ["figures", "explorer", "verdict-rule"];

/** Modules of src/ do nothing when they are loaded, but for the programs: what a program does not use is left out, Node with it. */
const hasEffects = (id) => !/[\\/]src[\\/]/.test(id) || /[\\/]browser[\\/]/.test(id);

/** From src/, types checked by `npm run typecheck`, to dist/browser/. */
export async function bundleForBrowser() {
  for (const [name, input] of Object.entries(browserPrograms)) {
    const treeshake = { moduleSideEffects: hasEffects };
    const bundle = await rolldown({ input, platform: "browser", external: /^node:/, treeshake });
    const file = `dist/browser/${name}.js`;
    const { output } = await bundle.write({ file, format: "iife", minify: true, comments: false });
    await bundle.close();
    const { code, imports } = output[0];
    if (late.includes(name)) {
      writeFileSync(`dist/browser/${name}.packed`, packed(code));
      rmSync(file);
    }
    if (imports.length > 0)
      throw new Error(`${input} would need ${imports.join(", ")}, which no browser has`);
  }
  copyFileSync("src/tools/preview/browser/client.css", "dist/browser/preview.css");
  copyFileSync("src/engine/diff/browser/diff.css", "dist/browser/diff.css");
}
