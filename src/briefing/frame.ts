/** Data frames of the project's own danfojs-node, without its known faults: `import { frame } from "briefing/frame"`. */
export { frame } from "./authoring/frame/frame.js";
export { concat, merge } from "./authoring/frame/merge.js";
export type { FrameColumn } from "./authoring/frame/column.js";
export type { DataFrame, GroupedColumns, Groups } from "./authoring/frame/data-frame.js";
export type { GroupOperation } from "./authoring/frame/groups.js";
