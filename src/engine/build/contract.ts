import type { ExecutionCache } from "../execute/cache/contract.js";
import type { Execution, Progress } from "../execute/contract.js";
import type { Staleness } from "../diff/staleness.js";
import type { Overwrite } from "../render/output-owner.js";
import type { Draw } from "../render/figure/draw.js";
import type { WriteResult } from "../render/write.js";
import type { RenderedFile } from "../render/contract.js";
import type { ProjectFacts } from "../report/contract.js";
import type { StruckSentence } from "../report/struck-sentences.js";
import type { BriefingContent } from "./describe.js";
import type { ExecutionOptions } from "./settings.js";
import type { SeenByCompiler, Toolchain } from "./toolchain.js";

/** What to build, and how: data alone, as a command line or a program would say it. */
export interface BuildOptions extends ExecutionOptions {
  /** Folder to write; the project's own if not said. */
  readonly output?: string;
  /** An earlier briefing, its folder or report.json, whose numbers are compared; the project's if not said. */
  readonly previous?: string;
  /** Which files in the folder may be written over; "own" if not said. */
  readonly overwrite?: Overwrite;
  /**
   * What becomes of the page where a sentence is no longer true: "refuse", if not said, writes nothing; "draft" strikes
   * it, in another folder than the project's output; "strike" does so in any folder.
   */
  readonly falseSentences?: "refuse" | "draft" | "strike";
  /** "compare" writes nothing, and says whether the folder holds what a build gives; "write" if not said. */
  readonly mode?: "write" | "compare";
  /** Also prints the page with an installed Chromium, to briefing.pdf beside it if no file is named. */
  readonly pdf?: { readonly file?: string };
  /** "ignore" executes and draws everything, whatever the store has; "use" if not said. */
  readonly cache?: "use" | "ignore";
}

/** What the outside gives. */
export interface BuildEffects {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Something a person should know that stops nothing, one sentence. */
  readonly onWarning?: (warning: string) => void;
  /** What earlier builds left; without one everything is compiled, executed and drawn. */
  readonly store?: BuildStore;
  /** Compilers and kernels of a program that builds again and again; closed by whoever gives them. */
  readonly toolchain?: Toolchain;
  /** Makes a folder hold the files; the disk's if not said. */
  readonly write?: (
    folder: string,
    files: readonly RenderedFile[],
    settings: { readonly overwrite: Overwrite },
  ) => Promise<WriteResult>;
  /** What the next build is glad of and this one need not wait for; done at once if not said. */
  readonly afterwards?: (work: () => Promise<void>) => Promise<void> | void;
  /** Milliseconds on a monotonic clock. */
  readonly now?: () => number;
}

/** What is kept from one build to the next. */
export interface BuildStore {
  /** Folder of compiled cells, for compilers and kernels alike. */
  readonly compiled: string;
  /** Folder of the partly executed copies of notebooks that failed. */
  readonly partials: string;
  readonly executions: (seen: SeenByCompiler) => ExecutionCache;
  readonly draw: Draw;
  /** What the last build wrote, if it would write the same again. */
  readonly lastBuild: (page: BuildInput) => LastBuild;
  /** Executions that equal those of the build before, as the same objects: what was made of them stands. */
  readonly recognise?: (executions: readonly Execution[]) => readonly Execution[];
  readonly keepToLimit: () => Promise<void>;
}

/** All that a page is made of, and the folder it is for. */
export interface BuildInput {
  /** In the order of the briefing. */
  readonly executions: readonly Pick<Execution, "path" | "notebook">[];
  readonly project: ProjectFacts;
  readonly output: string;
  readonly overwrite: Overwrite;
}

interface LastBuild {
  find(): BriefingContent | undefined;
  /** Notes what was just written, from a moment on (epoch milliseconds). */
  note(written: Written, since: number): void;
}

export interface Written {
  readonly content: BriefingContent;
  readonly files: readonly RenderedFile[];
  /** Absolute paths of the files it rests on besides the notebooks, those that might be there among them. */
  readonly inputs: readonly string[];
}

/** A notebook that was executed, and where its partly executed copy lies if it failed. */
export interface ExecutedNotebook extends Execution {
  readonly partial?: string;
}

export interface Executed {
  readonly notebooks: readonly ExecutedNotebook[];
  /** Sentences that are no longer true, in all notebooks. */
  readonly falseSentences: readonly StruckSentence[];
}

/** What a build came to. */
export type Built =
  /** A notebook failed, or a sentence is no longer true: nothing was written. */
  | (Executed & { readonly status: "failed" })
  | (Executed & {
      readonly status: "built";
      readonly output: string;
      readonly content: BriefingContent;
      readonly pdf?: string;
    })
  | (Executed & { readonly status: "compared"; readonly output: string; readonly staleness: Staleness });
