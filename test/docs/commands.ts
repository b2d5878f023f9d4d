/** The commands as defined by the program. */
import type { Command } from "commander";
import { program } from "../../src/briefing/cli/program.js";

/** Maps `data add` to its command, for each that does something itself. */
export async function commandsByName(): Promise<ReadonlyMap<string, Command>> {
  return new Map(leaves(await program(undefined), []));
}

const leaves = (command: Command, names: readonly string[]): [string, Command][] =>
  command.commands.length === 0
    ? [[names.join(" "), command]]
    : command.commands.flatMap((child) => leaves(child, [...names, child.name()]));

export async function commandsMarkdown(): Promise<string> {
  const commands = [...(await commandsByName())].map(([name, command]) => ({
    name: `briefing ${name}`,
    description: command.description(),
    help: helpOf(command),
  }));
  const rows = commands.map(({ name, description }) => {
    const anchor = name.replaceAll(" ", "-");
    return `| [\`${name}\`](#${anchor}) | ${description} |`;
  });
  const table = ["| command | |", "| --- | --- |", ...rows].join("\n");
  return [table, ...commands.flatMap(({ name, help }) => [`## ${name}`, `\`\`\`text\n${help}\n\`\`\``])].join(
    "\n\n",
  );
}

/** Output of `--help` on a terminal of 100 columns. */
function helpOf(command: Command): string {
  let help = "";
  command.configureHelp({ helpWidth: 100 }).configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  return help.trim();
}
