// @ts-check
/**
 * To whom the person writes: the committee, or one confidential adviser; and handing a conversation over.
 * The build puts this module into `app.js`, since one more file would be one more request.
 *
 * Stable ids: `#to` (on `write` for a first letter; on `nothing` and `conversation` where nobody can tell whom the
 * conversation is with), `input[name=to]` (0 is the committee, else an adviser's number), `#to-error`,
 * `#conversation-hand`, `#hand` (on `write`), `.hand-quote` (takes over an adviser's answer).
 * `<body data-to>` is `committee` or `adviser`; `.for-committee` and `.for-adviser` show with it.
 */

import { dayText, el, input, make, press, say, text } from "./dom.js";

/** @typedef {import("./visit.js").Channel} Channel */
/** @typedef {import("./visit.js").Replies} Replies */

/** Whom the next letter goes to; nothing as long as the person must still say it. @type {number | undefined} */
export let to = 0;
/** With whom the conversation is, as far as is known. @type {number[]} */
let known = [];
/** What advisers answered. @type {Replies["answers"]} */
let advice = [];
/** One of them is an adviser who cannot be written to any more. */
let gone = false;
/** The screen on which it is asked. */
let askedOn = "write";

/** @param {number | undefined} number */
export function writeTo(number) {
  to = number;
  document.body.dataset.to = number ? "adviser" : "committee";
  say("to-error", "");
}

/** As before the first letter. @param {number | undefined} number */
export function beginWith(number) {
  known = [];
  advice = [];
  gone = false;
  askedOn = "write";
  writeTo(number);
}

/** The server has a letter to them. */
export function wroteTo() {
  if (to !== undefined && !known.includes(to)) known.push(to);
  askedOn = "";
}

/** @param {Channel | undefined} channel */
const reachable = (channel) => (channel?.advisers ?? []).filter((one) => one.reachable);

/** Goes on with whom the answers are from; where that is nobody, or several, the person says. @param {Replies} replies @param {Channel | undefined} channel */
export function meet(replies, channel) {
  known = replies.with;
  advice = replies.answers.filter((one) => one.adviser);
  const can = (/** @type {number} */ number) => number === 0 || reachable(channel).some((one) => one.number === number);
  const sure = known.length === 1 && can(known[0]);
  gone = known.some((number) => !can(number));
  askedOn = sure ? "" : replies.found ? "conversation" : "nothing";
  writeTo(sure ? known[0] : known.length > 0 || reachable(channel).length > 0 ? undefined : 0);
  el("conversation-hand").hidden = !replies.found || known.includes(0);
}

/** Who is written to by whoever goes on. */
export const partner = () => (known.length === 1 && !gone ? known[0] : to);

/** @param {Channel} channel @param {(one: import("./visit.js").Person) => HTMLElement} person */
export function showChoice(channel, person) {
  const people = reachable(channel).filter((one) => known.length < 2 || known.includes(one.number));
  const part = el("to");
  // Where it must be said, the committee alone is a choice too.
  part.hidden = askedOn === "" || (people.length === 0 && to !== undefined);
  if (part.hidden) return;
  const at = askedOn === "write" ? el("service") : el(`${askedOn}-write`).parentElement;
  if (part.nextElementSibling !== at) at?.before(part);
  const why = gone ? "to-gone" : known.length > 1 ? "to-which" : "to-again";
  say("to-means", text(askedOn === "write" ? "to-means" : why));
  const wanted = ["0", ...people.map((one) => String(one.number))];
  const shown = [...part.querySelectorAll("input")].map((one) => one.value);
  // Whoever is choosing keeps the focus.
  if (wanted.join() !== shown.join()) {
    const committee = make("span", text("to-committee"));
    el("to-choices").replaceChildren(choice(0, committee), ...people.map((one) => choice(one.number, person(one))));
  }
  for (const one of part.querySelectorAll("input")) one.checked = one.value === String(to);
}

/** @param {number} number @param {HTMLElement} name @returns {HTMLElement} */
function choice(number, name) {
  const box = document.createElement("input");
  box.type = "radio";
  box.name = "to";
  box.value = String(number);
  const label = make("label", "", "choice");
  const words = make("span", "");
  words.append(...name.childNodes);
  label.append(box, words);
  return label;
}

/** Whether the person must first say to whom, which is then pointed out. */
export function mustSay() {
  if (to !== undefined) return false;
  say("to-error", text("to-missing"));
  el("to").querySelector("input")?.focus();
  return true;
}

/** What a letter that hands over can take with it: the person's own letters are kept nowhere. */
export function showHand() {
  el("hand").hidden = to !== 0 || known.length === 0 || known.includes(0);
  el("hand-quotes").replaceChildren(...advice.map((one) => {
    const ask = press("", text("hand-quote", { day: dayText(one.day), name: one.name }), "second hand-quote");
    ask.onclick = () => quote(one);
    return ask;
  }));
}

/** @param {Replies["answers"][number]} one */
function quote(one) {
  const field = input("report");
  const lines = one.text.split("\n").map((line) => `> ${line}`);
  const said = [text("hand-quoted", { day: dayText(one.day), name: one.name }), ...lines, "", ""].join("\n");
  field.value = field.value.trim() === "" ? said : `${field.value.trimEnd()}\n\n${said}`;
  // As if it had been typed: the counter and the cover go by it.
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
