/** What docx has no class for, and what XML refuses. */
import {
  XmlAttributeComponent,
  XmlComponent,
  type BaseXmlComponent,
  type ParagraphChild,
  type TextRun,
} from "docx";

class Attributes extends XmlAttributeComponent<Readonly<Record<string, string>>> {}

class Element extends XmlComponent {
  constructor(
    name: string,
    attributes: Readonly<Record<string, string>>,
    children: readonly (BaseXmlComponent | string)[],
  ) {
    super(name);
    if (Object.keys(attributes).length > 0) this.root.push(new Attributes(attributes));
    this.root.push(...children);
  }
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (BaseXmlComponent | string)[]
): XmlComponent {
  return new Element(name, attributes, children);
}

/** The library's list of what a paragraph may hold is shorter than Word's. */
export const inParagraph = (child: XmlComponent): ParagraphChild =>
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- none of its methods is called
  child;

/** What Word computes, and what it was when the document was written. */
export const field = (instruction: string, ...result: readonly TextRun[]): ParagraphChild =>
  inParagraph(element("w:fldSimple", { "w:instr": instruction }, ...result));

/** A text with a sign in place of each character that no XML file may hold; Word would refuse the whole document. */
export function xmlText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu, "\uFFFD");
}
