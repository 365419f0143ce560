// @ts-check
/**
 * The DOM's side: finding elements, showing screens, filling in texts, the twelve fields of a receipt.
 * Text from the network is only ever put in as text, never as HTML.
 */

/** @type {Record<string, string>} */
let texts = {};

/** The page's language. */
export const lang = document.documentElement.lang === "en" ? "en" : "nl";

export async function loadTexts() {
  texts = (await import(`/texts.${lang}.js`)).default;
}

/**
 * The text of this name among `all`, with its values filled in.
 * @param {Record<string, string>} all @param {string} id @param {Record<string, string | number>} values
 */
export const fill = (all, id, values) =>
  (all[id] ?? "").replace(/\{\$(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/**
 * @param {string} id
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export const text = (id, values = {}) => fill(texts, id, values);

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function el(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return /** @type {T} */ (found);
}

/** @param {string} id @returns {HTMLInputElement} */
export const input = (id) => el(id);

/** @param {string} id @returns {HTMLButtonElement} */
export const button = (id) => el(id);

/** @param {string} id @param {() => unknown} deed */
export function onClick(id, deed) {
  el(id).addEventListener("click", deed);
}

/** @param {string} id @param {string} content A message is shown while it says something. */
export function say(id, content) {
  const at = el(id);
  if (at.textContent !== content) at.textContent = content;
}

/** @param {string} id @param {string} content Like `say`, and the element is there only with a text. */
export function warn(id, content) {
  say(id, content);
  el(id).hidden = content === "";
}

/**
 * A new element with text in it.
 * @param {string} name @param {string} content @param {string} [className]
 * @returns {HTMLElement}
 */
export function make(name, content, className = "") {
  const made = document.createElement(name);
  made.textContent = content;
  if (className) made.className = className;
  return made;
}

/**
 * A new button that sends nothing.
 * @param {string} id @param {string} label @param {string} [className]
 */
export function press(id, label, className) {
  const made = /** @type {HTMLButtonElement} */ (make("button", label, className));
  made.type = "button";
  if (id) made.id = id;
  return made;
}

/** Has the browser save a text, byte for byte. @param {string} name @param {string} content */
export function save(name, content) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", ""));
  link.href = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
}

/**
 * Shows one screen and moves the focus to its heading, or to `focus`.
 * @param {string} name @param {string} [focus]
 */
export function show(name, focus) {
  for (const screen of document.querySelectorAll("section.screen")) {
    /** @type {HTMLElement} */ (screen).hidden = screen.id !== `screen-${name}`;
  }
  document.body.dataset.screen = name;
  el("language").hidden = name !== "start";
  hideWays();
  const title = el(`title-${name}`);
  document.title = `${title.textContent} – ${text("app-title")}`;
  scrollTo(0, 0);
  el(focus ?? `title-${name}`).focus({ preventScroll: focus === undefined });
}

/** The ways outside this page, below whatever screen is open: nothing that was typed goes. */
export function showWays() {
  el("ways").hidden = false;
  el("ways-back").hidden = screen() === "start";
  el("elsewhere").focus();
  el("elsewhere").scrollIntoView();
}

export function hideWays() {
  el("ways").hidden = screen() !== "start";
}

/** @returns {string | undefined} */
export const screen = () => document.body.dataset.screen;

/** @param {string} iso @returns {string} A day as people write it. */
export function dayText(iso) {
  const day = new Date(`${iso}T12:00:00Z`);
  const locale = lang === "nl" ? "nl-NL" : "en-GB";
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
}

/**
 * A problem, above whatever screen is open; what was typed stays.
 * @param {string} code @param {(() => unknown) | undefined} [retry]
 */
export function problem(code, retry) {
  const known = text(`problem-${code}`) ? code : "internal";
  const box = el("problem");
  box.dataset.code = code;
  box.hidden = false;
  say("problem-text", text(`problem-${known}`));
  const kept = input("report").value.trim() === "" ? "" : text("text-kept");
  say("problem-next", `${text(`problem-${known}-next`)} ${kept}`);
  const again = button("problem-retry");
  again.hidden = retry === undefined;
  again.onclick = retry
    ? () => {
        noProblem();
        retry();
      }
    : null;
  box.scrollIntoView({ block: "nearest" });
}

export function noProblem() {
  const box = el("problem");
  box.hidden = true;
  delete box.dataset.code;
}

/** Empties every field and everything that was shown for this person only. */
export function wipe() {
  for (const field of document.querySelectorAll("input, textarea")) {
    /** @type {HTMLInputElement} */ (field).value = "";
  }
  for (const id of ["receipt-words", "answers", "confirmations", "missing", "sending-own-text", "proofs-list", "hand-quotes"]) el(id).replaceChildren();
}

// Fields for the words of a receipt: completed after four letters, filled by a paste of all twelve.

/** Letters that tell a word from all others. */
const PREFIX_LEN = 4;
const WORDS = 12;

/** @typedef {(typed: string, lang: string) => Promise<string[]>} Suggest */

/** @returns {HTMLInputElement[]} */
export const wordFields = () => Array.from({ length: WORDS }, (_, i) => input(`word-${i + 1}`));

/** @param {string} typed @returns {string[]} */
function split(typed) {
  return typed.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** @param {Suggest} suggest */
export function prepareWords(suggest) {
  const fields = wordFields();
  fields.forEach((field, i) => {
    const goOn = () => (fields[i + 1] ?? input("return-open")).focus();
    field.addEventListener("paste", (event) => paste(event, fields, i));
    field.addEventListener("input", (event) => {
      mark(field, false);
      const { inputType, isComposing } = /** @type {InputEvent} */ (event);
      const words = split(field.value);
      if (words.length > 1) spread(fields, i, words);
      // A phone's keyboard names no keys: the space itself is what there is to see.
      else if (words.length > 0 && /\s$/.test(field.value)) goOn();
      // A keyboard that is still putting a word together must not have it changed under its hands.
      else if (inputType?.startsWith("insert") && !isComposing) complete(field, suggest);
    });
    field.addEventListener("blur", () => complete(field, suggest));
    field.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      goOn();
    });
  });
}

/** Completes what was typed before the list of words was there. */
export function completeWords() {
  for (const field of wordFields()) field.dispatchEvent(new Event("blur"));
}

/**
 * Four letters or more that fit one word become that word; what was not typed is selected, so that
 * typing on replaces it.
 * @param {HTMLInputElement} field @param {Suggest} suggest
 */
async function complete(field, suggest) {
  const value = field.value;
  const typed = value.trim().toLowerCase();
  if (typed.length < PREFIX_LEN) return;
  const [word, ...more] = await suggest(typed, lang).catch(() => []);
  if (!word || more.length > 0 || word === value || field.value !== value) return;
  const active = document.activeElement === field;
  if (active && field.selectionStart !== value.length) return;
  field.value = word;
  if (active) field.setSelectionRange(typed.length, word.length);
}

/** @param {ClipboardEvent} event @param {HTMLInputElement[]} fields @param {number} at */
function paste(event, fields, at) {
  const words = split(event.clipboardData?.getData("text") ?? "");
  if (words.length < 2) return;
  event.preventDefault();
  spread(fields, at, words);
}

/** @param {HTMLInputElement[]} fields @param {number} at @param {string[]} words */
function spread(fields, at, words) {
  const first = words.length === WORDS ? 0 : at;
  if (words.length > WORDS - first) {
    say("return-error", text("return-count", { n: words.length }));
    return;
  }
  say("return-error", "");
  words.forEach((word, i) => {
    const field = fields[first + i];
    if (field) {
      field.value = word;
      mark(field, false);
    }
  });
  (fields[first + words.length] ?? input("return-open")).focus();
}

/** @param {HTMLInputElement} field @param {boolean} wrong */
export function mark(field, wrong) {
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/**
 * Says what is wrong with the words, at the word itself where one is to blame.
 * @param {string} code
 */
export function wrongWords(code) {
  const [kind, n] = code.split(":");
  const fields = wordFields();
  const field = kind === "word" ? fields[Number(n) - 1] : fields.find((one) => !one.value.trim());
  if (kind === "word") say("return-error", text("return-unknown", { n: n ?? "" }));
  else say("return-error", text(kind === "checksum" ? "return-checksum" : "return-missing"));
  if (field) {
    mark(field, true);
    field.focus();
  } else {
    // On a phone it stands above what is to be seen.
    el("return-error").scrollIntoView({ block: "nearest" });
  }
}
