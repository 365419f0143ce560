// @ts-check
/** The texts that only files need; fetched with the first of them. */

import { fill, lang } from "./dom.js";

/** @type {Record<string, string>} */
const texts = (await import(`/texts-files.${lang}.js`)).default;

/** @param {string} id @param {Record<string, string | number>} [values] */
export const text = (id, values = {}) => fill(texts, id, values);
