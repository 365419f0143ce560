// @ts-check
/**
 * Fetching a file of an answer, and saving it; made and fetched only when the person has said yes.
 *
 * Stable: `.collecting` in the file's line (`data-state`: `fetching`, `waiting`, `paused`, `saved`, `stopped` or `failed`),
 * with `.file-status`, `progress`, `.file-pause`, `.file-remove` and, once it is there, `.file-save` (the link).
 */

import { remaining } from "./amounts.js";
import { text } from "./file-texts.js";
import { make, press } from "./dom.js";

/** @typedef {import("./visit.js").Visit} Visit */
/** @typedef {{n: number, name: string, size: number}} Offered */

/** The lines that are being fetched. @type {Map<number, (said: any) => void>} */
const lines = new Map();

/**
 * Fetches it and hands it to the browser to save; `again` lets the person ask once more.
 * @param {Visit} visit @param {Offered} file @param {HTMLElement} at @param {() => void} again
 */
export async function collect(visit, file, at, again) {
  const { line, status, bar, buttons } = build(visit, file);
  at.append(line);
  status.focus();
  lines.set(file.n, heard(file, line, status, bar));
  visit.onCollect = (said) => lines.get(said.collect)?.(said);
  /** @param {string} state @param {string} words */
  const end = (state, words) => {
    line.dataset.state = state;
    status.setAttribute("aria-live", "polite");
    if (buttons.contains(document.activeElement)) status.focus();
    status.textContent = words;
    bar.hidden = state !== "saved";
    bar.value = 1;
    buttons.replaceChildren();
    if (state !== "saved") again();
  };
  try {
    const blob = await visit.ask("collect", { file: file.n, size: file.size });
    if (!blob) return end("stopped", text("collect-stopped"));
    end("saved", text("collect-saved", { name: file.name }));
    buttons.append(save(blob, file.name));
  } catch (error) {
    const [code, part] = (/** @type {{code?: string}} */ (error).code ?? "").split(":");
    const known = code === "gone" || code === "altered" ? `collect-${code}` : "collect-failed";
    end("failed", text(part === "0" ? "collect-other" : known, { part: part ?? "" }));
  } finally {
    lines.delete(file.n);
  }
}

/** @param {Visit} visit @param {Offered} file */
function build(visit, file) {
  const line = make("div", "", "collecting");
  line.dataset.state = "fetching";
  const status = make("p", text("collect-begins"), "file-status hint");
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  const bar = /** @type {HTMLProgressElement} */ (make("progress", ""));
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  /** @param {"pause" | "go" | "remove"} change */
  const change = (change) => void visit.ask("collect_change", { file: file.n, change });
  const pause = press("", text("files-pause"), "second file-pause");
  pause.onclick = () => change(line.dataset.state === "paused" ? "go" : "pause");
  const stop = press("", text("collect-stop"), "second file-remove");
  stop.onclick = () => change("remove");
  const buttons = make("p", "", "choices");
  buttons.append(pause, stop);
  line.append(status, bar, buttons);
  return { line, status, bar, buttons };
}

/** @param {Offered} file @param {HTMLElement} line @param {HTMLElement} status @param {HTMLProgressElement} bar */
function heard(file, line, status, bar) {
  const left = remaining();
  /** @param {{state: string, done?: number, size?: number, seconds?: number}} said */
  return ({ state, done = 0, seconds = 0 }) => {
    line.dataset.state = state;
    // Each piece would be read out.
    status.setAttribute("aria-live", state === "fetching" ? "off" : "polite");
    const pause = line.querySelector(".file-pause");
    if (pause) pause.textContent = text(state === "paused" ? "files-go" : "files-pause");
    if (state === "fetching") {
      bar.value = done / Math.max(file.size, 1);
      status.textContent = text("collect-fetching", left(done, file.size));
    } else {
      left();
      status.textContent = text(state === "paused" ? "files-paused" : "collect-waiting", { n: seconds });
    }
  };
}

/** Saves it, and stays as a link to save it once more. @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", text("collect-again"), "file-save"));
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  return link;
}
