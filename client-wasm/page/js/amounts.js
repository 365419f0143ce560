// @ts-check
/** Sizes, speeds and times as people say them. */

import { lang } from "./dom.js";

/** @typedef {(id: string, values?: Record<string, string | number>) => string} Text */

/** @param {number} part */
export const percent = (part) => Math.floor(part * 100);

/** @param {number} bytes @param {Text} text */
export function size(bytes, text) {
  if (bytes < 1000) return text("files-size-b", { n: Math.round(bytes) });
  const [unit, n] = bytes < 1e6 ? ["kb", bytes / 1e3] : ["mb", bytes / 1e6];
  return text(`files-size-${unit}`, { n: n.toLocaleString(lang === "nl" ? "nl-NL" : "en-GB", { maximumFractionDigits: 1 }) });
}

/** @param {number} seconds @param {Text} text */
export function time(seconds, text) {
  if (!Number.isFinite(seconds)) return "…";
  if (seconds < 90) return text("files-seconds", { n: Math.ceil(seconds) });
  if (seconds < 5400) return text("files-minutes", { n: Math.ceil(seconds / 60) });
  return text("files-hours", { n: Math.ceil(seconds / 3600) });
}
