// @ts-check
/** Sizes, speeds and times as people say them. */

import { lang } from "./dom.js";
import { text } from "./file-texts.js";

/** @param {number} part */
export const percent = (part) => Math.floor(part * 100);

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return text("files-size-b", { n: Math.round(bytes) });
  const [unit, n] = bytes < 1e6 ? ["kb", bytes / 1e3] : ["mb", bytes / 1e6];
  return text(`files-size-${unit}`, { n: n.toLocaleString(lang === "nl" ? "nl-NL" : "en-GB", { maximumFractionDigits: 1 }) });
}

/** @param {number} seconds */
function time(seconds) {
  if (!Number.isFinite(seconds)) return "…";
  if (seconds < 90) return text("files-seconds", { n: Math.ceil(seconds) });
  if (seconds < 5400) return text("files-minutes", { n: Math.ceil(seconds / 60) });
  return text("files-hours", { n: Math.ceil(seconds / 3600) });
}

/**
 * How far it is, how fast it goes and how long it takes, as the texts want it; measured since it last stood still:
 * a call without numbers says that it does.
 */
export function remaining() {
  let begun = 0;
  let from = 0;
  let moving = false;
  /** @param {number} [done] @param {number} [all] */
  return (done, all = 0) => {
    const now = performance.now();
    if (done === undefined || !moving) {
      moving = done !== undefined;
      begun = now;
      from = done ?? 0;
    }
    const perSecond = (((done ?? 0) - from) * 1000) / Math.max(now - begun, 1);
    const left = perSecond > 0 ? (all - (done ?? 0)) / perSecond : Infinity;
    return { n: percent((done ?? 0) / Math.max(all, 1)), speed: size(perSecond), left: time(left) };
  };
}
