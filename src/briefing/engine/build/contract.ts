import type { Staleness } from "../diff/staleness.js";
import type { Execution, Progress } from "../execute/contract.js";
import type { RenderedFile } from "../render/render-briefing.js";
import type { Overwrite, WriteResult } from "../render/write.js";
import type { StruckSentence } from "../report/struck-sentences.js";
import type { Store } from "../store/store.js";
import type { BesidePageFiles, BesidePageOptions } from "./beside-page.js";
import type { BriefingContent } from "./describe.js";
import type { Drawer, FigureLimits } from "./drawer.js";
import type { Toolchain } from "./toolchain.js";

/** How notebooks are executed; for defaults, see the help of the command line. */
export interface ExecutionOptions {
  /** Values for the `parameters` cells, as typed on a command line. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly jobs?: number | undefined;
  /** Time limit for a cell; metadata of a notebook or cell overrides it. */
  readonly cellTimeoutMs?: number | undefined;
  readonly kernelMemoryMb?: number | undefined;
  /**
   * Whether to execute the cells that depend on assumptions for every setting of them (default of a build), or only to
   * take from the cache what an earlier build executed.
   */
  readonly answers?: "execute" | "cached" | "omit" | undefined;
}

/**
 * What to build and how: plain data, from a command line or a program. `pdf` and `summary` (both printed by an
 * installed Chromium) and `docx` request files beside the page.
 */
export interface BuildOptions extends ExecutionOptions, BesidePageOptions {
  /** Folder to write to. Default: the project's own. */
  readonly output?: string;
  /** An earlier briefing (its folder or report.json) whose numbers are compared. Default: the project's setting. */
  readonly previous?: string;
  /** Which files may be overwritten, in the folder and at the paths of PDF and Word document. Default: "own". */
  readonly overwrite?: Overwrite;
  /**
   * How to treat sentences that are no longer true: "refuse" (default) writes nothing; "strike" strikes them; "draft"
   * does so in a folder other than the project's output, where the page also shows chapters that failed up to their
   * errors, and lists all other faults.
   */
  readonly falseSentences?: "refuse" | "draft" | "strike";
  /** "write" (default), or "compare", which writes nothing and reports whether the folder is up to date. */
  readonly mode?: "write" | "compare";
  /** Whether to write the site beside the page. Default: the project's setting. */
  readonly site?: "write" | "omit";
  /** Limits for drawing a figure; a `drawer` passed in has its own. */
  readonly figureLimits?: FigureLimits;
  /** "use" (default), or "ignore" to execute and draw everything regardless of the store. */
  readonly cache?: "use" | "ignore";
}

export interface BuildEffects {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** A warning that does not stop the build, in one sentence. */
  readonly onWarning?: (warning: string) => void;
  /** Results of earlier builds. Default: the project's own store. */
  readonly store?: Store;
  /** Compilers and kernels of a program that builds repeatedly; the caller closes them. */
  readonly toolchain?: Toolchain;
  /** Draws figures for a program that builds repeatedly; the caller closes it. */
  readonly drawer?: Pick<Drawer, "begin" | "draw" | "close">;
  /** Makes a folder hold the files. Default: writes to disk. */
  readonly write?: (
    folder: string,
    files: readonly RenderedFile[],
    settings: { readonly overwrite: Overwrite },
  ) => Promise<WriteResult>;
  /** Schedules work that helps the next build and need not delay this one. Default: runs it at once. */
  readonly afterwards?: (work: () => Promise<void>) => Promise<void> | void;
  readonly now?: () => number;
}

/** A notebook that was executed, and the path of its partly executed copy if it failed. */
export interface ExecutedNotebook extends Execution {
  readonly partial?: string;
}

export interface Executed {
  readonly notebooks: readonly ExecutedNotebook[];
  readonly falseSentences: readonly StruckSentence[];
}

export type Built =
  /** A notebook failed, or a sentence is no longer true: nothing was written. */
  | (Executed & { readonly status: "failed" })
  | (Executed &
      BesidePageFiles & {
        readonly status: "built";
        readonly output: string;
        readonly content: BriefingContent;
      })
  | (Executed & { readonly status: "compared"; readonly output: string; readonly staleness: Staleness });
