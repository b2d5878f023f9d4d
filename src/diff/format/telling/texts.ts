import type { TextChange } from "../../contract/text.js";
import type { Detail } from "./contract.js";

export function textDetails(texts: readonly TextChange[]): readonly Detail[] {
  return texts.map(({ field, runs }) => ({ kind: "words", label: field, runs }));
}
