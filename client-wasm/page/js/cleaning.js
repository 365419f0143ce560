// @ts-check
/** One file at a time to a worker that looks at it or cleans it (`cleaner.js`). */

/**
 * @typedef {{trace: string, value: string}} Finding
 * @typedef {{format: string, findings: Finding[], stays: Finding[], why_not: string}} Looked
 * @typedef {{looked?: Looked, cleaned?: Uint8Array, code?: string}} Answer
 */

/** Files wait for each other: each is held whole. @type {Promise<unknown>} */
let before = Promise.resolve();

/**
 * What a file gives away.
 * @param {File} file @returns {Promise<Looked>}
 */
export async function look(file) {
  const { looked, code = "internal" } = await inTurn(file, false);
  return looked ?? { format: "", findings: [], stays: [], why_not: code };
}

/**
 * The copy without it; always the same for the same file.
 * @param {File} file @returns {Promise<Uint8Array>}
 */
export async function clean(file) {
  const { cleaned, code } = await inTurn(file, true);
  // Never the original instead.
  if (!cleaned) throw Object.assign(new Error("clean"), { code: code === "file" ? "file" : "clean" });
  return cleaned;
}

/** @param {File} file @param {boolean} cleans @returns {Promise<Answer>} */
function inTurn(file, cleans) {
  const answer = before.then(() => inWorker(file, cleans));
  before = answer;
  return answer;
}

/** @param {File} file @param {boolean} cleans @returns {Promise<Answer>} */
function inWorker(file, cleans) {
  return new Promise((done) => {
    const worker = new Worker("/cleaner.js", { type: "module" });
    /** @param {Answer} answer */
    const end = (answer) => {
      worker.terminate();
      done(answer);
    };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end({ code: "internal" });
    worker.postMessage({ file, clean: cleans });
  });
}
