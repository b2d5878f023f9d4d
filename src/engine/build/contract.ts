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

/** How notebooks are executed; what is not said is as the command line's help has it. */
export interface ExecutionOptions {
  /** Values for the `parameters` cells, as one types them. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly jobs?: number | undefined;
  /** What a cell may take; the metadata of a notebook or cell overrides it. */
  readonly cellTimeoutMs?: number | undefined;
  readonly kernelMemoryMb?: number | undefined;
}

/**
 * What to build, and how: data alone, as a command line or a program would say it. `pdf` and `summary` (both printed by
 * an installed Chromium) and `docx` ask for files beside the page.
 */
export interface BuildOptions extends ExecutionOptions, BesidePageOptions {
  /** Folder to write; the project's own if not said. */
  readonly output?: string;
  /** An earlier briefing, its folder or report.json, whose numbers are compared; the project's if not said. */
  readonly previous?: string;
  /** Which files may be written over, in the folder and in the places of PDF and Word document; "own" if not said. */
  readonly overwrite?: Overwrite;
  /**
   * What becomes of the page where a sentence is no longer true: "refuse", if not said, writes nothing; "draft" strikes
   * it, in another folder than the project's output; "strike" does so in any folder.
   */
  readonly falseSentences?: "refuse" | "draft" | "strike";
  /** "compare" writes nothing, and says whether the folder holds what a build gives; "write" if not said. */
  readonly mode?: "write" | "compare";
  /** Whether the site is written beside the page; as the project has it if not said. */
  readonly site?: "write" | "omit";
  /** What drawing a figure may take; a drawer that is given has its own. */
  readonly figureLimits?: FigureLimits;
  /** "ignore" executes and draws everything, whatever the store has of it; "use" if not said. */
  readonly cache?: "use" | "ignore";
}

export interface BuildEffects {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Something a person should know that stops nothing, one sentence. */
  readonly onWarning?: (warning: string) => void;
  /** What earlier builds left; the project's own if not said. */
  readonly store?: Store;
  /** Compilers and kernels of a program that builds again and again; closed by the caller. */
  readonly toolchain?: Toolchain;
  /** Draws for a program that builds again and again; closed by the caller. */
  readonly drawer?: Pick<Drawer, "begin" | "draw" | "close">;
  /** Makes a folder hold the files; the disk's if not said. */
  readonly write?: (
    folder: string,
    files: readonly RenderedFile[],
    settings: { readonly overwrite: Overwrite },
  ) => Promise<WriteResult>;
  /** What the next build is glad of and this one need not wait for; done at once if not said. */
  readonly afterwards?: (work: () => Promise<void>) => Promise<void> | void;
  readonly now?: () => number;
}

/** A notebook that was executed, and where its partly executed copy lies if it failed. */
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
