/**
 * The row types of a project's tables. This file has none: when cells are checked, the compiler puts the types generated
 * from the project's data/datapackage.json in its place (engine/compile/folder-types.ts).
 */
export {};
