// @ts-check
/**
 * The screen on which files are added; it is made and fetched only when somebody asks for it.
 *
 * Stable ids: `#screen-files`, `#files-input`, `#files-drop`, `#files-list` (one `li[data-file][data-state]` each,
 * with `.file-name` (input), `.file-status`, `progress`, `.file-pause`, `.file-remove`), `#files-resume`,
 * `#files-status`, `#files-send`, `#files-back`, `#files-error`.
 */

import { percent, remaining, size } from "./amounts.js";
import { findings } from "./findings.js";
import { text } from "./file-texts.js";
import { button, el, input, make, onClick, press, say, show } from "./dom.js";

/**
 * @typedef {import("./visit.js").Visit} Visit
 * @typedef {{id: number, file: File, state: string, left: ReturnType<typeof remaining>, cleans: boolean | undefined}} Row
 * @typedef {{visit: Visit, look: number, from: string, cameBack: boolean, sent: () => void}} Host
 */

/** @type {Map<number, Row>} */
const rows = new Map();
/** @type {Host | undefined} */
let before;
/** @type {Host} */
let host;
let next = 1;
let running = false;

/** Shows the screen. @param {Host} of */
export function openFiles(of) {
  // Files of another conversation are none of this one's.
  if (before && (before.look !== of.look || before.visit !== of.visit)) clear();
  before = host = of;
  if (!document.getElementById("screen-files")) build();
  el("files-resume-part").hidden = !host.cameBack;
  host.visit.onUpload = heard;
  show("files");
  lock();
}

function build() {
  const screen = make("section", "", "screen");
  screen.id = "screen-files";
  const title = make("h1", text("files-title"));
  title.id = "title-files";
  title.tabIndex = -1;
  const drop = make("div", "", "panel");
  drop.id = "files-drop";
  const label = make("label", text("files-choose"));
  label.setAttribute("for", "files-input");
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.id = "files-input";
  const list = make("ul", "");
  list.id = "files-list";
  drop.append(label, field, make("p", text("files-drop"), "hint"));
  const error = make("p", "", "error");
  error.id = "files-error";
  error.setAttribute("role", "alert");
  const status = make("p", "", "hint");
  status.id = "files-status";
  status.setAttribute("role", "status");
  screen.append(
    title, make("p", text("files-lead")), make("p", text("files-traces"), "warning"), drop,
    // Above the list: it must not move away while files are looked at.
    resumePart(), list, error, status, choices(),
  );
  el("main").append(screen);
  field.addEventListener("change", () => {
    add([...(field.files ?? [])]);
    field.value = "";
  });
  takeDropsAndPastes(screen);
  addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
  onClick("files-send", send);
  onClick("files-back", () => show(host.from));
}

function resumePart() {
  const part = make("div", "");
  part.id = "files-resume-part";
  const label = make("label", "", "choice");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.id = "files-resume";
  label.append(box, make("span", text("files-resume")));
  part.append(label, make("p", text("files-resume-means"), "hint"));
  return part;
}

function choices() {
  const at = make("div", "", "choices");
  at.append(press("files-send", text("files-send"), ""), press("files-back", text("files-back"), "second"));
  return at;
}

/** @param {HTMLElement} screen */
function takeDropsAndPastes(screen) {
  // Anywhere in the window: a file that misses its place must not open in the browser.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (!screen.hidden) add([...(event.dataTransfer?.files ?? [])]);
  });
  addEventListener("paste", (event) => {
    if (!screen.hidden) add([...(event.clipboardData?.files ?? [])]);
  });
}

/** @param {File[]} files */
function add(files) {
  if (running) return;
  for (const file of files) {
    /** @type {Row} */
    const row = { id: next, file, state: "chosen", left: remaining(), cleans: undefined };
    next += 1;
    rows.set(row.id, row);
    el("files-list").append(item(row));
  }
  lock();
}

/** @param {Row} row */
function item(row) {
  const { id, file } = row;
  const made = make("li", "", "panel");
  made.dataset.file = String(id);
  made.dataset.state = "chosen";
  const label = make("label", text("files-name"));
  label.setAttribute("for", `file-${id}`);
  const name = document.createElement("input");
  name.type = "text";
  name.id = `file-${id}`;
  name.className = "file-name";
  name.autocomplete = "off";
  name.spellcheck = false;
  // A name can say who made the file, and where it comes from.
  name.value = text("files-neutral", { n: id }) + ending(file.name);
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const pause = press("", text("files-pause"), "second file-pause");
  pause.hidden = true;
  pause.onclick = () => change(id, made.dataset.state === "paused" ? "go" : "pause");
  const remove = press("", text("files-remove"), "second file-remove");
  remove.onclick = () => take(id);
  const buttons = make("p", "", "choices");
  buttons.append(pause, remove);
  made.append(
    make("p", `${file.name} (${size(file.size)})`, "name"), traces(row), label, name, bar,
    make("p", text("files-waits-to-start"), "file-status hint"), buttons,
  );
  return made;
}

/** @param {Row} row */
function traces(row) {
  return findings(row.file, (cleans) => {
    row.cleans = cleans;
    lock();
  });
}

/** @param {string} name */
function ending(name) {
  return /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0].toLowerCase() ?? "";
}

/** @param {number} id */
function take(id) {
  if (running) {
    change(id, "remove");
    mark(id, "removed", text("files-removed"));
  } else {
    rows.delete(id);
    document.querySelector(`[data-file="${id}"]`)?.remove();
  }
  lock();
}

/** @param {number} id @param {"pause" | "go" | "remove"} what */
function change(id, what) {
  void host.visit.ask("upload_change", { id, change: what });
}

async function send() {
  const chosen = [...rows.values()].filter((row) => !["sent", "removed"].includes(row.state));
  running = true;
  say("files-error", "");
  lock();
  try {
    const files = chosen.map(({ id, file, cleans }) => ({ id, file, cleans, name: input(`file-${id}`).value.trim() }));
    const resume = host.cameBack && input("files-resume").checked;
    if ((await host.visit.ask("upload", { files, resume })) > 0 || hasUnnamed()) {
      say("files-status", text("files-letter"));
      await host.visit.send("", 0);
      leave();
      return;
    }
  } catch (error) {
    const failed = { file: "files-failed", clean: "files-not-cleaned" }[/** @type {{code?: string}} */ (error).code ?? ""];
    say("files-error", text(failed ?? "files-trouble"));
  } finally {
    running = false;
  }
  lock();
}

/** Files that the server has and no letter names yet, because something went wrong after them. */
const hasUnnamed = () => [...rows.values()].some((row) => row.state === "sent");

function clear() {
  rows.clear();
  el("files-list").replaceChildren();
  say("files-status", "");
}

function leave() {
  clear();
  host.sent();
}

function lock() {
  const open = [...rows.values()].filter((row) => !["sent", "removed"].includes(row.state));
  // Nothing goes before it was looked at.
  const looking = open.some((row) => row.cleans === undefined);
  button("files-send").disabled = running || looking || (open.length === 0 && !hasUnnamed());
  button("files-back").disabled = running;
  input("files-input").disabled = running;
  for (const name of document.querySelectorAll(".file-name")) {
    /** @type {HTMLInputElement} */ (name).readOnly = running;
  }
  for (const original of document.querySelectorAll(".file-original")) {
    /** @type {HTMLInputElement} */ (original).disabled = running;
  }
}

/** @param {{upload: number, state: string, done?: number, size?: number, seconds?: number, code?: string}} said */
function heard({ upload: id, state, done = 0, size: all = 0, seconds = 0, code }) {
  if (id === 0) {
    say("files-status", text("files-rounding"));
    return;
  }
  const row = rows.get(id);
  if (!row || row.state === "removed") return;
  if (state !== "sending") row.left();
  const part = all === 0 ? 1 : done / all;
  if (state === "waiting") mark(id, state, text(code === "full" ? "files-full" : "files-waiting", { n: seconds }));
  else if (state === "sending") mark(id, state, text("files-sending", row.left(done, all)), part);
  else if (state === "reading") mark(id, state, text("files-reading", { n: percent(part) }), 0);
  else mark(id, state, text(`files-${state}`), state === "sent" ? 1 : undefined);
}

/** @param {number} id @param {string} state @param {string} words @param {number} [part] */
function mark(id, state, words, part) {
  const row = rows.get(id);
  const at = /** @type {HTMLElement | null} */ (document.querySelector(`[data-file="${id}"]`));
  if (!row || !at) return;
  row.state = state;
  at.dataset.state = state;
  const [status, bar, pause, remove] = [".file-status", "progress", ".file-pause", ".file-remove"].map((one) =>
    at.querySelector(one),
  );
  if (status) status.textContent = words;
  if (part !== undefined) /** @type {HTMLProgressElement} */ (bar).value = part;
  const over = ["sent", "removed"].includes(state);
  /** @type {HTMLElement} */ (pause).hidden = over;
  /** @type {HTMLElement} */ (remove).hidden = over;
  /** @type {HTMLElement} */ (pause).textContent = text(state === "paused" ? "files-go" : "files-pause");
}
