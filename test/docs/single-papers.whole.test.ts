/** The commands of docs/how-to/single-papers.md, as a stranger types them, with a server that answers like OpenAlex. */
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runBriefing, type Ran } from "../briefing/cli/run-briefing.js";
import { commandLines } from "../package/command-lines.mjs";
import { serving } from "../papers/openalex/harness.js";
import { drafts, records } from "../papers/works/decoupled.js";
import { describeWithDuckDb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const guide = readFileSync(path.join(root, "docs/how-to/single-papers.md"), "utf8");
const years = [2013, 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022];

/** International papers of all countries, as the guide's query asks for; without very large teams, which take a call each. */
const works = () =>
  records(
    drafts(7, 100, "third", years).filter(({ countries, isHyper }) => countries.length > 1 && !isHyper),
  );

/** Types a line in a shell. */
const type = (line: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> =>
  new Promise((resolve) => {
    const settings = { cwd, env: { ...process.env, NO_COLOR: "1", ...env } };
    execFile("/bin/sh", ["-c", line], settings, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });

/** Packages as an installation leaves them, with the command, which `npm ci` does not link before dist/ exists. */
function installPackages(project: string): void {
  const packages = path.join(project, "node_modules");
  mkdirSync(path.join(packages, ".bin"), { recursive: true });
  for (const name of readdirSync(path.join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(path.join(root, "node_modules", name), path.join(packages, name));
  }
  symlinkSync(path.join(root, "src/briefing/dist/cli/main.js"), path.join(packages, ".bin/briefing"));
}

/** Others take time, and are not about single papers. */
function keepChapters(project: string, chapters: readonly string[]): void {
  const file = path.join(project, "notebooks/briefing.yml");
  const lines = readFileSync(file, "utf8").split("\n");
  const others = lines.filter(
    (line) => /^ {2}- \d\d/.test(line) && !chapters.some((chapter) => line.includes(chapter)),
  );
  const kept = lines.filter((line) => !others.includes(line)).join("\n");
  writeFileSync(file, kept.replace("lead: joint-papers", "lead: propensity"));
}

describeWithDuckDb("the guide on single papers", () => {
  test("its commands fetch, check and count papers, and the next build uses them", async () => {
    const project = path.join(temporaryFolder("single papers"), "united-states-china");
    const init = ["init", project, "--example", "pair", "-p", "reporter=US", "-p", "partner=CN"];
    expect(await runBriefing(init, { cwd: root })).toMatchObject({ code: 0 });
    installPackages(project);
    keepChapters(project, ["03-propensity-and-verdict", "05-single-papers"]);
    const server = await serving({ works: works(), largestPage: 100 });
    const env = { OPENALEX_URL: server.url, OPENALEX_API_KEY: "key-of-a-stranger" };
    // The guide says which year this example has instead of the one in its query.
    expect(guide).toContain("write 2022 for 2021 below");
    const lines = commandLines(guide).flatMap(({ line, how }) =>
      how === "" ? [line.replaceAll("2021", "2022")] : [],
    );
    for (const line of lines)
      expect({ line, ...(await type(line, project, env)) }).toMatchObject({ line, code: 0 });
    const page = readFileSync(path.join(project, "output/briefing.md"), "utf8");
    expect(page).toContain(`counts ${works().length.toLocaleString("en-US")} papers`);
    expect(page).toContain("The chapter needs papers of 2013, 2014, 2015, 2016, 2017 and 2022");
    expect(page).toMatch(/The cube has these joint papers: 2013: \d+, .* and 2022: \d+\./);
    expect(page).toMatch(/\| It is no artefact of coverage \| not testable \| Needs 400 joint papers/);
    expect(server.asked[0]?.query.get("filter")).toBe(
      "countries_distinct_count:>1,publication_year:2013-2022",
    );
  });
});
