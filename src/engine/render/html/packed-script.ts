import { packed } from "../../../lib/packed.js";
import { markup, trusted, type Html } from "./template.js";

/** JSON that a page carries for what a reader may ask for (browser/unpack.ts). */
export function packedJson(name: "values" | "carried", value: unknown): Html {
  return packedScript(name, trusted(packed(JSON.stringify(value))));
}

/** A program that is loaded when a figure is asked to answer (browser/late-programs.ts). */
export const packedProgram = (base64: string): Html => packedScript("program", trusted(base64));

const packedScript = (name: string, content: Html): Html =>
  markup`<script type="application/gzip" class="${name}">${content}</script>\n`;
