import { Command, InvalidArgumentError, Option } from "commander";
import { cp, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pc from "picocolors";
import { defer } from "../../engine/client/waiting.js";
import type { Outcome, PreviewEvent } from "../../tools/preview/contract.js";
import { interruptible, Interruption } from "../interruption.js";
import * as option from "../options.js";
import { refuseOccupied } from "../refuse-occupied.js";

interface PreviewOptions extends option.ExecutionOptions {
  readonly project?: string;
  readonly output?: string;
  readonly port?: number;
  readonly open?: true;
  readonly force?: true;
}

const firstPort = 4321;
/** So long open pages have to fetch what was built, before what can wait keeps the process busy. */
const patienceMs = 500;

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("A port is a whole number from 0 (any) to 65535.");
  return port;
}

export function previewCommand(): Command {
  const command = new Command("preview")
    .description("build, serve the page on this machine and bring it up to date whenever something is saved")
    .addOption(option.projectOption())
    .addOption(
      new Option("-o, --output <dir>", "folder to write and serve (default: output/ of the project)"),
    )
    .addOption(option.forceOption())
    .addOption(
      new Option(
        "--port <n>",
        `port on this machine (default: ${firstPort}, or the next free one)`,
      ).argParser(portNumber),
    )
    .addOption(new Option("--open", "open the page in the browser"));
  return option
    .addExecutionOptions(command)
    .addHelpText(
      "after",
      `
Watches notebooks/, data/ and, in a checkout of the package, src/. Only what changed is executed again; the open page
follows in place, keeps its place and its open folds, and highlights what has changed since the preview started. What
cannot be built is shown in the page, with the code, until it is mended. Sentences that are no longer true are struck and
listed at its top; such a page is a draft, which briefing build would not write. Nobody but this machine can reach the page.
Ctrl-C ends it.

Examples:
  briefing preview --open
  briefing preview --port 5000 -o /tmp/draft`,
    )
    .action(preview);
}

async function preview(options: PreviewOptions): Promise<void> {
  const { findProject } = await import("../../engine/project/find-project.js");
  const { root, output: usual, notebooks } = await findProject(options.project);
  const output = path.resolve(options.output ?? usual);
  await refuseOccupied(output, notebooks, option.overwriteOf(options));
  const aside = await mkdtemp(path.join(os.tmpdir(), "briefing-preview-"));
  try {
    await interruptible((signal) => follow({ root, output, aside, options, signal }));
  } catch (error) {
    // To be interrupted is how a preview ends.
    if (!(error instanceof Interruption)) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

interface Following {
  readonly root: string;
  readonly output: string;
  /** A folder of our own. */
  readonly aside: string;
  readonly options: PreviewOptions;
  readonly signal: AbortSignal;
}

async function follow({ root, output, aside, options, signal }: Following): Promise<void> {
  const { servePreview } = await import("../../tools/preview/server.js");
  const { lookAt } = await import("../../tools/preview/disk.js");
  const { watchPlaces } = await import("../../tools/preview/watch.js");
  const { Rebuilds } = await import("../../tools/preview/rebuilds.js");
  const { PreviewBuilds } = await import("../preview-builds.js");
  const { isCheckout, keepCompiled } = await import("../../tools/lab/keep-compiled.js");
  const { OwnCode } = await import("../own-code.js");
  const { engineHash } = await import("../../engine/store/own-code.js");
  const { packageFolder } = await import("../../tools/lab/places.js");

  const server = await servePreview(output, {
    number: options.port ?? firstPort,
    ifTaken: options.port === undefined ? "next" : "fail",
  });
  const builds = new PreviewBuilds({ root, output, overwrite: option.overwriteOf(options), options, signal });
  const comparing = new Comparing(path.join(aside, "before"), { root, output });
  const send = (event: PreviewEvent): void => {
    server.send(event);
  };
  const tell = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const crashed = defer<never>();
  // Only a checkout of the package itself is compiled: its modules are what the notebooks import.
  const isOurs = isCheckout() && path.resolve(packageFolder) === path.resolve(root);
  const compiled = path.join(root, "dist/.compiled");
  const own = isOurs ? new OwnCode(engineHash) : undefined;
  const places = {
    roots: [
      ...["notebooks", "data"].map((name) => path.join(root, name)),
      isOurs ? compiled : path.join(root, "src"),
    ],
    ignored: [output, path.join(root, "node_modules")],
  };
  const rebuilds = new Rebuilds({
    look: (before) => lookAt(places, before),
    build: (changed) => {
      const news = changed.has(compiled) ? own?.news() : undefined;
      if (news !== undefined) tell(news);
      return builds.build(changed);
    },
    onBuilding: () => {
      send({ kind: "building" });
    },
    onOutcome: async (outcome) => {
      tellOutcome(outcome, tell);
      if (outcome.status === "failed") {
        send({ kind: "error", text: outcome.text });
        return;
      }
      send({ kind: "page", line: outcome.line });
      await server.served(patienceMs);
      const marks = await comparing.marks();
      if (marks !== undefined) send(marks);
      await builds.settle();
    },
    onCrash: (error) => {
      if (!signal.aborted) crashed.reject(error);
    },
  });
  const compiling = isOurs ? keepCompiled(tell) : undefined;
  const watching = await watchPlaces(places, {
    onHint: () => {
      rebuilds.hint(performance.now());
    },
    onError: (error) => {
      tell(`What is saved is seen later from now on, within two seconds: ${String(error)}`);
    },
  });
  try {
    process.stdout.write(`${server.url}  (Ctrl-C ends the preview)\n`);
    if (options.open === true) await openBrowser(server.url, tell);
    rebuilds.hint(performance.now());
    await Promise.race([ended(signal), crashed.promise]);
  } finally {
    await Promise.all([watching.close(), server.close(), rebuilds.close()]);
    await Promise.all([builds.close(), compiling?.stop()]);
  }
}

function tellOutcome(outcome: Outcome, tell: (line: string) => void): void {
  if (outcome.status === "failed") {
    tell(`\n${pc.red("✗")} ${outcome.text}\n`);
    return;
  }
  tell(`${pc.green("✓")} ${outcome.line}`);
  if (outcome.struck !== undefined) tell(`${pc.yellow("!")} ${outcome.struck}`);
}

async function openBrowser(url: string, tell: (line: string) => void): Promise<void> {
  const { default: open } = await import("open");
  await open(url).catch((error: unknown) => {
    tell(`The browser could not be opened (${String(error)}); go to ${url}`);
  });
}

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        "abort",
        () => {
          resolve();
        },
        { once: true },
      );
  });

/** What is another than in the first page of this preview. */
class Comparing {
  readonly #before: string;
  readonly #at: { readonly root: string; readonly output: string };
  #isKept = false;

  constructor(before: string, at: { readonly root: string; readonly output: string }) {
    this.#before = before;
    this.#at = at;
  }

  /** Undefined after the first build, which is what later ones are compared with. */
  async marks(): Promise<PreviewEvent | undefined> {
    const { root, output } = this.#at;
    // Loaded with the first build: the program may be compiled again before the second.
    const { diffBriefings } = await import("../../engine/diff/diff-briefings.js");
    const { marksOf } = await import("../../tools/preview/marks.js");
    if (!this.#isKept) {
      await cp(output, this.#before, { recursive: true });
      this.#isKept = true;
      return undefined;
    }
    const { comparison } = await diffBriefings({ names: [this.#before, output], cwd: root, root, output });
    return { kind: "marks", line: comparison.summary.line, marks: marksOf(comparison) };
  }
}
