import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { exitCode, Interruption, printError } from "./ending.js";
import { guardTerminal } from "./terminal.js";
import { own } from "../lib/own.js";
import { packageFolder } from "../lib/package-folder.js";
import { setV8Flags } from "../lib/v8-flags.js";

function version(): string {
  const folder = packageFolder(new URL("../", import.meta.url));
  const text = readFileSync(new URL("package.json", folder), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** In the order of the help. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["build", async () => (await import("./commands/build.js")).buildCommand()],
  ["preview", async () => (await import("./commands/preview.js")).previewCommand()],
  ["execute", async () => (await import("./commands/execute.js")).executeCommand()],
  ["check", async () => (await import("./commands/check.js")).checkCommand()],
  ["clean", async () => (await import("./commands/clean.js")).cleanCommand()],
  ["convert", async () => (await import("./commands/convert.js")).convertCommand()],
  ["diff", async () => (await import("./commands/diff.js")).diffCommand()],
  ["review", async () => (await import("./commands/review.js")).reviewCommand()],
  ["render", async () => (await import("./commands/render.js")).renderCommand()],
  ["lab", async () => (await import("./commands/lab.js")).labCommand()],
  ["data", async () => (await import("./commands/data.js")).dataCommand()],
  ["works", async () => (await import("./added-commands.js")).worksCommand()],
  ["new", async () => (await import("./commands/new.js")).newCommand()],
  ["init", async () => (await import("./commands/init.js")).initCommand()],
  ["git", async () => (await import("./commands/git.js")).gitCommand()],
  ["kernel", async () => (await import("./commands/kernel.js")).kernelCommand()],
  ["cache", async () => (await import("./commands/cache.js")).cacheCommand()],
]);

/** The command of that name; if it does not exist, all commands, to list them or suggest the nearest. */
async function commandsFor(name: string | undefined): Promise<readonly Command[]> {
  const meant = name === undefined ? undefined : commands.get(name);
  return Promise.all((meant === undefined ? [...commands.values()] : [meant]).map((load) => load()));
}

export async function program(name: string | undefined): Promise<Command> {
  const command = new Command("briefing")
    .description("Executes TypeScript notebooks and renders them as a briefing.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help, or a command's: briefing build --help")
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError("(briefing --help lists the commands; briefing COMMAND --help explains one)")
    .addHelpText(
      "after",
      `
Examples:
  briefing build                        execute the notebooks, write output/
  briefing preview --open               build, and update the page in the browser when you save
  briefing execute a.ipynb -o out.ipynb execute one notebook on its kernel
  briefing check                        look for errors without executing anything
  briefing data add gdp.csv             add a table of your own
  briefing diff                         what changed since the last commit, and why
  briefing clean                        format notebooks for committing
  briefing convert notebooks/01-a.ipynb make a text notebook of it, notebooks/01-a.md
  briefing lab                          open the notebooks in JupyterLab
  briefing kernel install --user        install the kernel for JupyterLab, VS Code and nbconvert

Exit codes: 0 done, 1 errors in notebooks or data, 2 incorrect usage or a crash.`,
    );
  for (const each of await commandsFor(name)) command.addCommand(each);
  for (const each of everyCommand(command)) {
    each.exitOverride().helpCommand(false);
    each.configureHelp({ showGlobalOptions: true, helpWidth: Math.min(process.stdout.columns || 100, 100) });
    if (each.parent !== null) each.showHelpAfterError(`(${typedName(each)} --help explains it)`);
  }
  return command;
}

/** `briefing kernel install` */
const typedName = (command: Command): string =>
  command.parent === null ? command.name() : `${typedName(command.parent)} ${command.name()}`;

/** Commands set process.exitCode themselves; a thrown error sets it here. */
export async function run(argv: readonly string[]): Promise<number> {
  exitOnClosedPipe();
  guardTerminal();
  if (argv.length === 3 && (argv[2] === "--version" || argv[2] === "-V")) {
    process.stdout.write(`${version()}\n`);
    return exitCode.done;
  }
  const command = await program(argv[2]);
  command.hook("preAction", (_, chosen) => {
    setV8Flags();
    rejectEmptyArguments(chosen);
    rejectStandardStreams(chosen);
  });
  try {
    await command.parseAsync(argv);
    return Number(process.exitCode ?? exitCode.done);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    if (error instanceof Interruption) {
      process.stderr.write(`briefing: ${error.message}; existing output is unchanged.\n`);
      return error.exitCode;
    }
    return printError(error);
  }
}

/** A shell passes an empty argument for an unset variable; as a folder name it would mean the current one. */
function rejectEmptyArguments(command: Command): void {
  const values: Readonly<Record<string, unknown>> = command.opts();
  const option = command.options.find((each) => isBlank(own(values, each.attributeName())));
  const blank = command.args.findIndex(isBlank);
  const argument = command.registeredArguments[Math.min(blank, command.registeredArguments.length - 1)];
  const name = option
    ? `option '${option.flags}'`
    : blank >= 0
      ? `argument '${argument?.name() ?? ""}'`
      : undefined;
  if (name === undefined) return;
  const here = /dir|path/.test(name) ? ' (this folder is ".")' : "";
  command.error(`error: ${name} is empty, as when a shell variable is not set. Write a name${here}.`);
}

/** Elsewhere "-" means standard input or output; here it would be a file or folder of that name. */
function rejectStandardStreams(command: Command): void {
  const values: Readonly<Record<string, unknown>> = command.opts();
  const option = command.options.find(
    (each) => namesPath(each.flags) && own(values, each.attributeName()) === "-",
  );
  if (option !== undefined)
    command.error(
      `error: option '${option.flags}' does not take standard input or output. For a file or folder called -, write ./-`,
    );
}

/** Whether an option's value is a file or a folder, by the placeholder in its flags: `-o, --output <dir>`, `--pdf [file]`. */
const namesPath = (flags: string): boolean => /[<[](?:dir|file|path)[>\]]/.test(flags);

const isBlank = (value: unknown): boolean => typeof value === "string" && value.trim() === "";

/** Readers of our output may stop early: `briefing --help | head`. The rest cannot be printed. */
function exitOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
}

function* everyCommand(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* everyCommand(child);
}
