/** The npm packages have nothing that no user needs, and all that command, kernel and programs need elsewhere. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { writeNotebook } from "../support/notebook.js";
import { temporaryFolder } from "../support/temporary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const work = temporaryFolder("briefing package");
const packages = path.join(work, "node_modules");
const installed = path.join(packages, "briefing");

/** Packs a package of this repository and installs it, without its dependencies; returns the names of its files. */
function install(folder: string): readonly string[] {
  const argv = ["pack", "-w", folder, "--ignore-scripts", "--json", "--pack-destination", work];
  const [packed] = JSON.parse(execFileSync("npm", argv, { cwd: root, encoding: "utf8" })) as [
    {
      readonly name: string;
      readonly filename: string;
      readonly files: readonly { readonly path: string }[];
    },
  ];
  const place = path.join(packages, packed.name);
  mkdirSync(place, { recursive: true });
  execFileSync("tar", ["-xzf", path.join(work, packed.filename), "--strip-components=1", "-C", place]);
  return packed.files.map((file) => file.path);
}
let names: readonly string[] = [];
let components: readonly Component[] = [];

/** As in CycloneDX. */
interface Component {
  readonly name: string;
  readonly licenses: readonly {
    readonly expression?: string;
    readonly license?: { readonly id?: string; readonly name?: string };
  }[];
}

const node = (argv: readonly string[]) =>
  spawnSync(process.execPath, argv, {
    cwd: work,
    encoding: "utf8",
    env: { ...process.env, BRIEFING_CACHE_DIR: path.join(work, "cache") },
  });
const briefing = (...argv: readonly string[]) => node([path.join(installed, "dist/cli/main.js"), ...argv]);

/** In addition to the packages that npm installs for a user, and no others. */
beforeAll(() => {
  names = install("src/briefing");
  const list = path.join(work, "sbom.json");
  execFileSync(process.execPath, [path.join(root, "test/package/sbom.mjs"), list, "src/briefing"]);
  ({ components } = JSON.parse(readFileSync(list, "utf8")) as { components: readonly Component[] });
  for (const name of new Set(components.map((component) => component.name))) {
    const place = path.join(root, "node_modules", name);
    // Excludes what is inside another package's folder, and what is for other systems.
    if (!existsSync(place)) continue;
    mkdirSync(path.join(packages, path.dirname(name)), { recursive: true });
    symlinkSync(place, path.join(packages, name));
  }
});

const kinds = [
  /^(?:LICENSE|NOTICE|(?:data\/)?README\.md|CONTRIBUTING\.md|package\.json|\.github\/page\.png)$/,
  /^docs\/[\w/.-]+\.(?:md|svg|csv|vl\.json)$/,
  // What notebooks import, and what is started separately.
  /^dist\/library\/[\w-]+\.cjs$/,
  /^dist\/(?:index|analysis|frame|tables|vega-lite|(?:authoring|model|lib|engine)\/[\w/-]+)\.(?:js|d\.ts)$/,
  /^dist\/rows\/rows\.(?:js|d\.ts)$/,
  // What npm links as the command.
  /^bin\/briefing\.js$/,
  // What packages of commands are compiled against.
  /^dist\/(?:commands|table-files|(?:cli|tools\/data)\/[\w-]+)\.d\.ts$/,
  /^dist\/cli\/(?:main|freshness|ending|commands\/textconv)\.js$/,
  /^dist\/bundled\/(?:command\/[\w-]+\.mjs|kernel\/(?:main|worker|yaml)\.js|kernel\/package\.json|LICENSES\.txt)$/,
  /^dist\/(?:browser\/[\w-]+\.(?:js|css|packed)|engine\/render\/html\/\w+\.css)$/,
  /^dist\/engine\/(?:report\/report|diff\/format\/comparison)\.schema\.json$/,
  /^dist\/tools\/lab\/assets\/(?:requirements\.(?:in|txt)|[\w./-]+\.(?:py|js|css|json))$/,
  /^dist\/tools\/scaffold\/(?:settings\.json|(?:template|pair|papers)\/[\w/.-]+)$/,
];

test("holds only these kinds of files, and fewer than half as many as dist/", () => {
  expect(names.filter((name) => !kinds.some((kind) => kind.test(name)))).toEqual([]);
  const compiled = readdirSync(path.join(root, "src/briefing/dist"), {
    recursive: true,
    withFileTypes: true,
  });
  expect(names.length).toBeLessThan(compiled.filter((entry) => entry.isFile()).length / 2);
});

test("its documents link only to files in it", () => {
  const documents = names.filter((name) => name.endsWith(".md") && !name.startsWith("dist/"));
  const missing = documents.flatMap((name) => {
    const prose = readFileSync(path.join(installed, name), "utf8").replace(/^```[^]*?^```$|`[^`\n]+`/gm, "");
    const targets = [...prose.matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)].map(([, target = ""]) => target);
    return targets
      .map((target) => path.posix.join(path.posix.dirname(name), target))
      .filter((target) => !names.includes(target));
  });
  expect(missing).toEqual([]);
});

test("NOTICE names every package under another licence than MIT, BSD, ISC and Apache-2.0, and its licence", () => {
  const usual = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0"]);
  const notice = readFileSync(path.join(root, "NOTICE"), "utf8").split("\n");
  const lineOf = (name: string) => notice.find((line) => line.startsWith(`${name} `)) ?? "";
  const others = components.flatMap(({ name: installed, licenses }) => {
    // Its binaries, one package per platform.
    const name = installed.replace(/^(@resvg\/resvg-js)-.+/, "$1");
    const texts = licenses.map(
      ({ expression, license }) => expression ?? license?.id ?? license?.name ?? "?",
    );
    return texts.length > 0 && texts.every((text) => usual.has(text))
      ? []
      : [{ name, text: texts.join(" ") }];
  });
  const unnamed = others.flatMap(({ name, text }) =>
    text.split(/ (?:OR|AND) |[()]/).filter((licence) => !lineOf(name).includes(licence)),
  );
  expect(unnamed).toEqual([]);
  const named = notice.flatMap((line) => /^(\S+) {2,}\S/.exec(line)?.[1] ?? []);
  expect(named.sort()).toEqual([...new Set(others.map(({ name }) => name))].sort());
});

test("the command creates, checks, builds and compares a project", () => {
  for (const argv of [
    ["init", "loans"],
    ["check", "--project", "loans"],
    ["build", "--project", "loans"],
    ["build", "--project", "loans", "--check"],
    ["diff", "loans/output", "loans/output", "-o", "diff.html"],
    ["render", "loans/output/notebooks/01-first.ipynb"],
    ["git", "textconv", "loans/output/report.json"],
  ])
    expect({ argv, ...briefing(...argv) }).toMatchObject({ argv, status: 0 });
  const report = readFileSync(path.join(work, "loans/output/report.json"), "utf8");
  expect(report).toContain('"briefing@');
});

test("a program builds, with the same bytes", () => {
  writeFileSync(
    path.join(work, "program.mjs"),
    `import { build, findProject } from "briefing/engine";
     console.log((await build(await findProject("loans"), { output: "built" })).status);`,
  );
  expect(node(["program.mjs"])).toMatchObject({ status: 0, stdout: "built\n", stderr: "" });
  const page = (folder: string) => readFileSync(path.join(work, folder, "report.json"), "utf8");
  expect(page("built")).toBe(page("loans/output"));
});

test("results of another version of its code are not reused", () => {
  const build = () => briefing("build", "--project", "loans").stderr;
  expect(build()).toContain("unchanged");
  appendFileSync(path.join(installed, "dist/bundled/kernel/main.js"), "\n// Of another version.\n");
  expect(build()).toContain("changed)");
});

test("types are checked", () => {
  writeNotebook(path.join(work, "types.ipynb"), [
    'const n: number = "a";',
    'import type { VegaLite } from "briefing/vega-lite";\nconst mark: VegaLite = { data: { values: [] }, mark: "bra" };',
  ]);
  const { status, stderr } = briefing("check", "types.ipynb");
  expect([status, stderr]).toEqual([1, expect.stringContaining("types.ipynb, cell 1 (cell-1), 1:7: TS2322")]);
  expect(stderr).toContain("cell 2 (cell-2), 2:");
});

test("a preview is served", async () => {
  const argv = [path.join(installed, "dist/cli/main.js"), "preview", "--project", "loans", "--port", "0"];
  const preview = spawn(process.execPath, argv, { cwd: work, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(preview.stdout, "data")) as [Buffer];
    const [address = ""] = /http:\S+/.exec(line.toString()) ?? [];
    const { headers } = await fetch(address, { redirect: "manual" });
    const page = await fetch(new URL("/", address), {
      headers: { cookie: headers.getSetCookie().join("; ") },
    });
    expect(page.status).toBe(200);
  } finally {
    preview.kill("SIGINT");
    await once(preview, "close");
  }
});

test("the kernel that it installs exists", () => {
  expect(briefing("kernel", "install", "--prefix", "venv")).toMatchObject({ status: 0 });
  const file = path.join(work, "venv/share/jupyter/kernels/tslab/kernel.json");
  const { argv } = JSON.parse(readFileSync(file, "utf8")) as { readonly argv: readonly string[] };
  const program = argv.find((word) => word.endsWith("main.js")) ?? "";
  expect(node([program])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Missing option: --connection-file") as string,
  });
});

test("commands of another package say how to install it", () => {
  for (const argv of [
    ["works", "build", "works", "-o", "cube"],
    ["data", "refresh", "--plan"],
  ]) {
    const { status, stderr } = briefing(...argv);
    expect([status, stderr]).toEqual([2, expect.stringContaining("npm install briefing-papers")]);
  }
  expect(briefing("works", "--help").stdout).toContain("npm install briefing-papers");
});

test("a query without DuckDB says how to install it", () => {
  writeNotebook(path.join(work, "loans/notebooks/query.ipynb"), [
    'import { sql } from "briefing";',
    "await sql`SELECT sum(loans) AS loans FROM loans`;",
  ]);
  const { status, stderr } = briefing("execute", "loans/notebooks/query.ipynb", "-o", "executed.ipynb");
  expect([status, stderr]).toEqual([1, expect.stringContaining("npm install @duckdb/node-api")]);
});

test("the example of a pair needs briefing-collaboration, which has its modules, rule and types only", () => {
  const start = ["init", "pair", "--example", "pair", "-p", "reporter=DE", "-p", "partner=CN"];
  const files = install("src/collaboration");
  expect(
    files.filter(
      (name) =>
        !/^(?:package\.json|README\.md|LICENSE|dist\/[\w/-]+\.(?:js|cjs|d\.ts|json|packed))$/.test(name),
    ),
  ).toEqual([]);
  symlinkSync(path.join(root, "node_modules/cephes"), path.join(packages, "cephes"));
  expect(briefing(...start)).toMatchObject({ status: 0 });
  const { dependencies } = JSON.parse(readFileSync(path.join(work, "pair/package.json"), "utf8")) as {
    readonly dependencies: object;
  };
  expect(Object.keys(dependencies)).toEqual(["briefing", "briefing-collaboration"]);
  expect(briefing("check", "--only", "data,types", "--project", "pair")).toMatchObject({ status: 0 });
  expect(briefing("build", "--project", "pair")).toMatchObject({ status: 0 });
});

test("briefing-papers adds its commands", () => {
  const files = install("src/papers");
  expect(
    files.filter((name) => !/^(?:package\.json|README\.md|LICENSE|dist\/[\w/-]+\.(?:js|d\.ts))$/.test(name)),
  ).toEqual([]);
  const duckDb = "@duckdb";
  symlinkSync(path.join(root, "node_modules", duckDb), path.join(packages, duckDb));
  const works = path.join(root, "test/papers/works");
  expect(briefing("works", "--help").stdout).toContain("build [options] <dir>");
  const { status, stderr } = briefing("works", "build", works, "-o", "cube");
  expect([status, stderr]).toEqual([1, expect.stringMatching(/works/)]);
});
