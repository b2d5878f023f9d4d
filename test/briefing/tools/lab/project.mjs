// A writable copy of the project for checks, with its own history and a home folder that must stay empty.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { copyParts } from "../../../checks.mjs";

export function makeProject(folder) {
  copyParts(folder);
  // An existing environment saves the time of the installation.
  const { LAB_ENVIRONMENT: given } = process.env;
  if (given !== undefined) {
    mkdirSync(path.join(folder, ".jupyter"));
    symlinkSync(path.resolve(given), path.join(folder, ".jupyter/environment"));
  }
  git(folder, "init", "--quiet");
  git(folder, "add", "notebooks");
  const author = ["-c", "user.name=check", "-c", "user.email=check@localhost"];
  git(folder, ...author, "commit", "--quiet", "-m", "as it was");
  return folder;
}

export function git(folder, ...args) {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  return stdout;
}

/** Those that need nothing that the project lacks. */
export const chapters = (folder) => {
  const { order } = parse(readFileSync(path.join(folder, "notebooks/briefing.yml"), "utf8"));
  return order.filter((each) => typeof each === "string").sort();
};

/** Whether Python can reach the registry that pip would use. */
export function registry() {
  const program = process.env.PYTHON ?? "python3";
  const asked = spawnSync(program, ["-m", "pip", "config", "get", "global.index-url"], { encoding: "utf8" });
  const url =
    process.env.PIP_INDEX_URL ?? (asked.status === 0 ? asked.stdout.trim() : "https://pypi.org/simple");
  const script = "import sys, urllib.request as r; r.urlopen(sys.argv[1] + '/pip/', timeout=20)";
  const { status, error } = spawnSync(program, ["-c", script, url.replace(/\/$/, "")], { stdio: "ignore" });
  if (error !== undefined) return { status: "no-python", url };
  return { status: status === 0 ? "reachable" : "unreachable", url };
}
