// Another age implementation, npm's `age-encryption`, from $BELFRY_NPM.
// Standard input: one line with a key, then bytes. Standard output: what became of the bytes.
//   node age.mjs open    opens an age file with a secret key
//   node age.mjs seal    seals for a recipient
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const script = join(process.env.BELFRY_NPM, "age-encryption", "dist", "index.js");
const { Decrypter, Encrypter } = await import(pathToFileURL(script).href);

const input = readFileSync(0);
const end = input.indexOf("\n");
const key = input.subarray(0, end).toString();
const bytes = new Uint8Array(input.subarray(end + 1));

async function open() {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  return decrypter.decrypt(bytes);
}

async function seal() {
  const encrypter = new Encrypter();
  encrypter.addRecipient(key);
  return encrypter.encrypt(bytes);
}

writeFileSync(1, await (process.argv[2] === "open" ? open() : seal()));
