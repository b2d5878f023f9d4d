// Third-party programs on the installed kernel: their executions have the same outputs as `briefing execute`.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { check, program as briefing } from "../../../checks.mjs";
import { chapters, makeProject } from "./project.mjs";

const run = (program, args, options) =>
  promisify(execFile)(program, args, { maxBuffer: Infinity, ...options });
const requirements = fileURLToPath(new URL("peers-requirements.txt", import.meta.url));

/** `PEERS_VENV` names an environment that has the programs already. */
export async function checkPeers(work) {
  const home = path.join(work, "peers-home");
  mkdirSync(home);
  const venv = process.env.PEERS_VENV ?? (await install(path.join(work, "peers-venv")));
  const prefix = path.join(work, "prefix");
  await run(process.execPath, [briefing, "kernel", "install", "--prefix", prefix], { cwd: work });
  const env = { ...process.env, HOME: home, JUPYTER_PATH: path.join(prefix, "share/jupyter") };
  const program = (name) => path.join(venv, "bin", name);

  const copy = (name) => {
    const folder = makeProject(path.join(work, name));
    return { folder, names: chapters(folder), cwd: path.join(folder, "notebooks") };
  };
  const ours = copy("briefing");
  await run(process.execPath, [briefing, "execute", ...ours.names, "-o", "executed", "--quiet"], ours);
  const programs = {
    nbconvert: ({ names, cwd }) =>
      run(
        program("jupyter-nbconvert"),
        ["--to", "notebook", "--execute", "--output-dir", "executed", "--log-level=ERROR", ...names],
        { cwd, env },
      ),
    "jupyter execute (nbclient)": async ({ names, cwd }) => {
      mkdirSync(path.join(cwd, "executed"));
      await run(program("jupyter-execute"), ["--inplace", ...names], { cwd, env });
      for (const name of names) cpSync(path.join(cwd, name), path.join(cwd, "executed", name));
    },
    papermill: async ({ names, cwd }) => {
      mkdirSync(path.join(cwd, "executed"));
      for (const name of names)
        await run(program("papermill"), [name, path.join("executed", name), "--no-progress-bar"], {
          cwd,
          env,
        });
    },
  };
  // In order: each chooses free ports before its kernel binds them, so two programs could choose the same.
  for (const [index, [name, execute]] of Object.entries(programs).entries()) {
    const theirs = copy(`peer-${index}`);
    await execute(theirs);
    const differs = (folder) => (notebook) =>
      outputsOf(folder.cwd, notebook) !== outputsOf(ours.cwd, notebook);
    const differing = theirs.names.filter(differs(theirs));
    // They wait a few seconds for output, which is not enough on a busy machine: what differs is executed once more.
    const again = { ...copy(`peer-${index}-again`), names: differing };
    if (differing.length > 0) await execute(again);
    const left = differing.filter(differs(again));
    for (const notebook of theirs.names)
      check(`${name}: ${notebook} has the outputs of briefing execute`, !left.includes(notebook));
  }
}

async function install(venv) {
  await run(process.env.PYTHON ?? "python3", ["-m", "venv", venv], {});
  const pip = ["install", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "-r", requirements];
  await run(path.join(venv, "bin/pip"), pip, {});
  return venv;
}

/**
 * As one text, because programs differ in how they join lines. Cells tagged look are for interactive work: `briefing
 * execute` skips them, other programs do not, so that their numbers of execution differ from there on. Only a build
 * notes in each value which statement made it.
 */
function outputsOf(folder, name) {
  const { cells } = JSON.parse(readFileSync(path.join(folder, "executed", name), "utf8"));
  const joined = (value) =>
    Array.isArray(value) && value.every((line) => typeof line === "string") ? value.join("") : value;
  const plain = (value) => {
    const one = joined(value);
    if (Array.isArray(one)) return one.map(plain);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(
      Object.keys(one)
        .filter((key) => key !== "made")
        .sort()
        .map((key) => [key, plain(one[key])]),
    );
  };
  const compared = cells.filter(
    ({ cell_type: type, metadata }) => type === "code" && !(metadata.tags ?? []).includes("look"),
  );
  const uncounted = (output) => ({ ...output, execution_count: null });
  return JSON.stringify(compared.map(({ id, outputs }) => [id, plain(outputs.map(uncounted))]));
}
