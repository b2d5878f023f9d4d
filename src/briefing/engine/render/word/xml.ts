/** Elements that docx has no class for, and characters that XML forbids. */
import { XmlComponent, type ParagraphChild, type TextRun } from "docx";

type Attributes = Readonly<Record<string, string>>;

class Element extends XmlComponent {
  constructor(name: string, attributes: Attributes, children: readonly (XmlComponent | string)[]) {
    super(name);
    // As the library itself marks attributes.
    if (Object.keys(attributes).length > 0) this.root.push({ _attr: attributes });
    this.root.push(...children);
  }
}

export const element = (
  name: string,
  attributes: Attributes,
  ...children: readonly (XmlComponent | string)[]
): XmlComponent => new Element(name, attributes, children);

/** The library's type for the content of a paragraph allows less than Word does. */
export const inParagraph = (child: XmlComponent): ParagraphChild =>
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- none of its methods is called
  child;

/** A field that Word computes, with its result when the document was written. */
export const field = (instruction: string, ...result: readonly TextRun[]): ParagraphChild =>
  inParagraph(element("w:fldSimple", { "w:instr": instruction }, ...result));

/** Replaces each character that XML forbids: Word would reject the whole document. */
export function xmlText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu, "\uFFFD");
}
