import { computedCases } from "./computed.js";
import { displayedMutations } from "./displayed.js";
import { mutations } from "./mutations.js";
import { readMutations } from "./read.js";
import { shownMutations } from "./shown.js";
import { writtenCases } from "./written.js";

export const allCases = [...computedCases, ...writtenCases];
export const allMutations = [...mutations, ...shownMutations, ...readMutations, ...displayedMutations];
