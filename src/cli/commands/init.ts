import { Command } from "commander";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { refuseUnwritable } from "../refuse-unwritable.js";

export function initCommand(): Command {
  return new Command("init")
    .description("make a new project: a briefing of one chapter, on a topic of your own, that builds at once")
    .argument("<dir>", "folder to make; an existing one must be empty (a .git in it may stay)")
    .addHelpText(
      "after",
      `
The chapter to learn from reads an invented table; replace table, schema and sentences with yours. The project holds no
absolute path and can be moved; what its notebooks import comes from this command's own installation.

Example:
  briefing init ~/library-loans
  briefing build --project ~/library-loans`,
    )
    .action(makeProject);
}

async function makeProject(folder: string): Promise<void> {
  const { projectFiles } = await import("../../tools/scaffold/new-project.js");
  const { ScaffoldError } = await import("../../tools/scaffold/errors.js");
  const present = await readdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") throw new ScaffoldError(`${folder} is a file.`, { hint: "Name a folder." });
    throw error;
  });
  if (present.some((name) => name !== ".git"))
    throw new ScaffoldError(`${folder} is not empty, and nothing in it is overwritten.`, {
      hint: "Name a new folder. To add a chapter to a project: briefing new ID",
    });
  await refuseUnwritable([folder], "Name another folder.");
  const files = await projectFiles(folder);
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  }
  process.stdout.write(
    `${folder}: ${files.size} files. Next: briefing build --project ${/\s/.test(folder) ? JSON.stringify(folder) : folder}\n`,
  );
}
