// @ts-check
/**
 * The worker that owns the Rust session and makes every request. Keys stay behind its handles.
 *
 * The page sends `{n, deed, …}` and gets `{n, value}` or `{n, code}`; `code` is one of the short codes of
 * the Rust session, or `network`, `service`, `no-wasm`, `internal`. While a letter is on its way it gets
 * `{mail, …}` besides. The clock is the page's: `now` comes with each message.
 */

import init, { Outgoing, Session, suggest } from "./belfry.js";

/** Nobody learns from a request more than that somebody made it. @type {RequestInit} */
const PRIVATE = { credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer" };
/** Longer answers than the protocol knows are not read to their end. */
const ANSWER_MAX = 8 * 1024 * 1024;
const FETCH_LIMIT_MS = 120_000;

/** @type {Promise<unknown> | undefined} */
let loading;
/** @type {Session | undefined} */
let session;
/** @type {Outgoing | undefined} */
let outgoing;
/** @type {import("./upload.js").Uploads | undefined} */
let uploads;
/** @type {import("./download.js").Downloads | undefined} */
let downloads;

class Refused extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** @returns {Session} */
function visit() {
  if (!session) throw new Refused("early");
  return session;
}

/** @param {string} path @param {RequestInit} [more] @returns {Promise<Response>} */
async function request(path, more) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), FETCH_LIMIT_MS);
  try {
    const response = await fetch(path, { ...PRIVATE, ...more, signal: limit.signal });
    // The body is read within the same limit.
    const body = await response.arrayBuffer();
    return new Response(body.byteLength > ANSWER_MAX ? null : body, {
      status: response.status,
      headers: response.headers,
    });
  } catch {
    throw new Refused("network");
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} path @returns {Promise<Uint8Array>} */
async function read(path) {
  const response = await request(path);
  if (response.status !== 200) throw new Refused("service");
  return new Uint8Array(await response.arrayBuffer());
}

async function load() {
  if (typeof WebAssembly !== "object") throw new Refused("no-wasm");
  loading ??= init({ module_or_path: fetch("/belfry_bg.wasm", PRIVATE) }).catch((/** @type {unknown} */ error) => {
    // A browser that refuses to compile says so; anything else is a part that did not arrive whole.
    throw new Refused(error instanceof WebAssembly.CompileError ? "no-wasm" : "script");
  });
  await loading;
}

/**
 * Every deed of the page. Each visit that opens the form does `open` and `fetch` (until nothing is left),
 * and later `seal` or `cover`, then `post`.
 * @type {Record<string, (m: any) => unknown>}
 */
const deeds = {
  load,
  open: (m) => {
    session ??= new Session(m.fragment, m.lang);
    return session.cover_delay_ms();
  },
  /** Fetches the next file; gives its path, or nothing when all are there. */
  fetch: async (m) => {
    const path = visit().next_path();
    if (path === undefined) return undefined;
    visit().take(await read(path), m.now);
    return path;
  },
  view: (m) => ({ ...JSON.parse(visit().view(m.now)), room: visit().text_room() }),
  gate: () => [...visit().channel_positions()],
  check_gate: (m) => visit().check_channel_words(m.words),
  accept: () => visit().accept_unchecked(),
  receipt: () => visit().new_receipt(),
  leave_out: (m) => visit().leave_out(Uint16Array.from(m.numbers)),
  leaving: () => ({ settled: visit().leaving_is_settled(), out: [...visit().left_out()] }),
  address: (m) => visit().address_to(m.number),
  positions: () => [...visit().receipt_positions()],
  check_word: (m) => visit().check_receipt_word(m.position, m.word),
  words: (m) => visit().take_words(m.words),
  forget: () => visit().forget_conversation(),
  replies: () => JSON.parse(visit().find_replies()),
  suggest: (m) => suggest(m.typed, m.lang),
  seal: (m) => {
    // What the screen says must be what is sealed.
    if (visit().addressed_to() !== m.to) throw new Refused("internal");
    const sealed = visit().seal_letter(m.text, m.name, m.service, m.proof, m.now);
    outgoing?.free();
    outgoing = sealed;
  },
  cover: (m) => {
    outgoing ??= visit().seal_cover(m.now);
  },
  post: (m) => post(m.now),
  /** Files: what they need is fetched only now. */
  upload: async (m) => (await files()).run(m.files, m.resume, m.now),
  upload_change: async (m) => (await files()).change(m.id, m.change),
  collect: async (m) => (await answers()).run(m.file, m.size),
  collect_change: async (m) => (await answers()).change(m.file, m.change),
  done: (m) => {
    if (m.letter) visit().stored();
    outgoing?.free();
    outgoing = undefined;
  },
};

/**
 * One try to post what was sealed: the same bytes under the same id as in every try before.
 * @param {number} now
 * @returns {Promise<{clock: boolean}>}
 */
async function post(now) {
  if (!outgoing) throw new Refused("early");
  return put(outgoing, outgoing.bytes(), now, (mail, more) => tell({ mail, ...more }));
}

/**
 * Stamp, then the bytes.
 * @param {Outgoing} one @param {Uint8Array} bytes @param {number} now
 * @param {(state: string, more?: object) => void} [say]
 */
async function put(one, bytes, now, say) {
  const begun = performance.now();
  const clock = one.take_stamp(await read("/v1/stamp"), now + performance.now() - begun);
  say?.("stamping", { effort: one.effort(), clock });
  while (!one.attempt()) {
    // Let messages in between two attempts.
    await new Promise((done) => setTimeout(done));
  }
  say?.("sending");
  const response = await request(one.path(), {
    method: "PUT",
    body: /** @type {BodyInit} */ (bytes),
    headers: { "Content-Type": "application/octet-stream", "Belfry-Stamp": one.stamp() ?? "" },
  });
  if (response.status === 200 || response.status === 201) return { clock };
  // A stamp that was refused may refer to a board that is two boards old by now.
  if (response.status === 403) visit().renew(await read("/v1/board/head"), one);
  throw new Refused(refusal(response.status));
}

async function files() {
  const { Uploads } = await import("./upload.js");
  /** @param {string} path */
  const isThere = async (path) => (await request(path, { method: "HEAD" })).status === 200;
  uploads ??= new Uploads({ visit, put, isThere, tell });
  return uploads;
}

async function answers() {
  const { Downloads } = await import("./download.js");
  /** @param {Uint8Array} id */
  const parcel = async (id) => {
    const hex = [...id].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const response = await request(`/v1/parcels/${hex}`);
    if (response.status !== 200) throw new Refused(response.status === 404 ? "gone" : "service");
    return new Uint8Array(await response.arrayBuffer());
  };
  downloads ??= new Downloads({ visit, parcel, tell });
  return downloads;
}

/** @param {number} status @returns {string} */
function refusal(status) {
  if (status === 409) return "conflict";
  if (status === 507) return "full";
  return status === 403 || status === 429 || status === 503 ? "refused" : "service";
}

/** @param {object} message */
function tell(message) {
  postMessage(message);
}

/** @param {unknown} error @returns {string} */
function codeOf(error) {
  if (error instanceof Refused) return error.code;
  if (typeof error === "string") return error;
  return /** @type {{code?: string}} */ (error).code ?? "internal";
}

addEventListener("message", async ({ data }) => {
  try {
    tell({ n: data.n, value: await deeds[data.deed]?.(data) });
  } catch (error) {
    tell({ n: data.n, code: codeOf(error) });
  }
});
