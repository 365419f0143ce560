// @ts-check
/**
 * The worker's part of sending files: hash, then parcel by parcel, so that two at a time are in memory
 * (protocol, section 4.4). Fetched only when a file is added.
 *
 * It tells the page `{upload: id, state, done, size}` (`state`: `cleaning`, `reading`, `sending`, `waiting` with `seconds`,
 * `paused`, `sent`, `failed` with `code`), and `{upload: 0, …}` for the parcels that round up their number.
 */

import { clean } from "./cleaning.js";
import init, { Hasher, Parcels, filler, filler_id, hash } from "./files.js";
import { Patience, Removed } from "./patience.js";

const PIECE = 1024 * 1024;
/** What another try cannot mend. */
const FINAL = ["conflict", "internal", "early", "file", "clean"];

/**
 * @typedef {import("./belfry.js").Outgoing} Outgoing
 * @typedef {{id: number, file: File, name: string, cleans: boolean}} Chosen
 * @typedef {File | Uint8Array} Source What is sealed: the file itself, or its cleaned copy.
 * @typedef {{visit: () => import("./belfry.js").Session, isThere: (path: string) => Promise<boolean>,
 *   put: (one: Outgoing, bytes: Uint8Array, now: number) => Promise<unknown>, tell: (message: object) => void}} Tools
 */

export class Uploads {
  #tools;
  #loaded;
  #patience;
  #clock = 0;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#patience = new Patience((id, state, more) => this.#tell(id, state, more), FINAL);
    const path = "/files_bg.wasm";
    this.#loaded = init({ module_or_path: fetch(path, { credentials: "omit", cache: "no-store" }) });
  }

  /** @param {number} id @param {"pause" | "go" | "remove"} change */
  change(id, change) {
    this.#patience.change(id, change);
  }

  /**
   * Sends files one after the other; gives how many the server has whole.
   * @param {Chosen[]} files @param {boolean} resume Whether the server may be asked what it has already.
   * @param {number} now
   */
  async run(files, resume, now) {
    this.#clock = now - performance.now();
    await this.#loaded;
    let sent = 0;
    for (const one of files) {
      try {
        await this.#send(one, resume);
        sent += 1;
      } catch (error) {
        if (!(error instanceof Removed)) throw error;
      }
      this.#patience.forget(one.id);
    }
    // Also what an earlier try sent: there is nothing to round up where nothing was.
    await this.#roundUp();
    return sent;
  }

  /** @param {Chosen} one @param {boolean} resume */
  async #send({ id, file, name, cleans }, resume) {
    const session = this.#tools.visit();
    if (cleans) this.#tell(id, "cleaning");
    const source = cleans ? await clean(file) : file;
    const size = sizeOf(source);
    const sha256 = await this.#hash(id, source);
    const parcels = new Parcels(session.attachment_key(sha256), size);
    try {
      let next = ahead(prepare(source, parcels, 0));
      for (let i = 0; i < parcels.count(); i += 1) {
        await this.#patience.mayGoOn(id);
        const { sealed, sha256: of, end } = await next;
        const parcel = session.parcel(parcels.id(i), of);
        const stored = this.#store(id, parcel, sealed, resume).finally(() => parcel.free());
        if (i + 1 < parcels.count()) next = ahead(prepare(source, parcels, i + 1));
        await stored;
        collect();
        this.#tell(id, "sending", { done: end, size });
      }
      // It may have been taken back while the last one was on its way.
      await this.#patience.mayGoOn(id);
    } finally {
      parcels.free();
    }
    session.uploaded(name, file.type, size, sha256);
    this.#tell(id, "sent", { done: size, size });
  }

  /** @param {number} id @param {Outgoing} parcel @param {Uint8Array} sealed @param {boolean} resume */
  async #store(id, parcel, sealed, resume) {
    const known = resume && (await this.#patience.until(id, () => this.#tools.isThere(parcel.path())));
    if (!known) await this.#patience.until(id, () => this.#put(parcel, sealed));
  }

  /** @param {number} id @param {Source} source */
  async #hash(id, source) {
    const hasher = new Hasher();
    const size = sizeOf(source);
    let next = ahead(piece(source, 0, Math.min(PIECE, size)));
    for (let begin = 0; begin < size; begin += PIECE) {
      await this.#patience.mayGoOn(id);
      const end = Math.min(begin + PIECE, size);
      const bytes = await next;
      // The next one is read while this one is hashed.
      next = ahead(piece(source, end, Math.min(end + PIECE, size)));
      hasher.update(bytes);
      collect();
      this.#tell(id, "reading", { done: end, size });
    }
    return hasher.finish();
  }

  async #roundUp() {
    const session = this.#tools.visit();
    for (let left = session.fillers(); left > 0; left -= 1) {
      this.#tell(0, "sending", { left });
      const bytes = filler();
      const parcel = session.parcel(filler_id(), hash(bytes));
      await this.#patience.until(0, () => this.#put(parcel, bytes)).finally(() => parcel.free());
      collect();
    }
  }

  /** @param {Outgoing} parcel @param {Uint8Array} bytes */
  #put(parcel, bytes) {
    return this.#tools.put(parcel, bytes, this.#clock + performance.now());
  }

  /** @param {number} id @param {string} state @param {object} [more] */
  #tell(id, state, more = {}) {
    this.#tools.tell({ upload: id, state, ...more });
  }
}

/**
 * Seals parcel `i`, while the one before is on its way: so two are in memory at most.
 * @param {Source} source @param {Parcels} parcels @param {number} i
 */
async function prepare(source, parcels, i) {
  const begin = parcels.begin(i);
  const end = begin + parcels.len_of(i);
  const sealed = parcels.seal(i, await piece(source, begin, end));
  collect();
  return { sealed, sha256: hash(sealed), end };
}

/**
 * What is made before its turn: what goes wrong with it counts only then.
 * @template T @param {Promise<T>} made
 */
function ahead(made) {
  made.catch(() => undefined);
  return made;
}

/** @param {Source} source */
const sizeOf = (source) => (source instanceof Uint8Array ? source.length : source.size);

/** @param {Source} source @param {number} begin @param {number} end */
async function piece(source, begin, end) {
  if (source instanceof Uint8Array) return source.subarray(begin, end);
  try {
    return new Uint8Array(await source.slice(begin, end).arrayBuffer());
  } catch {
    // It was moved, changed or taken away since it was chosen.
    throw Object.assign(new Error("file"), { code: "file" });
  }
}

/**
 * Lets the browser's collector come soon. It goes by what scripts hold, does not see the browser's own copies of
 * what was read and sent, and would let more than a hundred MiB of both pile up. These bytes count for it, and
 * nobody touches them, so that they take no memory.
 */
function collect() {
  return new ArrayBuffer(8 * PIECE);
}
