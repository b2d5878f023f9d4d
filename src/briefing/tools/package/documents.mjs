// Documents at the top of the repository that belong to the packages: npm packs only what is in a package's folder.
// .gitignore lists the copies.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { packages, tool } from "./places.mjs";

const ofTool = ["README.md", "CONTRIBUTING.md", "NOTICE", "data/README.md", ".github/page.png"];

export function copyDocuments() {
  for (const folder of packages) cpSync("LICENSE", `${folder}/LICENSE`);
  rmSync(`${tool}/docs`, { recursive: true, force: true });
  const docs = readdirSync("docs", { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join("docs", name.split(path.sep).join("/")))
    .filter((name) => name.endsWith(".md") || name.startsWith("docs/output/figures/"));
  for (const name of [...ofTool, ...docs]) {
    mkdirSync(path.dirname(`${tool}/${name}`), { recursive: true });
    cpSync(name, `${tool}/${name}`);
  }
}
