/**
 * Seals the same random bytes in every way, in one worker, in turns, so that what else the machine does falls on
 * all alike. Tells `{done}` with the milliseconds of each run, by name.
 */
import init, { Hasher, Parcels, hash } from "/page/files.js";
import * as age from "/npm/age-encryption/dist/index.js";
import * as openpgp from "/npm/openpgp/dist/openpgp.min.mjs";

const LEN = 64 * 1024 * 1024;
const PIECE = 1024 * 1024;
const ROUNDS = 7;

const bytes = new Uint8Array(LEN);
for (let at = 0; at < LEN; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
const file = new File([bytes], "file");

/** @param {Blob} source @param {number} begin @param {number} end */
const piece = async (source, begin, end) => new Uint8Array(await source.slice(begin, end).arrayBuffer());

/** As `upload.js` does it: the file's hash makes its key, each parcel's hash goes into its stamp. */
async function belfry() {
  const hasher = new Hasher();
  for (let at = 0; at < LEN; at += PIECE) hasher.update(await piece(file, at, Math.min(at + PIECE, LEN)));
  const parcels = new Parcels(hasher.finish(), LEN);
  for (let i = 0; i < parcels.count(); i += 1) {
    const begin = parcels.begin(i);
    hash(parcels.seal(i, await piece(file, begin, begin + parcels.len_of(i))));
  }
  parcels.free();
}

function sealing() {
  const parcels = new Parcels(new Uint8Array(32), LEN);
  for (let i = 0; i < parcels.count(); i += 1) {
    const begin = parcels.begin(i);
    parcels.seal(i, bytes.subarray(begin, begin + parcels.len_of(i)));
  }
  parcels.free();
}

function hashing() {
  const hasher = new Hasher();
  for (let at = 0; at < LEN; at += PIECE) hasher.update(bytes.subarray(at, at + PIECE));
  hasher.finish();
}

const recipient = await age.identityToRecipient(await age.generateX25519Identity());

async function ageEncryption() {
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(recipient);
  await encrypter.encrypt(bytes);
}

async function ageEncryptionStream() {
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(recipient);
  await drained(await encrypter.encrypt(file.stream()));
}

/** @param {ReadableStream} stream */
async function drained(stream) {
  const reader = stream.getReader();
  while (!(await reader.read()).done);
}

/** @param {object} source @param {object} key @param {object} config */
async function pgp(source, key, config) {
  const message = await openpgp.createMessage({ binary: source });
  const uncompressed = openpgp.enums.compression.uncompressed;
  return openpgp.encrypt({
    message,
    sessionKey: { data: crypto.getRandomValues(new Uint8Array(32)), algorithm: "aes256", ...key },
    format: "binary",
    config: { ...config, preferredCompressionAlgorithm: uncompressed },
  });
}

const GCM = { aeadAlgorithm: "gcm" };
const AEAD = { aeadProtect: true };
// 2^(14 + 6) bytes, as Belfry's parcels; the package's own choice is 2^(12 + 6).
const LARGE = { aeadProtect: true, aeadChunkSizeByte: 14 };

const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);

async function webCrypto() {
  for (let at = 0; at < LEN; at += PIECE) {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(8, at / PIECE);
    await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes.subarray(at, at + PIECE));
  }
}

/** @type {Record<string, () => unknown>} */
const WAYS = {
  "Belfry: sealing parcels": sealing,
  "Belfry: SHA-256": hashing,
  "Belfry: all the page does (read, hash, seal, hash)": belfry,
  "age-encryption, whole": ageEncryption,
  "age-encryption, streaming": ageEncryptionStream,
  "openpgp, AES-256-GCM, whole": () => pgp(bytes, GCM, AEAD),
  "openpgp, AES-256-GCM, whole, chunks of 1 MiB": () => pgp(bytes, GCM, LARGE),
  "openpgp, AES-256-GCM, streaming": async () => drained(await pgp(file.stream(), GCM, AEAD)),
  "openpgp, default (CFB and SHA-1), whole": () => pgp(bytes, {}, {}),
  "WebCrypto AES-256-GCM, pieces of 1 MiB": webCrypto,
};

try {
  await init({ module_or_path: fetch("/page/files_bg.wasm") });
  /** @type {Record<string, number[]>} */
  const done = {};
  // The first round warms up compilers, and is thrown away.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, way] of Object.entries(WAYS)) {
      const begun = performance.now();
      await way();
      const ms = performance.now() - begun;
      if (round > 0) (done[name] ??= []).push(ms);
      postMessage({ round, name });
    }
  }
  postMessage({ done, len: LEN });
} catch (error) {
  postMessage({ failed: String(error) });
}
