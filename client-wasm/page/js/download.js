// @ts-check
/**
 * The worker's part of fetching a file of an answer: parcel by parcel, each checked, then the hash of the
 * whole (protocol, section 4.4). Fetched only when the person has said yes.
 *
 * It tells the page `{collect: n, state, done, size}` (`state`: `fetching`, `waiting` with `seconds`, `paused`).
 * A parcel that is not there or was altered ends it with the code `gone:PART` or `altered:PART`, PART from 1.
 */

import init, { Hasher, Parcels } from "./files.js";
import { codeOf, Patience, Removed } from "./patience.js";

const KEY_LEN = 32;
/** What another try cannot mend. */
const FINAL = ["gone", "early", "internal"];

/**
 * @typedef {{visit: () => import("./belfry.js").Session, parcel: (id: Uint8Array) => Promise<Uint8Array>,
 *   tell: (message: object) => void}} Tools
 */

export class Downloads {
  #tools;
  #loaded;
  #patience;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#patience = new Patience((n, state, more) => tools.tell({ collect: n, state, ...more }), FINAL);
    this.#loaded = init({ module_or_path: fetch("/files_bg.wasm", { credentials: "omit", cache: "no-store" }) });
  }

  /** @param {number} n @param {"pause" | "go" | "remove"} change */
  change(n, change) {
    this.#patience.change(n, change);
  }

  /**
   * The file, or nothing where the person stopped it.
   * @param {number} n @param {number} size @returns {Promise<Blob | undefined>}
   */
  async run(n, size) {
    await this.#loaded;
    const named = this.#tools.visit().offered_file(n);
    const parcels = new Parcels(named.subarray(0, KEY_LEN), size);
    try {
      return await this.#fetch(n, size, parcels, named.subarray(KEY_LEN));
    } catch (error) {
      if (error instanceof Removed) return undefined;
      throw error;
    } finally {
      parcels.free();
      this.#patience.forget(n);
    }
  }

  /** @param {number} n @param {number} size @param {Parcels} parcels @param {Uint8Array} sha256 */
  async #fetch(n, size, parcels, sha256) {
    const hasher = new Hasher();
    // The browser may put what is large aside; in the worker lies one parcel at a time.
    /** @type {Blob[]} */
    const pieces = [];
    for (let i = 0; i < parcels.count(); i += 1) {
      await this.#patience.mayGoOn(n);
      const piece = await this.#piece(n, i, parcels);
      hasher.update(piece);
      pieces.push(new Blob([/** @type {BlobPart} */ (piece)]));
      this.#tools.tell({ collect: n, state: "fetching", done: parcels.begin(i) + piece.length, size });
    }
    // The person may have stopped it while the last one was on its way.
    await this.#patience.mayGoOn(n);
    const found = hasher.finish();
    if (found.some((byte, i) => byte !== sha256[i])) throw refused("altered:0");
    // Of no type that a browser would show: it is saved, and nothing else.
    return new Blob(pieces, { type: "application/octet-stream" });
  }

  /** @param {number} n @param {number} i @param {Parcels} parcels */
  async #piece(n, i, parcels) {
    try {
      const parcel = await this.#patience.until(n, () => this.#tools.parcel(parcels.id(i)));
      return parcels.open(i, parcel);
    } catch (error) {
      const code = codeOf(error);
      throw ["gone", "altered"].includes(code) ? refused(`${code}:${i + 1}`) : error;
    }
  }
}

/** @param {string} code */
const refused = (code) => Object.assign(new Error(code), { code });
