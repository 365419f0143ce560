// @ts-check
/** Parcels on bad lines: trying again with growing waits, and stopping when the person says so. */

const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 300;

/** The person took the file back. */
export class Removed extends Error {}

/** @param {unknown} error @returns {string} */
export const codeOf = (error) =>
  /** @type {{code?: string}} */ (error).code ?? (typeof error === "string" ? error : "internal");

export class Patience {
  /** What the page asked for a file. @type {Map<number, "pause" | "remove">} */
  #changes = new Map();
  /** Each ends a wait. @type {Set<() => void>} */
  #wakes = new Set();
  #tell;
  #final;

  /**
   * @param {(id: number, state: string, more?: object) => void} tell
   * @param {string[]} final What another try cannot mend.
   */
  constructor(tell, final) {
    this.#tell = tell;
    this.#final = final;
  }

  /** @param {number} id @param {"pause" | "go" | "remove"} change */
  change(id, change) {
    if (change === "go") this.#changes.delete(id);
    else this.#changes.set(id, change);
    for (const wake of this.#wakes) wake();
  }

  /** The file is done, one way or another. @param {number} id */
  forget(id) {
    this.#changes.delete(id);
  }

  /**
   * Tries, with growing waits, until it works: what is lost is at most the parcel in flight.
   * @template T @param {number} id @param {() => Promise<T>} deed @returns {Promise<T>}
   */
  async until(id, deed) {
    for (let seconds = FIRST_WAIT_S; ; seconds = Math.min(2 * seconds, LONGEST_WAIT_S)) {
      try {
        return await deed();
      } catch (error) {
        const code = codeOf(error);
        if (this.#final.includes(code)) throw error;
        this.#tell(id, "waiting", { seconds, code });
        await this.#sleep(seconds * 1000);
        await this.mayGoOn(id);
      }
    }
  }

  /** Waits while the person wants it to. @param {number} id */
  async mayGoOn(id) {
    if (this.#changes.get(id) === "pause") this.#tell(id, "paused");
    while (this.#changes.get(id) === "pause") await this.#sleep(undefined);
    if (this.#changes.get(id) === "remove") throw new Removed();
  }

  /** @param {number | undefined} ms Until then, or until the page asks for something. */
  async #sleep(ms) {
    await new Promise((/** @type {(value: void) => void} */ done) => {
      const wake = () => {
        this.#wakes.delete(wake);
        done();
      };
      this.#wakes.add(wake);
      if (ms !== undefined) setTimeout(wake, ms);
    });
  }
}
