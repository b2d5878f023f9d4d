import type { StoredBlock, StoredSection } from "../match/blocks.js";
import type { StoredProse } from "./tokens.js";

/** A text of a block or section, under the name by which a difference of it is reported. */
export interface TextField {
  readonly field: string;
  readonly prose: StoredProse;
}

/** Texts of a section itself, without its blocks. */
export function sectionFields({ title, summary }: StoredSection): readonly TextField[] {
  return fields({ title, summary });
}

/** Texts of a block; those of a claim's parts are `partFields`. */
export function blockFields(block: StoredBlock): readonly TextField[] {
  switch (block.kind) {
    case "prose":
      return fields({ text: block.text });
    case "figure": {
      const { title, subtitle, caption, alt, source } = block;
      return fields({ title, subtitle, caption, alt, source });
    }
    case "table": {
      const { title, caption, source } = block;
      return fields({ title, caption, source });
    }
    case "claim":
      return fields({ statement: block.statement, by: block.by });
    case "image":
      return fields({ alt: [block.alt] });
    default:
      return [];
  }
}

export type StoredPart = Extract<StoredBlock, { kind: "claim" }>["parts"][number];

export function partFields({ reads, evidence, needs }: StoredPart): readonly TextField[] {
  return fields({ reads, evidence, needs: needs === undefined ? undefined : [needs] });
}

function fields(texts: Readonly<Record<string, StoredProse | undefined>>): readonly TextField[] {
  return Object.entries(texts).flatMap(([field, prose]) => (prose === undefined ? [] : [{ field, prose }]));
}
