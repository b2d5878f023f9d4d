/** The protocol counts positions in Unicode code points, JavaScript in UTF-16 units. */

export function toUtf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let left = codePoints; left > 0 && offset < text.length; left--)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

export function toCodePointOffset(text: string, utf16: number): number {
  let codePoints = 0;
  for (let offset = 0; offset < utf16 && offset < text.length; codePoints++)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return codePoints;
}
