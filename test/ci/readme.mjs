// Follows the README word for word in a clone in which nothing is prepared: install, build, the three uses, pack, and a
// new project that is installed and built. Run in the clone, before anything else: node test/ci/readme.mjs
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { becomes, check, root, sum } from "../checks.mjs";
import { commandLines } from "../package/command-lines.mjs";

/** Runs a command line in a shell, as typed, and returns what it prints. */
function run(line, cwd) {
  const started = performance.now();
  const ended = spawnSync(line, { shell: true, cwd, encoding: "utf8", timeout: 900_000 });
  console.log(`$ ${line}  # ${((performance.now() - started) / 1000).toFixed(1)} s`);
  check(
    line,
    ended.status === 0,
    `${ended.status ?? ended.signal}\n${ended.stdout}\n${ended.stderr}`.slice(-3000),
  );
  return ended.stdout;
}

/** As a browser does: the printed address sets a cookie and leads to the page. Empty as long as there is none. */
async function fetchPage(address) {
  if (address === undefined) return "";
  const first = await fetch(address, { redirect: "manual" });
  const [cookie = ""] = first.headers.getSetCookie();
  const place = new URL(first.headers.get("location") ?? "", address);
  const page = await fetch(place, { headers: { cookie: cookie.split(";", 1)[0] ?? "" } });
  return page.ok ? page.text() : "";
}

/** `preview` is started, its page read, and stopped with Ctrl-C. */
async function preview(line, cwd) {
  const started = performance.now();
  const child = spawn(line, { shell: true, detached: true, cwd });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
  const addressIn = () => /http:\/\/\S+/.exec(printed)?.[0];
  await becomes(() => addressIn() !== undefined || child.exitCode !== null, 300_000);
  const readPage = async () => (await fetchPage(addressIn())).includes("<h1");
  check(`${line} serves the page`, await becomes(readPage, 300_000), printed);
  process.kill(-child.pid, "SIGINT");
  check(`${line} ends`, await becomes(() => child.exitCode !== null || child.signalCode !== null), printed);
  console.log(`$ ${line}  # ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

check("nothing is prepared: no node_modules/", !existsSync(path.join(root, "node_modules")));
check("nothing is prepared: no dist/", !existsSync(path.join(root, "src/briefing/dist")));

const lines = commandLines(readFileSync(path.join(root, "README.md"), "utf8"));
const ofCheckout = lines.filter(({ how }) => how === "checkout").map(({ line }) => line);
const isPacking = (line) => line.startsWith("npm pack");
const packing = ofCheckout.findIndex(isPacking);
check("README installs, builds and packs", packing > 0, ofCheckout);

for (const line of ofCheckout.slice(0, packing)) run(line, root);
check("the build writes the page", existsSync(path.join(root, "output/briefing.html")));

const uses = lines.filter(({ how }) => how === "").map(({ line }) => line);
check("README has three uses", uses.length === 3, uses);
const version = run("npx --no-install briefing --version", root).trim();
check("the command prints its version", /^\d+\.\d+\.\d+$/.test(version), version);
for (const line of uses) {
  if (line.endsWith(" preview")) await preview(line, root);
  else run(line, root);
}

// The tarball, and the project beside it, are in the folder above the clone.
const above = path.dirname(root);
run(ofCheckout[packing], root);
let printed = "";
for (const line of ofCheckout.slice(packing + 1)) printed += run(line, above);
const [, folder] = /^ {2}cd (\S+)$/m.exec(printed) ?? [];
check("init names the project's folder", folder !== undefined, printed);
const project = path.join(above, folder ?? "");
const next = printed.match(/^ {2}(?:npm install|npx --no-install briefing build)$/gm) ?? [];
check("init says how to install and build", next.length === 2, printed);
for (const line of next) run(line.trim(), project);
check("the new project has its page", existsSync(path.join(project, "output/briefing.html")));
sum();
