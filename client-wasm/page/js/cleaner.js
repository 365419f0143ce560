// @ts-check
/**
 * Looks at one file and cleans it, in a worker of its own that ends with the file: what a module took of
 * memory it never gives back by itself. Fetched only when a file is added.
 *
 * It gets `{file, clean}` and answers once: `{looked: {format, findings, stays, why_not}}`, `{cleaned: Uint8Array}`
 * or `{code}`, which is `long`, `kind`, `damaged`, `locked`, `file` (it cannot be read) or `internal`.
 */

import init, { clean, look, max_len } from "./traces.js";

const loaded = init({ module_or_path: fetch("/traces_bg.wasm", { credentials: "omit", cache: "no-store" }) });

addEventListener("message", async ({ data: { file, clean: cleans } }) => {
  try {
    await loaded;
    if (file.size > max_len()) throw "long";
    const bytes = new Uint8Array(await whole(file));
    if (!cleans) {
      postMessage({ looked: JSON.parse(look(bytes)) });
    } else {
      const cleaned = clean(bytes);
      postMessage({ cleaned }, { transfer: [cleaned.buffer] });
    }
  } catch (error) {
    postMessage({ code: typeof error === "string" ? error : "internal" });
  }
});

/** @param {File} file */
async function whole(file) {
  try {
    return await file.arrayBuffer();
  } catch {
    throw "file";
  }
}
