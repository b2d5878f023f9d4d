/**
 * The narrow no-break space as a thin space: the font of figures has the latter alone, and for the former each machine
 * would take another font. Words in a drawing are not broken at either.
 */
export function withOwnSpaces(drawing: string): string {
  return drawing.replaceAll("\u202f", "\u2009");
}
