// Bundles programs that every build starts into a few files: Node.js opens, resolves and links a hundred modules in 40
// ms, one in 5. Measured in processor time, `briefing --help` takes 210 ms instead of 255, a build with nothing to do
// 390 instead of 430, a kernel start 170 instead of 240, and a notebook's import of the library 15 instead of 65.
// Programs that gain less stay as tsc wrote them: the thread that compiles cells (3 %), git's textconv (slower).
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import MagicString from "magic-string";
import { rolldown } from "rolldown";
import { withoutCounting } from "../../dist/engine/compile/count-calls.js";
import { packed } from "../../dist/lib/packed.js";
import { dist, libraries, tool } from "./places.mjs";

/** The kernel's two threads: one file each, as CommonJS, which Node.js starts 15 ms sooner. */
const threads = ["main", "worker"].map((name) => `${dist}/engine/kernel/${name}.js`);
/** The command: one file per task plus shared files, and what other programs and packages of commands import. */
const command = {
  program: `${dist}/cli/program.js`,
  engine: `${dist}/engine/build.js`,
  commands: `${dist}/commands.js`,
  "table-files": `${dist}/table-files.js`,
};

/** One file for what most commands share, without anything large (such as zod in most of model/, or d3-format). */
const engine =
  /[\\/]dist[\\/](model[\\/](errors|mime)\.js|(engine[\\/](notebook|compile|execute)|cli)[\\/](?!data-))/;

/**
 * Other packages stay external, and so does what a cell imports, because notebooks have their own modules. Rolldown's
 * helpers are not an installed package.
 */
const isOutside = (name) => !/^(\.|\/|@jridgewell\/|js-tokens$|magic-string$|yaml$|@?oxc-)/.test(name);

/** Packages of many modules, which cost the command 90 ms if each module is a file. */
const bundled =
  /^(zod|commander|d3-(dsv|format)|htmlparser2|dom(-serializer|elementtype|handler|utils)|entities|markdown-it|linkify-it|mdurl|punycode\.js|uc\.micro)(\/|$)/;

/** A module continues to look for its files at its original path. */
const keepPlaces = (folder) => ({
  name: "keep-places",
  transform(code, id) {
    if (!code.includes("import.meta.url")) return undefined;
    const place = path.relative(folder, id).split(path.sep).join("/");
    const edits = new MagicString(code).replaceAll(
      /(?<!")import\.meta\.url/g,
      `new URL(${JSON.stringify(place)}, import.meta.url).href`,
    );
    return { code: edits.toString(), map: edits.generateMap({ hires: "boundary" }) };
  },
});

/** The positions of tsc, so that an error in a bundle is reported where it was written. */
const withMaps = {
  name: "with-maps",
  load(id) {
    if (!existsSync(`${id}.map`)) return undefined;
    return { code: readFileSync(id, "utf8"), map: readFileSync(`${id}.map`, "utf8") };
  },
};

/**
 * Bundles the package yaml, which lib/yaml.js loads when it first reads a text. `request` is where a program finds it. For
 * kernels it is a file of its own: few of them read such a text, and every kernel would start later if it had to read so
 * much more code. For commands it is a part of the bundle.
 */
const withYaml = (request) => ({
  name: "with-yaml",
  transform: (code, id) =>
    /[\\/]lib[\\/]yaml\.js$/.test(id) ? code.replace('own("yaml")', `require("${request}")`) : undefined,
});

/** oxc's JavaScript is a part of the kernel, which has no other ES modules: as a CommonJS file it loads 8 ms sooner. */
const withOxc = {
  name: "with-oxc",
  transform(code, id) {
    if (/[\\/]emit[\\/]javascript\.js$/.test(id)) return code.replace(/\bown(?=\("oxc-)/g, "require");
    const [, name] = /node_modules[\\/](oxc-\w+)[\\/]/.exec(id) ?? [];
    // Its native code is looked up beside the package, as usual.
    return name && code.replaceAll("import.meta.url", `createRequire(__filename).resolve("${name}")`);
  },
};

/** The functions run by these programs are not counted. */
const uncounted = { name: "uncounted", transform: withoutCounting };

const write = async (input, plugins, output, external = isOutside) => {
  const bundle = await rolldown({
    input,
    platform: "node",
    external,
    plugins,
    // Rolldown would take "./yaml.js", which withYaml writes, as relative to the module that it stands in.
    makeAbsoluteExternalsRelative: false,
  });
  const written = await bundle.write(output);
  await bundle.close();
  return written.output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
};

/** Licences of bundled packages, which ask that copies contain them. */
function writeLicences(modules) {
  const inPackage = /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;
  const folders = new Map(modules.flatMap((id) => (inPackage.exec(id) ? [inPackage.exec(id).slice(1)] : [])));
  const texts = [...folders].sort().map(([folder, name]) => {
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const { license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    if (file === undefined) throw new Error(`${name} has no licence file: it cannot be bundled`);
    const text = readFileSync(path.join(folder, file), "utf8").trim();
    return `${name} (${license})\n\n${text}\n`;
  });
  writeFileSync(`${dist}/bundled/LICENSES.txt`, texts.join(`\n${"-".repeat(80)}\n\n`));
}

/** What notebooks import from each package, in its dist/library/: a file per entry, and what the entries share. */
async function bundleLibraries() {
  for (const { folder, entries } of libraries) {
    const dir = `${folder}/dist/library`;
    rmSync(dir, { recursive: true, force: true });
    const input = Object.fromEntries(entries.map((entry) => [entry, `${folder}/dist/${entry}.js`]));
    await write(input, [withMaps, keepPlaces(dir)], {
      dir,
      format: "cjs",
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name].cjs",
      keepNames: true,
      sourcemap: true,
    });
  }
}

/** From dist/ as written by tsc to dist/bundled/ and, for what notebooks import, to dist/library/. */
export async function bundlePrograms() {
  await bundleLibraries();
  rmSync(`${dist}/bundled`, { recursive: true, force: true });
  const kernel = { dir: `${dist}/bundled/kernel`, format: "cjs", codeSplitting: false };
  const modules = [...(await write({ yaml: "yaml" }, [], kernel))];
  const isOutsideKernel = (name) => name === "./yaml.js" || isOutside(name);
  for (const input of threads)
    modules.push(
      ...(await write(input, [uncounted, withYaml("./yaml.js"), withOxc], kernel, isOutsideKernel)),
    );
  writeFileSync(`${dist}/bundled/kernel/package.json`, `{ "type": "commonjs" }\n`);
  const folder = `${dist}/bundled/command`;
  mkdirSync(folder);
  const output = {
    dir: folder,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
    codeSplitting: {
      groups: [
        // Loaded even to print the version.
        {
          name: "start",
          test: /(model.errors|cli.(ending|terminal)|lib.(own|package-folder))\.js|commander/,
          priority: 1,
        },
        { name: "engine", test: engine, minShareCount: 2 },
      ],
    },
  };
  const isOutsideCommand = (name) => isOutside(name) && !bundled.test(name);
  modules.push(
    ...(await write(command, [uncounted, withYaml("yaml"), keepPlaces(folder)], output, isOutsideCommand)),
  );
  writeLicences(modules);
}

// Programs for the reader's browser: each is one classic script, because it is inside the page or opened from disk.
const browserPrograms = {
  page: `${tool}/engine/render/browser/page.ts`,
  figures: `${tool}/engine/render/browser/figures.ts`,
  search: `${tool}/engine/render/browser/search.ts`,
  paper: `${tool}/engine/render/browser/paper.ts`,
  diff: `${tool}/engine/diff/browser/diff.ts`,
  preview: `${tool}/tools/preview/browser/client.ts`,
};

/** Embedded compressed in a page, which decompresses them on demand; not stored in any other form. */
const late = ["figures", "search"];

/** Modules of src/ other than programs have no side effects on loading, so unused ones and Node.js imports drop out. */
const hasEffects = (id) => !/[\\/]src[\\/]/.test(id) || /[\\/]browser[\\/]/.test(id);

/** What the sources of a package import from another one: its sources, of which most of the code drops out. */
const alias = { "briefing/analysis": path.resolve(tool, "analysis.ts") };

/** From src/ (`npm run typecheck` checks the types) to dist/browser/ of the same package. */
export async function bundleForBrowser() {
  for (const [name, input] of Object.entries(browserPrograms)) {
    const treeshake = { moduleSideEffects: hasEffects };
    const bundle = await rolldown({
      input,
      platform: "browser",
      external: /^node:/,
      treeshake,
      resolve: { alias },
    });
    const folder = `${input.split("/").slice(0, 2).join("/")}/dist/browser`;
    const file = `${folder}/${name}.js`;
    const { output } = await bundle.write({ file, format: "iife", minify: true, comments: false });
    await bundle.close();
    const { code, imports } = output[0];
    if (late.includes(name)) {
      writeFileSync(`${folder}/${name}.packed`, packed(code));
      rmSync(file);
    }
    if (imports.length > 0)
      throw new Error(`${input} would need ${imports.join(", ")}, which browsers do not have`);
  }
  copyFileSync(`${tool}/tools/preview/browser/client.css`, `${dist}/browser/preview.css`);
  copyFileSync(`${tool}/engine/diff/browser/diff.css`, `${dist}/browser/diff.css`);
}
