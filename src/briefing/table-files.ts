/** What packages that write tables use, such as briefing-papers. It belongs to this version, as commands.ts does. */
export type { Resource } from "./authoring/load/schema.js";
export { generateRowTypes } from "./engine/compile/row-types.js";
export { findRoot } from "./engine/project/find-project.js";
export { addTable } from "./tools/data/add-table.js";
export { errorWords } from "./tools/data/anomaly-words.js";
export {
  atResource,
  editDescriptor,
  readDescriptorFile,
  writeDescriptor,
} from "./tools/data/descriptor-file.js";
export { updateTable } from "./tools/data/update-table.js";
