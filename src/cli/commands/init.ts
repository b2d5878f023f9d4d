import { Command } from "commander";

export function initCommand(): Command {
  return new Command("init")
    .description("make a new project, on a topic of your own: a briefing of one chapter that builds at once")
    .argument("<dir>", "folder to make; an existing one must be empty (a .git in it may stay)")
    .addHelpText(
      "after",
      `
The chapter reads an invented table; add yours (briefing data add FILE) and replace its sentences. The project builds at once
with this command's own installation; after npm install it has one of its own, as has a colleague who clones it.

Example:
  briefing init ~/library-loans
  briefing build --project ~/library-loans`,
    )
    .action(runInit);
}

async function runInit(folder: string): Promise<void> {
  const { makeProject } = await import("../../tools/scaffold/new-project.js");
  const files = await makeProject(folder);
  const typed = /\s/.test(folder) ? JSON.stringify(folder) : folder;
  process.stdout.write(`${folder}: ${files} files. Next: briefing build --project ${typed}\n`);
}
