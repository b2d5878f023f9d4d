/** The commands that briefing-papers adds. Without that package, they say how to install it. */
import { createRequire } from "node:module";
import { UsageError } from "../model/errors.js";
import { Command } from "./command.js";

const packageName = "briefing-papers";

/** What the package exports as `briefing-papers/commands`. */
interface AddedCommands {
  readonly worksCommand: () => Command;
  readonly refreshCommand: () => Command;
}

export async function worksCommand(): Promise<Command> {
  const added = await loadCommands();
  return added?.worksCommand() ?? explanation("works", "fetch OpenAlex works and count them paper by paper");
}

export async function refreshCommand(): Promise<Command> {
  const added = await loadCommands();
  return added?.refreshCommand() ?? explanation("refresh", "refresh the tables of data/ from OpenAlex");
}

/** Undefined if the package is not installed beside this one. */
async function loadCommands(): Promise<AddedCommands | undefined> {
  const name = `${packageName}/commands`;
  try {
    createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
  return (await import(name)) as AddedCommands;
}

/** Accepts whatever the real command would. */
function explanation(name: string, description: string): Command {
  return new Command(name)
    .description(`${description} (requires ${packageName})`)
    .argument("[arguments...]")
    .allowUnknownOption()
    .action(() => {
      throw new UsageError(`This command is in the package ${packageName}, which is not installed.`, {
        hint: install,
      });
    })
    .notes(`\n${install}`);
}

const install = `Install it beside briefing: npm install ${packageName}`;
