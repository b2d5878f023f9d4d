import * as commander from "commander";

const shared = {
  project: new commander.Option(
    "--project <dir>",
    "the project's folder (default: the nearest with notebooks/briefing.yml, upwards)",
  ),
  force: new commander.Option(
    "--force",
    "overwrite files that this command did not write, or that were changed since",
  ),
  quiet: new commander.Option("-q, --quiet", "print failures only"),
  json: new commander.Option("--json", "print the result as JSON on standard output"),
};

export class Command extends commander.Command {
  /** Options that have the same meaning in several commands. */
  shared(...names: readonly (keyof typeof shared)[]): this {
    return this.addOptions(names.map((name) => shared[name]));
  }

  addOptions(options: readonly commander.Option[]): this {
    for (const option of options) this.addOption(option);
    return this;
  }

  /** Explanations and examples at the end of its help. */
  notes(text: string): this {
    return this.addHelpText("after", text);
  }
}
