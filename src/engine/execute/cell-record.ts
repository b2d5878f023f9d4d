import type { JsonObject, Message } from "../client/contract.js";
import { metadataKey } from "../../model/mime.js";
import type { CellFacts } from "../../model/trace.js";
import type { Cell, Output } from "../notebook/contract.js";
import { objectOf } from "../notebook/json.js";
import type { OutputBudget } from "./output-budget.js";
import { OutputArea, type Displays } from "./outputs.js";

interface Restored {
  readonly facts: CellFacts;
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
}

/** What becomes of one cell while its notebook is executed. */
export class CellRecord {
  readonly cell: Cell;
  readonly index: number;
  readonly area: OutputArea;
  facts: CellFacts = { status: "not-executed" };
  executionCount: number | null = null;
  #restored: readonly Output[] | undefined;

  constructor(cell: Cell, index: number, displays: Displays, budget: OutputBudget) {
    this.cell = cell;
    this.index = index;
    this.area = new OutputArea(displays, budget);
  }

  receive(message: Message): void {
    const count = message.content.execution_count;
    if (message.header.msg_type === "execute_input" && typeof count === "number") this.executionCount = count;
    this.area.receive(message);
  }

  outputs(): readonly Output[] {
    return this.#restored ?? this.area.outputs();
  }

  /** Takes what an execution before this one came to. */
  restore({ facts, outputs, executionCount }: Restored): void {
    this.facts = facts;
    this.executionCount = executionCount;
    this.#restored = outputs;
  }

  /** The executed copy. A skipped cell keeps the outputs it was stored with. */
  finished(): Cell {
    const { cell, facts } = this;
    if (cell.cell_type !== "code") {
      const isBare = facts.inline === undefined && facts.status === "executed";
      return isBare ? cell : { ...cell, metadata: withFacts(cell.metadata, facts) };
    }
    const metadata = withFacts(cell.metadata, facts);
    if (facts.status === "skipped") return { ...cell, metadata };
    return { ...cell, metadata, outputs: this.outputs(), execution_count: this.executionCount };
  }
}

/** Facts of an execution before this one give way; a person's own settings under the same key stay. */
function withFacts(metadata: JsonObject, facts: CellFacts): JsonObject {
  const settings = objectOf(metadata[metadataKey]);
  return { ...metadata, [metadataKey]: { ...settings, ...(facts as unknown as JsonObject) } };
}
