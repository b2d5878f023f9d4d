/** `fmt.percnt`: TypeScript names the file of what was imported, which nobody wrote, and not what it has. */
import type ts from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

/** "Property … does not exist on type …", without and with "Did you mean …?". */
const MISSING = new Set([2339, 2551]);

/** More names than these nobody reads. */
const mostNames = 40;

/** The error in the words of the cell, where it is about a namespace such as `fmt`; any other as it is. */
export function nameMembers(ts: TypeScript, checker: ts.TypeChecker, found: ts.Diagnostic): ts.Diagnostic {
  const { file, code, start = 0, messageText } = found;
  if (file === undefined || !MISSING.has(code)) return found;
  const access = ts.findPrecedingToken(start + 1, file)?.parent;
  if (access === undefined || !ts.isPropertyAccessExpression(access)) return found;
  const type = checker.getTypeAtLocation(access.expression);
  if (((type.symbol as ts.Symbol | undefined)?.flags ?? 0) & ts.SymbolFlags.ValueModule) {
    const names = checker.getPropertiesOfType(type).map(({ name }) => name);
    const guess = /Did you mean '.*'\?$/.exec(ts.flattenDiagnosticMessageText(messageText, "\n"))?.[0];
    const sentences = [
      `${access.expression.getText(file)} has no ${access.name.text}.`,
      ...(guess === undefined ? [] : [guess]),
      ...(names.length > mostNames ? [] : [`It has ${names.sort().join(", ")}.`]),
    ];
    return { ...found, messageText: sentences.join(" ") };
  }
  return found;
}
