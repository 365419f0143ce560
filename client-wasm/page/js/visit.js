// @ts-check
/**
 * One visit: the worker, the channel's files in their fixed order, and what leaves: a letter, or a cover
 * in its place (protocol, sections 4.3 and 4.5). Clock and timers are the page's.
 */

/**
 * @typedef {{number: number, name: string, role: string, location: string, reachable: boolean}} Person
 * @typedef {{name: string, text: string, outside: string, day: string,
 *   trust: "none" | "address" | "words" | "unchecked", fresh: "ok" | "stale" | "old", quorum: number, members: Person[], advisers: Person[], services: {number: number, name: string}[],
 *   room: number, ask: number[]}} Channel
 * @typedef {{found: boolean, with: number[], unreadable: number, forged: string[], left_out: string[],
 *   answers: {day: string, number: number, name: string, adviser: boolean, text: string, missing: number[], files: {n: number, name: string, size: number}[]}[],
 *   received: {day: string, name: string, adviser: boolean}[], proofs: {name: string, checked: boolean, file: string}[], missing: {day: string, part: number}[]}} Replies
 * @typedef {{state: "waiting" | "stamping" | "sending" | "retrying" | "done", cover: boolean, effort?: number,
 *   seconds?: number, why?: string, clock?: boolean}} Mail
 * @typedef {{roster: (channel: Channel) => void, to: () => number | undefined,
 *   mail: (mail: Mail) => void}} Listener
 */

const TYPING_MS = 10 * 60_000;
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 300;
/** What another try cannot mend. */
const FINAL = ["conflict", "internal", "early", "old", "long", "gate", "roster", "expired"];

export class Refusal extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export class Visit {
  #worker = new Worker("/worker.js", { type: "module" });
  #count = 0;
  /** @type {Map<number, {done: (value: any) => void, refuse: (why: Refusal) => void}>} */
  #asked = new Map();
  #listener;
  /** @type {number | undefined} */
  #coverTimer;
  /** A letter or cover was sealed: no cover follows in this visit. */
  #posted = false;
  #isCover = false;
  /** @type {Promise<void>} */
  #underway = Promise.resolve();
  /** Ends the wait before the next try. @type {(() => void) | undefined} */
  #tryNow;
  #letterWaits = false;
  /** Who listens to the progress of files. @type {((said: any) => void) | undefined} */
  onUpload;
  /** The same for files of answers. @type {((said: any) => void) | undefined} */
  onCollect;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    this.#worker.addEventListener("message", ({ data }) => this.#heard(data));
    // The worker's script, or what it imports, did not load or broke.
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      for (const { refuse } of this.#asked.values()) refuse(new Refusal("script"));
      this.#asked.clear();
    });
  }

  /** @param {any} data */
  #heard(data) {
    if (data.upload !== undefined) {
      this.onUpload?.(data);
      return;
    }
    if (data.collect !== undefined) {
      this.onCollect?.(data);
      return;
    }
    if (data.mail) {
      this.#tell({ state: data.mail, effort: data.effort, clock: data.clock });
      return;
    }
    const waiting = this.#asked.get(data.n);
    this.#asked.delete(data.n);
    if (data.code) waiting?.refuse(new Refusal(data.code));
    else waiting?.done(data.value);
  }

  /** @param {Omit<Mail, "cover">} mail */
  #tell(mail) {
    this.#listener.mail({ ...mail, cover: this.#isCover });
  }

  /**
   * Has the worker do one deed.
   * @param {string} deed @param {object} [more] @returns {Promise<any>}
   */
  ask(deed, more = {}) {
    this.#count += 1;
    const n = this.#count;
    return new Promise((done, refuse) => {
      this.#asked.set(n, { done, refuse });
      this.#worker.postMessage({ ...more, n, deed, now: Date.now() });
    });
  }

  /**
   * Fetches head, roster, recipients and board, then plans the cover.
   * @param {string} fragment @param {string} lang
   */
  async open(fragment, lang) {
    await this.ask("load");
    const delay = await this.ask("open", { fragment, lang });
    for (;;) {
      const path = await this.ask("fetch");
      if (path === undefined) break;
      if (path.startsWith("/v1/roster/")) this.#listener.roster(await this.channel());
    }
    if (!this.#posted && this.#coverTimer === undefined) this.#planCover(delay);
  }

  /** Who reads, and how sure that is. @returns {Promise<Channel>} */
  async channel() {
    return { ...(await this.ask("view")), ask: await this.ask("gate") };
  }

  /** @param {number} delay */
  #planCover(delay) {
    this.#coverTimer = window.setTimeout(() => this.#sendCover(), delay);
    this.#isCover = true;
    this.#tell({ state: "waiting" });
  }

  /** Something was typed: the cover waits for the letter, or for ten minutes of silence. */
  typed() {
    if (this.#posted || this.#coverTimer === undefined) return;
    window.clearTimeout(this.#coverTimer);
    this.#coverTimer = window.setTimeout(() => this.#sendCover(), TYPING_MS);
  }

  async #sendCover() {
    if (this.#posted) return;
    this.#posted = true;
    this.#isCover = true;
    this.#underway = this.ask("cover")
      .then(() => this.#deliver())
      // Nobody waits for a cover; a letter that could not be sent says so itself.
      .catch(() => {});
    await this.#underway;
  }

  /**
   * Seals and posts a letter; settles when the server has it.
   * @param {string} text @param {number} service @param {boolean} [proof] Whether the person wants a proof of receipt.
   * @param {string} [name] The person's name, to be held apart; nothing where it is empty.
   */
  async send(text, service, proof = false, name = "") {
    window.clearTimeout(this.#coverTimer);
    this.#posted = true;
    this.#letterWaits = true;
    this.#tryNow?.();
    await this.#underway;
    this.#letterWaits = false;
    this.#isCover = false;
    await this.ask("seal", { text, name, service, proof, to: this.#listener.to() });
    this.#underway = this.#deliver();
    await this.#underway.finally(() => {
      this.#underway = Promise.resolve();
    });
  }

  /** Tries, with growing waits, until the server has what was sealed: the same bytes each time. */
  async #deliver() {
    for (let wait = FIRST_WAIT_S; ; wait = Math.min(2 * wait, LONGEST_WAIT_S)) {
      try {
        const { clock } = await this.ask("post");
        await this.ask("done", { letter: !this.#isCover });
        this.#tell({ state: "done", clock });
        return;
      } catch (error) {
        const code = error instanceof Refusal ? error.code : "internal";
        if (FINAL.includes(code)) throw error;
        // A cover makes way for a letter.
        if (this.#letterWaits) return;
        await this.#wait(wait, code);
        if (this.#letterWaits) return;
      }
    }
  }

  /** @param {number} seconds @param {string} code */
  async #wait(seconds, code) {
    const why = { full: "sending-full", refused: "sending-refused" }[code] ?? "sending-wait";
    this.#tell({ state: "retrying", seconds, why });
    await new Promise((/** @type {(value: void) => void} */ done) => {
      const timer = window.setTimeout(done, seconds * 1000);
      this.#tryNow = () => {
        window.clearTimeout(timer);
        done();
      };
    });
    this.#tryNow = undefined;
  }

  /** The person does not want to wait for the next try. */
  tryNow() {
    this.#tryNow?.();
  }

  /** Ends the worker, and its keys with it. */
  stop() {
    window.clearTimeout(this.#coverTimer);
    this.#worker.terminate();
  }
}
