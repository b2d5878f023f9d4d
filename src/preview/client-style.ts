/** Quiet colours of its own, so that it stands on any page; nothing of it is printed. */
export const clientStyle = `
.preview-box { position: fixed; right: 12px; bottom: 12px; z-index: 1000; max-width: min(26rem, calc(100vw - 24px)); box-sizing: border-box; padding: 6px 12px; border: 1px solid #8a8a8a; border-radius: 6px; background: #fdfdfb; color: #1f1f1f; font: 14px/1.4 "Source Sans 3", system-ui, sans-serif; box-shadow: 0 1px 4px rgb(0 0 0 / 15%); }
.preview-box summary { cursor: pointer; }
.preview-box ol { max-height: 40vh; overflow: auto; margin: 6px 0 0; padding-left: 1.4em; }
.preview-box a { color: inherit; }
.preview-error { position: fixed; inset: 0 0 auto 0; z-index: 1001; max-height: 70vh; overflow: auto; box-sizing: border-box; padding: 12px 16px; border-bottom: 3px solid #b3261e; background: #fff6f5; color: #1f1f1f; font: 14px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.preview-error h2 { margin: 0 0 8px; font: 600 15px/1.4 "Source Sans 3", system-ui, sans-serif; color: #8c1d18; }
.preview-error pre { margin: 0; font: inherit; white-space: inherit; }
.preview-changed { outline: 2px solid #b57900; outline-offset: 3px; border-radius: 2px; }
button.preview-changed { outline-width: 1px; outline-offset: 1px; }
@media (prefers-color-scheme: dark) {
  .preview-box { background: #23231f; color: #ececec; border-color: #777; }
  .preview-error { background: #2a1615; color: #f1e4e3; border-bottom-color: #ff8a80; }
  .preview-error h2 { color: #ffb4ab; }
  .preview-changed { outline-color: #e0b04a; }
}
@media print { .preview-box, .preview-error { display: none; } .preview-changed { outline: none; } }
`;
