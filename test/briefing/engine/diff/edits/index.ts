import { computedCases } from "./computed.js";
import { displayedMutations } from "./displayed.js";
import { mutations } from "./mutations.js";
import { guardedCases } from "./guarded.js";
import { movedCases } from "./moved.js";
import { readMutations } from "./read.js";
import { shownMutations } from "./shown.js";
import { untrueCases } from "./untrue.js";
import { writtenCases } from "./written.js";

export const allCases = [...computedCases, ...writtenCases, ...guardedCases, ...untrueCases, ...movedCases];
export const allMutations = [...mutations, ...shownMutations, ...readMutations, ...displayedMutations];
