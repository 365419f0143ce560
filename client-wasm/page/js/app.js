// @ts-check
/**
 * The reporter's page: which screen is shown, and what the person's clicks lead to.
 *
 * Nothing of the protocol is decided here. `worker.js` owns the Rust session and does every request;
 * this module moves text between the DOM and the worker. `visit.js` and the worker are fetched only
 * when the form is open, so that the text field is there at once. It is one long module because each
 * more would be one more request: six until the text field, fourteen until a report is sent.
 *
 * ## Screens and stable ids (browser tests drive these)
 *
 * `<body data-screen="…">` names the screen shown; `<body data-session="…">` is the session's state:
 * `closed` (form not opened), `checking` (head, roster, recipients and board are on their way),
 * `ready` (verified, sending possible), `failed` (nothing can be sent; `#problem` says why);
 * `<body data-mail="…">` is what leaves: `none`, `waiting` (a cover is planned), `stamping`, `sending`,
 * `retrying`, `done`. Every screen is `<section id="screen-NAME">`, all but one `hidden`, and its `h1`
 * (id `title-NAME`) gets the focus when it opens (screen `write`: the text field does).
 *
 * - always: `#exit` (quick exit; Esc three times within two seconds does the same), `#language` (link, on the
 *   start screen only), `#problem` (hidden or shown; `data-code` is the reason; `#problem-text`,
 *   `#problem-retry`, `#problem-ways`), `#no-script` (shown until the script runs), `#ways` (the ways outside this
 *   page: on the start screen, and below any other once asked for; `#ways-back`).
 * - `start`: `#start-write`, `#start-return`.
 * - `gate` (only when the address has no `#…` part): `#gate-word-1` … `-3` (their `data-position`, 1 to 12, says
 *   which of the channel's words), `#gate-check`, `#gate-error`, `#gate-skip`, `#gate-meaning`, `#gate-accept`, `#gate-back`.
 * - `write`: `#report` (textarea), `#counter`, `#readers-status`, `#readers` (one `li[data-member]` each),
 *   `#last-sign` (day of the head), `#service` (fieldset, only with several), `#write-note` (why sending is
 *   locked), `#write-next`, `#write-back` (to the conversation, when coming back), `#write-start`, `#channel-name`,
 *   `#trust` (why this is the right channel, or that nobody checked), `#own-name-part` (closed until asked for) with
 *   `#own-name` and `#own-name-opens` (how many open it).
 *   `#write-who` (screen `who`); a member left out is `#readers li.left-out`.
 * - `who` (before the first letter, and when coming back as long as no answer says it): `#who-all`, `#who-some`,
 *   `#who-members` (one `input[name=out]` each), `#who-next`, `#who-back`, `#who-error`.
 * - `receipt`: `#receipt-words` (`ol`, twelve `li`), `#receipt-next`, `#receipt-edit` (back to the text).
 * - `check`: `#check-word-1`, `#check-word-2` (`data-position`), `#check-send`, `#check-again` (show the words
 *   again), `#check-error`.
 * - `sending`: `#sending-text`, `#sending-bar`, `#sending-hint`, `#sending-clock` (the clocks differ),
 *   and while the next try is awaited (`#title-sending` says whether the server may have it) `#sending-retry`,
 *   `#sending-ways`, `#sending-own` (the person's text).
 * - `sent`: `#sent-proof` with `#proof-save` (the text, for who ticked `#proof` on `write`), `#sent-more` (write a further message), `#sent-files` (screen `files`, see `attach.js`), `#sent-leave`.
 * - `return`: `#word-1` … `#word-12`, `#return-open`, `#return-back`, `#return-error`; a wrong word has `aria-invalid="true"`.
 * - `conversation`: `#answers` (one `article.answer` each: `.answer-day`, `.answer-from`, `.answer-text`; `.answer-files li`
 *   with `.file-ask` for each of its files, then `#collect` with `#collect-yes` and `#collect-no`; see `collect.js`),
 *   `#conversation-hand` (see `addressee.js`, also for `#to` and `#hand`), `#proofs` (`#proofs-list li` with `.proof-save`), `#confirmations` (`li`), `#missing`, `#conversation-write`, `#conversation-files`, `#conversation-leave`.
 * - `nothing` (no answer found): `#nothing-write`, `#nothing-files`, `#nothing-retype`.
 *
 * First report: start → (gate) → write → who → receipt → check → sending → sent.
 * Coming back: start → (gate) → return → conversation or nothing → write → (who) → sending → sent.
 *
 * Timers (`window.setTimeout`) and the clock (`Date.now`) are those of the page, never the worker's: the
 * cover's delay is the one timer above 60,000 ms before anything is sent, waits between tries are 5 s to 300 s.
 */

import {
  button, completeWords, dayText, el, hideWays, input, lang, loadTexts, make, mark, noProblem, onClick,
  prepareWords, press, problem, save, say, screen, show, showWays, text, warn, wipe, wordFields, wrongWords,
} from "./dom.js";
import { beginWith, meet, mustSay, partner, showChoice, showHand, to, writeTo, wroteTo } from "./addressee.js";

/** @typedef {import("./visit.js").Visit} Visit */
/** @typedef {import("./visit.js").Channel} Channel */
/** @typedef {import("./visit.js").Replies} Replies */

/** @type {Visit | undefined} */
let visit;
/** @type {Channel | undefined} */
let channel;
/** Which screen the gate leads to. @type {"write" | "return"} */
let wanted = "write";
/** Whether the next letter goes on with a conversation, so that its receipt need not be shown. */
let goesOn = false;
/** The receipt is of an earlier visit. */
let cameBack = false;
let started = false;
let tries = 0;
/** Which words were taken: files belong to one conversation. */
let look = 0;
let trusted = false;
let leaving = false;
/** The three words of the channel were wrong at least once. */
let gateWrong = false;
/** A letter may have reached the server, and the server has not said so yet. */
let unsure = false;
/** The same after an earlier try: a later refusal does not tell what became of that one. */
let maybe = false;
/** The server has a letter of this visit. */
let stored = false;
/** The person asked for the conversation before everything was there. */
let opening = false;
/** @type {number[]} */
let asked = [];
/** Whom the person leaves out, or the conversation does already. @type {number[]} */
let leftOut = [];
/** Those of them that lists of earlier letters name: they stay out. @type {number[]} */
let alwaysOut = [];
/** Somebody said who must not read this conversation. */
let settled = false;
/** What comes once it is said. @type {() => unknown} */
let afterWho = () => {};

const sendingTitle = el("title-sending").textContent;
const report = () => /** @type {HTMLTextAreaElement} */ (el("report"));
const ownName = () => /** @type {HTMLDetailsElement} */ (el("own-name-part"));
const isReady = () => document.body.dataset.session === "ready";

// Opening the form.

/** @param {"write" | "return"} kind */
function open(kind) {
  wanted = kind;
  trusted ||= location.hash.length > 1;
  if (trusted) showForm();
  else show("gate");
  // The screen first: the field takes what is typed while the rest is still on its way.
  if (!started) setTimeout(startVisit);
  started = true;
}

/** A report that goes on with no conversation, also after words under which nothing was found. */
async function startNew() {
  if (cameBack && !stored) {
    goesOn = cameBack = settled = false;
    leftOut = alwaysOut = [];
    beginWith(0);
    look += 1;
    await visit?.ask("forget");
    // What was said of another addressee goes too.
    if (channel) showChannel(channel);
  }
  open("write");
}

function showForm() {
  if (wanted === "write") openWrite();
  else show("return");
}

async function startVisit() {
  document.body.dataset.session = "checking";
  lockOrUnlock();
  try {
    // Firefox remembers a module that did not arrive, and would never ask for it again.
    const path = tries === 0 ? "./visit.js" : `./visit.js?${tries}`;
    tries += 1;
    /** @type {typeof import("./visit.js")} */
    const { Visit } = await import(path);
    visit?.stop();
    visit = new Visit({ roster: showRoster, mail: showMail, to: () => to });
    await visit.open(location.hash, lang);
    document.body.dataset.session = "ready";
    lockOrUnlock();
    completeWords();
    if (opening) await openConversation();
  } catch (error) {
    // What did not load has no code of ours.
    failed(codeOf(error, visit ? "internal" : "script"));
  }
}

/** @param {unknown} error @param {string} [otherwise] @returns {string} */
function codeOf(error, otherwise = "internal") {
  return /** @type {{code?: string}} */ (error).code ?? otherwise;
}

/** What is said where the page itself broke must fit what was sent before. @param {string} code */
const afterwards = (code) => (code !== "internal" ? code : unsure ? "unsure" : stored ? "after" : code);

/** @param {string} code Nothing can be sent; what was typed stays. */
function failed(code) {
  document.body.dataset.session = "failed";
  opening = false;
  problem(afterwards(code), ["no-wasm", "internal", "address"].includes(code) ? undefined : again);
  if (!channel) say("readers-status", text("readers-unknown"));
  say("return-wait", "");
  lockOrUnlock();
}

/** Begins anew, with nothing but what was typed: what the gate was told held for the old session. */
function again() {
  channel = undefined;
  settled = goesOn = cameBack = false;
  leftOut = alwaysOut = [];
  beginWith(to);
  el("write-who-part").hidden = true;
  say("ways-outside", "");
  say("readers-status", text("readers-asking"));
  trusted = location.hash.length > 1;
  if (!trusted) {
    lockGate(true);
    show("gate");
  } else {
    // The button that was pressed is gone.
    el(screen() === "write" ? "report" : `title-${screen()}`).focus();
  }
  void startVisit();
}

/** @param {Channel} verified A session of its own does not know what was chosen in the one before. */
function showRoster(verified) {
  if (to) {
    visit?.ask("address", { number: to }).catch(() => {
      beginWith(undefined);
      showChannel(verified);
    });
  }
  showChannel(verified);
}

/** @param {Channel} verified The roster holds: these are the people. */
function showChannel(verified) {
  channel = verified;
  showReaders();
  const unchecked = channel.trust === "unchecked";
  say("readers-status", text(unchecked ? "readers-unchecked" : to ? "readers-adviser" : "readers-checked"));
  say("trust", text(`trust-${unchecked && gateWrong ? "wrong" : channel.trust}`));
  el("trust").className = unchecked ? "warning" : "quiet";
  say("last-sign", text("last-sign", { day: dayText(channel.day) }));
  say("conversation-sign", text("last-sign", { day: dayText(channel.day) }));
  const stale = channel.fresh === "ok" ? "" : text(`fresh-${channel.fresh}`, { day: dayText(channel.day) });
  warn("freshness", stale);
  say("channel-name", channel.name);
  say("channel-text", channel.text);
  // The others are to be chosen where it is asked to whom one writes.
  const elsewhere = channel.advisers.filter((one) => !one.reachable);
  el("advisers-list").replaceChildren(...elsewhere.map(person));
  el("advisers").hidden = elsewhere.length === 0;
  showChoice(channel, person);
  say("outside-text", channel.outside);
  // Not among the page's own words where nobody checked whose it is.
  say("ways-outside", unchecked ? "" : channel.outside);
  el("outside").hidden = channel.outside === "";
  showServices(channel);
  showGateWords(channel.ask);
  lockOrUnlock();
}

/** Those who can open the next letter; and, said plainly, those who cannot. */
function showReaders() {
  const adviser = channel?.advisers.find((one) => one.number === to);
  const members = adviser ? [adviser] : channel?.members ?? [];
  const out = (/** @type {import("./visit.js").Person} */ one) => leftOut.includes(one.number);
  el("readers").replaceChildren(
    ...members.filter((one) => !out(one)).map(person),
    ...members.filter(out).map((one) => make("li", text("reader-out", { name: one.name }), "left-out")),
  );
  const needed = adviser ? 1 : channel?.quorum ?? 1;
  if (needed > 1) el("readers").append(make("li", text("readers-quorum", { n: needed }), "left-out"));
  el("write-who-part").hidden = !settled || members.length < 2;
  say("own-name-opens", text(adviser ? "own-name-adviser" : "own-name-together", { n: Math.max(2, needed) }));
}

/** @param {import("./visit.js").Person} one @returns {HTMLElement} */
function person(one) {
  const item = make("li", "");
  item.dataset.member = String(one.number);
  const rest = [one.role, one.location].filter((part) => part !== "").join(", ");
  item.append(make("strong", one.name), make("span", rest === "" ? "" : ` – ${rest}`));
  return item;
}

/** @param {Channel} of */
function showServices(of) {
  el("service").hidden = of.services.length < 2;
  if (of.services.length < 2 || el("service-choices").childElementCount > 1) return;
  for (const service of of.services) {
    const choice = document.createElement("input");
    choice.type = "radio";
    choice.name = "service";
    choice.value = String(service.number);
    const label = make("label", "", "choice");
    label.append(choice, make("span", service.name));
    el("service-choices").append(label);
  }
}

// Is this the right channel?

/** @param {number[]} positions From 0. */
function showGateWords(positions) {
  positions.forEach((position, i) => {
    say(`gate-label-${i + 1}`, text("word-n", { n: position + 1 }));
    input(`gate-word-${i + 1}`).dataset.position = String(position + 1);
  });
  lockGate(false);
}

/** @param {boolean} locked While nobody knows yet which words are the right ones. */
function lockGate(locked) {
  el("gate-wait").hidden = !locked;
  button("gate-check").disabled = locked;
  button("gate-accept").disabled = locked;
}

async function checkGate() {
  const words = [1, 2, 3].map((n) => input(`gate-word-${n}`).value.trim());
  if (words.includes("")) {
    say("gate-error", text("gate-missing"));
    return;
  }
  if (await visit?.ask("check_gate", { words })) {
    await passGate();
    return;
  }
  gateWrong = true;
  say("gate-error", text("gate-wrong"));
}

async function passGate() {
  trusted = true;
  // Whom the person trusts, and why, has changed.
  if (visit) showChannel(await visit.channel());
  showForm();
}

async function acceptUnchecked() {
  await visit?.ask("accept");
  await passGate();
}

// Writing.

function showWrite() {
  const kind = goesOn ? "more" : "first";
  say("title-write", text(`write-title-${to ? "more" : kind}`));
  say("write-label", text(`write-label-${to ? "adviser" : kind}`));
  say("write-next", text(goesOn ? "write-to-send" : "write-to-receipt"));
  el("write-start").hidden = goesOn;
  showHand();
  lockOrUnlock();
}

function openWrite() {
  showWrite();
  show("write", "report");
}

/** @param {number | undefined} number To whom the next letter goes; what is known of the one before holds no more. */
async function address(number) {
  writeTo(number);
  look += 1;
  showWrite();
  if (number === undefined) return;
  await visit?.ask("address", { number });
  await takeLeaving();
}

/** Goes on with whom the conversation is, also after somebody began to hand it over. */
async function writeOn() {
  if (mustSay()) return;
  if (to !== partner()) await address(partner());
  openWrite();
}

async function handOver() {
  await address(0);
  openWrite();
}

/** Sending is locked until all is checked, something is typed, and it fits. */
function lockOrUnlock() {
  const typed = report().value;
  const left = (channel?.room ?? 0) - new TextEncoder().encode(typed).length;
  const over = channel !== undefined && left < 0;
  say("counter", channel && !over ? text("counter", { n: rounded(left) }) : "");
  say("counter-alert", over ? text("counter-over", { n: rounded(-left) }) : "");
  const old = channel?.fresh === "old";
  button("write-next").disabled = !isReady() || old || over || to === undefined || typed.trim() === "";
  const state = document.body.dataset.session;
  const note = state === "failed" || old ? "write-failed" : !isReady() ? "write-locked" : to === undefined ? "to-missing" : "";
  say("write-note", note && text(note));
}

/** @param {number} bytes @returns {string} Letters with accents take more room than one. */
function rounded(bytes) {
  const about = bytes > 1000 ? Math.floor(bytes / 100) * 100 : bytes;
  return about.toLocaleString(lang === "nl" ? "nl-NL" : "en-GB");
}

async function next() {
  if (!settled && !to) await askWho(next, "write");
  else if (goesOn) await send();
  else await showReceipt();
}

// Who must not read it.

/** @param {() => unknown} then @param {string} from */
async function askWho(then, from) {
  afterWho = then;
  if (channel?.members.length === 1) {
    // There is nobody to choose from.
    await visit?.ask("leave_out", { numbers: [] });
    await takeLeaving();
    await then();
    return;
  }
  say("who-error", "");
  el("who-members").replaceChildren(...(channel?.members ?? []).map(maybeOut));
  // No default: only who has chosen before finds the choice again.
  const listed = (channel?.members ?? []).map((one) => one.number);
  const out = leftOut.some((number) => listed.includes(number));
  input("who-all").checked = settled && !out;
  input("who-some").checked = out;
  input("who-all").disabled = alwaysOut.some((number) => listed.includes(number));
  el("who-again").hidden = !cameBack || settled;
  toggleMembers();
  button("who-back").onclick = () => show(from);
  show("who");
}

/** @param {import("./visit.js").Person} one @returns {HTMLElement} */
function maybeOut(one) {
  const choice = document.createElement("input");
  choice.type = "checkbox";
  choice.name = "out";
  choice.value = String(one.number);
  choice.checked = leftOut.includes(one.number);
  choice.disabled = alwaysOut.includes(one.number);
  const label = make("label", "", "choice");
  label.append(choice, make("span", one.role ? `${one.name} – ${one.role}` : one.name));
  return label;
}

function toggleMembers() {
  el("who-members").hidden = !input("who-some").checked;
}

async function settleWho() {
  const [all, some] = [input("who-all").checked, input("who-some").checked];
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[name=out]:checked"));
  const chosen = some ? [...boxes].map((box) => Number(box.value)) : [];
  if (!all && chosen.length === 0) {
    say("who-error", text(some ? "who-nobody" : "who-missing"));
    return;
  }
  try {
    await visit?.ask("leave_out", { numbers: chosen });
  } catch (error) {
    if (codeOf(error) !== "quorum") throw error;
    say("who-error", text((channel?.quorum ?? 1) > 1 ? "who-together" : "who-quorum", { n: channel?.quorum ?? 1 }));
    return;
  }
  await takeLeaving();
  // "Back" may have been pressed meanwhile.
  if (screen() === "who") await afterWho();
}

/** Takes from the session who is left out, and whether that is settled. */
async function takeLeaving() {
  ({ settled, out: leftOut } = await visit?.ask("leaving"));
  // Room for text depends on it, too.
  if (visit) showChannel(await visit.channel());
}

async function showReceipt() {
  /** @type {string[]} */
  const words = await visit?.ask("receipt");
  el("receipt-words").replaceChildren(...words.map((word) => make("li", word)));
  show("receipt");
}

async function askBack() {
  asked = await visit?.ask("positions");
  asked.forEach((position, i) => {
    say(`check-label-${i + 1}`, text("word-n", { n: position + 1 }));
    const field = input(`check-word-${i + 1}`);
    field.dataset.position = String(position + 1);
    field.value = "";
    mark(field, false);
  });
  say("check-error", "");
  // They are to come from the paper, not from the page's memory.
  el("receipt-words").replaceChildren();
  show("check");
}

async function checkAndSend() {
  for (const [i, position] of asked.entries()) {
    const field = input(`check-word-${i + 1}`);
    const word = field.value.trim();
    const right = word !== "" && (await visit?.ask("check_word", { position, word }));
    mark(field, !right);
    if (!right) {
      say("check-error", text(word === "" ? "check-missing" : "check-wrong", { n: position + 1 }));
      field.focus();
      return;
    }
  }
  if (screen() === "check") await send();
}

// Sending.

async function send() {
  if (screen() === "sending") return;
  const choice = document.querySelector("input[name=service]:checked");
  const [typed, proof] = [report().value, !to && input("proof").checked];
  const service = Number(/** @type {HTMLInputElement | null} */ (choice)?.value ?? 0);
  const name = input("own-name").value.trim().normalize("NFC");
  say("sending-text", text("sending-preparing"));
  show("sending");
  try {
    await visit?.send(typed, service, proof, name);
  } catch (error) {
    show("write", "report");
    problem(afterwards(codeOf(error)));
    return;
  }
  unsure = maybe = false;
  stored = true;
  wroteTo();
  alwaysOut = leftOut;
  report().value = input("own-name").value = "";
  ownName().open = false;
  say("sending-own-text", "");
  input("proof").checked = false;
  el("sent-proof").hidden = !proof;
  // The page keeps the text only for who wants to prove it.
  button("proof-save").onclick = proof ? () => save(text("proof-text-file"), typed) : null;
  goesOn = true;
  noProblem();
  show("sent");
}

/** @param {import("./visit.js").Mail} mail */
function showMail(mail) {
  document.body.dataset.mail = mail.state;
  if (mail.cover) return;
  if (mail.state === "stamping") say("sending-text", text(mail.effort ? "sending-stamp" : "sending-now"));
  if (mail.state === "sending") {
    unsure = true;
    say("sending-text", text("sending-now"));
  }
  const waits = mail.state === "retrying";
  if (waits) {
    // Only silence leaves it open; an answer that refuses says that the letter is not there.
    const why = mail.why ?? "sending-wait";
    unsure &&= why === "sending-wait" || maybe;
    maybe = unsure;
    say("sending-text", text(unsure && why === "sending-wait" ? "sending-wait-unsure" : why, { n: mail.seconds ?? 0 }));
    say("sending-own-text", report().value);
  }
  say("title-sending", waits ? text(unsure ? "sending-unsure" : "sending-waits") : sendingTitle);
  for (const id of ["sending-own", "sending-ways"]) el(id).hidden = !waits;
  for (const id of ["sending-hint", "sending-bar"]) el(id).hidden = waits;
  if (mail.clock) warn("sending-clock", text("sending-clock"));
  el("sending-retry").hidden = !waits;
}

/** Files go after the text, with a letter of their own. @param {string} from */
async function addFiles(from) {
  if (mustSay()) return;
  if (from === "conversation" && to !== partner()) await address(partner());
  if (!settled && !to) {
    await askWho(() => addFiles(from), from);
    return;
  }
  const { openFiles } = await import("./attach.js");
  if (visit) openFiles({ visit, look, from, cameBack, sent: () => show("sent") });
}

// Coming back.

async function openConversation() {
  const words = wordFields().map((field) => field.value.trim());
  if (words.includes("")) {
    wrongWords("missing");
    return;
  }
  say("return-error", "");
  opening = !isReady();
  if (opening) {
    // It goes on by itself.
    say("return-wait", text("return-wait"));
    return;
  }
  say("return-wait", "");
  try {
    await visit?.ask("words", { words: words.join(" ") });
    look += 1;
    const replies = await visit?.ask("replies");
    meet(replies, channel);
    await takeLeaving();
    alwaysOut = leftOut;
    showReplies(replies);
  } catch (error) {
    const code = codeOf(error);
    if (/^(word|count|checksum)/.test(code)) wrongWords(code);
    else failed(code);
  }
}

/** @param {Replies} replies */
function showReplies(replies) {
  goesOn = true;
  cameBack = true;
  el("write-back").hidden = !replies.found;
  if (!replies.found) {
    show("nothing");
    return;
  }
  for (const field of wordFields()) field.value = "";
  // It may stand below a file of an earlier look.
  el("received").before(el("collect"));
  el("collect").hidden = true;
  el("answers").replaceChildren(...replies.answers.map(answer));
  el("answers-none").hidden = replies.answers.length > 0;
  el("confirmations").replaceChildren(
    ...replies.received.map((one) =>
      make("li", text(one.adviser ? "received-adviser" : "received-day-by", { day: dayText(one.day), name: one.name })),
    ),
  );
  el("proofs-list").replaceChildren(...replies.proofs.map(proofOf));
  el("proofs").hidden = replies.proofs.length === 0;
  el("received").hidden = replies.received.length === 0;
  const warnings = [
    ...replies.missing.map((one) => text("missing-part", { day: dayText(one.day), part: one.part })),
    ...replies.forged.map((name) => text("forged-warning", { name })),
    ...(replies.unreadable > 0 ? [text("unreadable")] : []),
    ...(replies.left_out.length > 0 ? [text("left-out", { names: replies.left_out.join(", ") })] : []),
  ];
  el("missing").replaceChildren(...warnings.map((line) => make("p", line)));
  el("missing").hidden = warnings.length === 0;
  show("conversation");
}

/** @param {Replies["answers"][number]} one @returns {HTMLElement} */
function answer(one) {
  const article = make("article", "", "answer");
  const head = make("h3", "");
  head.append(make("span", one.name, "answer-from"), one.adviser ? ` (${text("adviser")}), ` : ", ", make("time", dayText(one.day), "answer-day"));
  article.append(head, make("div", one.text, "answer-text kept"));
  if (one.files.length > 0) article.append(make("h4", text("answer-files")), offered(one.files));
  return article;
}

/** @param {Replies["proofs"][number]} one @param {number} n @returns {HTMLElement} */
function proofOf(one, n) {
  const item = make("li", one.name);
  if (!one.checked) item.append(make("p", text("proof-unchecked"), "warning"));
  const ask = press("", text("proof-save"), "second proof-save");
  ask.setAttribute("aria-label", `${text("proof-save")}: ${one.name}`);
  ask.onclick = () => save(text("proof-file", { n: n + 1 }), one.file);
  item.append(make("p", ""), ask);
  return item;
}

/** @param {Replies["answers"][number]["files"]} files @returns {HTMLElement} */
function offered(files) {
  const list = make("ul", "", "answer-files");
  for (const file of files) {
    // Of a name only what every system takes, and nothing that turns the line around.
    const name = (file.name || "file").normalize("NFC").replace(/[^\p{L}\p{N} .\-_()+,&@#]/gu, "_").replace(/^[. ]+/, "_");
    const [unit, size] = file.size < 1e5 ? ["kB", Math.ceil(file.size / 1e3)] : ["MB", file.size / 1e6];
    const about = size.toLocaleString(lang, { maximumFractionDigits: 1 });
    const item = make("li", "");
    const ask = press("", text("collect-ask"), "second file-ask");
    ask.setAttribute("aria-label", `${text("collect-ask")}: ${name}`);
    ask.onclick = () => askToCollect({ ...file, name }, item, ask);
    item.append(make("p", `${name} (${about} ${unit})`, "name"), ask);
    list.append(item);
  }
  return list;
}

/**
 * Until the person has read what it shows to the server and has said yes, nothing is fetched for it.
 * @param {Replies["answers"][number]["files"][number]} file @param {HTMLElement} item @param {HTMLElement} ask
 */
function askToCollect(file, item, ask) {
  const panel = el("collect");
  // What became of it the last time.
  item.querySelector(".collecting")?.remove();
  item.append(panel);
  panel.hidden = false;
  el("collect-title").focus();
  button("collect-no").onclick = () => {
    panel.hidden = true;
    ask.focus();
  };
  button("collect-yes").onclick = async () => {
    panel.hidden = ask.hidden = true;
    const { collect } = await import("./collect.js");
    if (visit) await collect(visit, file, item, () => (ask.hidden = false));
  };
}

// Leaving.

/** Leaves for a harmless page that takes this one's place in the history, and empties everything. */
function leave() {
  leaving = true;
  visit?.stop();
  wipe();
  const away = /** @type {HTMLAnchorElement} */ (el("exit")).href;
  document.body.replaceChildren();
  location.replace(away);
}

function leaveOnThreeEscapes() {
  /** @type {number[]} */
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
}

function guard() {
  addEventListener("beforeunload", (event) => {
    if (leaving) return;
    if ((report().value + input("own-name").value).trim() !== "" || screen() === "sending") event.preventDefault();
  });
  addEventListener("pagehide", () => {
    visit?.stop();
    if (!leaving) wipe();
    leaving = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  addEventListener("error", (event) => {
    // A picture or a style that did not load is no error of the script.
    if (event.error && !leaving) failed("internal");
  });
  addEventListener("unhandledrejection", () => {
    if (!leaving) failed("internal");
  });
}

function connect() {
  onClick("start-write", startNew);
  onClick("start-return", () => open("return"));
  onClick("gate-check", checkGate);
  onClick("gate-skip", () => {
    el("gate-meaning").hidden = false;
    el("gate-skip").setAttribute("aria-expanded", "true");
    el("gate-meaning-title").focus();
  });
  onClick("gate-accept", acceptUnchecked);
  for (const id of ["gate-back", "return-back", "write-start"]) {
    onClick(id, () => {
      // Answers that are still awaited are no longer wanted.
      opening = false;
      show("start");
    });
  }
  for (const id of ["problem-ways", "sending-ways"]) onClick(id, showWays);
  onClick("ways-back", () => {
    hideWays();
    el(`title-${screen()}`).focus();
    scrollTo(0, 0);
  });
  onClick("write-next", next);
  onClick("write-back", () => show("conversation"));
  onClick("write-who", () => askWho(openWrite, "write"));
  onClick("who-next", settleWho);
  for (const id of ["who-all", "who-some"]) el(id).addEventListener("change", toggleMembers);
  onClick("receipt-next", askBack);
  onClick("receipt-edit", openWrite);
  onClick("check-send", checkAndSend);
  onClick("check-again", showReceipt);
  onClick("sending-retry", () => visit?.tryNow());
  onClick("sent-more", openWrite);
  onClick("sent-files", () => addFiles("sent"));
  for (const from of ["conversation", "nothing"]) onClick(`${from}-files`, () => addFiles(from));
  onClick("sent-leave", leave);
  onClick("return-open", openConversation);
  onClick("nothing-write", writeOn);
  onClick("nothing-retype", () => show("return", "word-1"));
  onClick("conversation-write", writeOn);
  onClick("conversation-hand", handOver);
  el("to").addEventListener("change", (event) => address(Number(/** @type {HTMLInputElement} */ (event.target).value)));
  onClick("conversation-leave", leave);
  report().addEventListener("input", lockOrUnlock);
  // A name that will be sent must be seen.
  ownName().addEventListener("toggle", () => {
    if (input("own-name").value.trim() !== "") ownName().open = true;
  });
  // A cover waits while somebody is typing, whatever it is.
  for (const kind of ["input", "paste"]) addEventListener(kind, () => visit?.typed());
  prepareWords(async (typed, language) => (await visit?.ask("suggest", { typed, lang: language })) ?? []);
}

/** Links that would leave a trace: the skip link would change the address, a language its history. */
function tameLinks() {
  el("skip").addEventListener("click", (event) => {
    event.preventDefault();
    el("main").focus();
  });
  el("language").addEventListener("click", (event) => {
    event.preventDefault();
    const there = /** @type {HTMLAnchorElement} */ (el("language")).pathname;
    location.replace(there + location.hash);
  });
  el("exit").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
}

tameLinks();
leaveOnThreeEscapes();
await loadTexts();
guard();
connect();
el("no-script").hidden = true;
button("start-write").disabled = false;
button("start-return").disabled = false;
