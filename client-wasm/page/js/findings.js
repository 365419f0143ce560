// @ts-check
/**
 * What a file gives away, and the choice between a cleaned copy and the original.
 *
 * Stable: `.file-traces` (`data-looked` is `looking`, `cleaned` or the reason why there is no cleaned copy),
 * `.file-findings`, `.file-original` (the checkbox).
 */

import { look } from "./cleaning.js";
import { make } from "./dom.js";
import { text } from "./file-texts.js";

/**
 * Begins to look at the file.
 * @param {File} file
 * @param {(cleans: boolean | undefined) => void} chosen Whether a cleaned copy goes; undefined while it is not known.
 */
export function findings(file, chosen) {
  const part = make("div", "", "file-traces");
  part.dataset.looked = "looking";
  part.append(make("p", text("traces-looking"), "hint"));
  chosen(undefined);
  void look(file).then(({ findings: found, stays, why_not: why }) => {
    part.replaceChildren();
    if (found.length > 0) part.append(make("p", text("traces-found")), list(found));
    else if (!why) part.append(make("p", text("traces-nothing")));
    if (stays.length > 0) part.append(make("p", text("traces-stay"), "warning"), list(stays));
    if (why) part.append(make("p", text(`traces-not-${why}`), "warning"));
    else part.append(...choice((original) => chosen(!original)));
    part.dataset.looked = why || "cleaned";
    chosen(!why);
  });
  return part;
}

/** @param {string} trace @param {string} value */
function line(trace, value) {
  const what = text(`trace-${trace}`);
  return value ? `${what}: ${value}` : what;
}

/** @param {import("./cleaning.js").Finding[]} found */
function list(found) {
  const made = make("ul", "", "file-findings");
  made.append(...found.map(({ trace, value }) => make("li", line(trace, value))));
  return made;
}

/** @param {(original: boolean) => void} changed */
function choice(changed) {
  const label = make("label", "", "choice");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "file-original";
  box.onchange = () => changed(box.checked);
  label.append(box, make("span", text("traces-original")));
  return [make("p", text("traces-cleaned")), label, make("p", text("traces-original-means"), "hint")];
}
