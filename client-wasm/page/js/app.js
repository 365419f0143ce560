// @ts-check
/**
 * The reporter's page: which screen is shown, and what the person's clicks lead to.
 *
 * Nothing of the protocol is decided here. `worker.js` owns the Rust session and does every request;
 * this module moves text between the DOM and the worker.
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
 *   `#problem-retry`), `#status` (polite live region), `#no-script` (shown until the script runs).
 * - `start`: `#start-write`, `#start-return`.
 * - `gate` (only when the address has no `#…` part): `#gate-word-1` … `-3` (their `data-position`, 1 to 12, says
 *   which of the channel's words), `#gate-check`, `#gate-error`, `#gate-skip`, `#gate-meaning`, `#gate-accept`.
 * - `write`: `#report` (textarea), `#counter`, `#readers-status`, `#readers` (one `li[data-member]` each),
 *   `#last-sign` (day of the head), `#service` (fieldset, only with several), `#write-note` (why sending is
 *   locked), `#write-next`, `#write-back` (to the conversation, when coming back).
 * - `receipt`: `#receipt-words` (`ol`, twelve `li`), `#receipt-next`, `#receipt-edit` (back to the text).
 * - `check`: `#check-word-1`, `#check-word-2` (`data-position`), `#check-send`, `#check-again` (show the words
 *   again), `#check-error`.
 * - `sending`: `#sending-text`, `#sending-bar`, `#sending-hint`.
 * - `sent`: `#sent-more` (write a further message), `#sent-leave`.
 * - `return`: `#word-1` … `#word-12`, `#return-open`, `#return-error`; a wrong word has `aria-invalid="true"`.
 * - `conversation`: `#answers` (one `article.answer` each: `.answer-day`, `.answer-from`, `.answer-text`),
 *   `#confirmations` (`li`), `#missing`, `#conversation-write`, `#conversation-leave`.
 * - `nothing` (no answer found): `#nothing-write`, `#nothing-retype`.
 *
 * First report: start → (gate) → write → receipt → check → sending → sent.
 * Coming back: start → (gate) → return → conversation or nothing → write → sending → sent.
 */
