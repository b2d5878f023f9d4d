import type { ChangeKind } from "../contract.js";

const names: Readonly<Partial<Record<ChangeKind, readonly [string, string]>>> = {
  section: ["chapter", "chapters"],
  prose: ["text", "texts"],
  code: ["cell of code", "cells of code"],
  "front-matter": ["front matter", "front matter"],
};

export function kindName(kind: ChangeKind): string {
  return names[kind]?.[0] ?? kind;
}

export function kindPlural(kind: ChangeKind): string {
  return names[kind]?.[1] ?? `${kind}s`;
}
