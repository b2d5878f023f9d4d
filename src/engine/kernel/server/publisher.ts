/** The interpreter's side of iopub: what a cell emits, posted at once to the thread that owns the sockets. */
import type { JsonObject, MimeBundle } from "../../client/contract.js";
import type { DisplayBundle, ErrorReport, Publisher } from "../contract.js";
import type { FromInterpreter, IopubType } from "./messages.js";
import { messageOverhead, type SharedState } from "./shared-state.js";

export interface CellPublisher extends Publisher {
  /** From now on the request emits nothing more. */
  mute(): void;
  readonly hasErred: boolean;
}

/** Posts a message; values structured clone refuses (functions, symbols) are dropped as JSON drops them. */
export type Post = (message: FromInterpreter) => void;

const structuredSize = 4096;

function bundleSize(data: MimeBundle): number {
  let size = messageOverhead;
  for (const value of Object.values(data)) size += typeof value === "string" ? value.length : structuredSize;
  return size;
}

const content = (
  bundle: DisplayBundle,
): { data: MimeBundle; metadata: JsonObject; transient: JsonObject } => ({
  data: bundle.data,
  metadata: bundle.metadata,
  transient: bundle.displayId === undefined ? {} : { display_id: bundle.displayId },
});

export function createPublisher(
  cell: { readonly id: number; readonly executionCount: number; readonly mode: "interactive" | "silent" },
  shared: SharedState,
  post: Post,
): CellPublisher {
  let muted = false;
  let erred = false;

  function publish(msgType: IopubType, body: JsonObject, size = messageOverhead): void {
    if (muted) return;
    post({ type: "publish", id: cell.id, msgType, content: body, size });
    // Counted after it is posted: terminated in between, too little is counted, never too much for good.
    shared.sent(size);
  }

  return {
    stream(name, text) {
      if (muted || text === "") return;
      post({ type: "stream", id: cell.id, name, text });
      shared.sent(text.length + messageOverhead);
    },
    display(bundle) {
      publish("display_data", content(bundle), bundleSize(bundle.data));
    },
    updateDisplay(bundle) {
      publish("update_display_data", content(bundle), bundleSize(bundle.data));
    },
    clearOutput(when) {
      publish("clear_output", { wait: when === "before-next" });
    },
    result(bundle) {
      if (cell.mode === "silent") return;
      publish(
        "execute_result",
        { ...content(bundle), execution_count: cell.executionCount },
        bundleSize(bundle.data),
      );
    },
    error(report: ErrorReport) {
      erred ||= !muted;
      publish("error", { ename: report.ename, evalue: report.evalue, traceback: report.traceback });
    },
    mute() {
      muted = true;
    },
    get hasErred() {
      return erred;
    },
  };
}
