#!/usr/bin/env python3
"""Makes crypto-core/src/words/dutch.txt, the Dutch words of the receipt.

    make_dutch.py WDUTCH FREQUENCIES ENGLISH > dutch.txt

WDUTCH       /usr/share/dict/dutch of Debian's package `wdutch`
FREQUENCIES  wordfreq/data/large_nl.msgpack.gz of the PyPI package `wordfreq`
ENGLISH      crypto-core/src/words/english.txt, the BIP-39 list

The same inputs always give the same bytes. Only Python's standard library is used.
README.md beside this file tells where the inputs come from and under which licences.
"""

import gzip
import pathlib
import re
import sys

WANTED = 2048
WORD = re.compile(r"[a-z]{4,8}")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
HERE = pathlib.Path(__file__).parent

# Frequencies are in centibels below "every word": 350 is very common, 650 is known but seldom read.
RAREST = 700


def main(wdutch, frequencies, english):
    raw = set(pathlib.Path(wdutch).read_text(encoding="utf-8").split())
    taken = pathlib.Path(english).read_text(encoding="ascii").split()
    picked, denied = note("picked.txt"), note("deny.txt")
    if picked & denied:
        sys.exit(f"both picked and denied: {sorted(picked & denied)}")
    words = ranked(raw, read_frequencies(frequencies))
    if picked - set(words):
        sys.exit(f"not common Dutch words: {sorted(picked - set(words))}")
    chosen = choose([word for word in words if word in picked], taken)
    if len(chosen) != WANTED:
        show_candidates([word for word in words if word not in denied], chosen, taken)
        sys.exit(f"only {len(chosen)} of {WANTED} words: pick more of those above")
    sys.stdout.write("".join(word + "\n" for word in sorted(chosen)))


def ranked(raw, centibels):
    """All words of a fitting form, the most common first."""
    fitting = [word for word in raw if WORD.fullmatch(word)]
    common = [(centibels[word], word) for word in fitting if centibels.get(word, 999) <= RAREST]
    return [word for _, word in sorted(common)]


def show_candidates(words, chosen, english):
    """What could still be picked beside the chosen words, on standard error."""
    near = set().union(*map(one_typing_error, chosen))
    prefixes = {word[:4] for word in chosen + english}
    free = [word for word in words if word[:4] not in prefixes and word not in near]
    print(*free, file=sys.stderr)


def choose(words, english):
    """Greedy choice under the rules of the list (protocol, section 4.2)."""
    prefixes = {word[:4] for word in english}
    near = set()
    chosen = []
    for word in words:
        if len(chosen) == WANTED:
            break
        if word[:4] in prefixes or word in near:
            continue
        chosen.append(word)
        prefixes.add(word[:4])
        near |= one_typing_error(word)
    return chosen


def one_typing_error(word):
    """Everything that one deletion, transposition, substitution or insertion makes of a word.

    The relation is symmetric, so a later word need only be looked up here.
    """
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deleted = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    replaced = {a + c + b[1:] for a, b in cuts if b for c in ALPHABET}
    inserted = {a + c + b for a, b in cuts for c in ALPHABET}
    return deleted | swapped | replaced | inserted


def note(name):
    """The words of one of the hand-made lists; `#` begins a comment."""
    lines = (HERE / name).read_text(encoding="ascii").splitlines()
    return {word for line in lines for word in line.split("#")[0].split()}


def read_frequencies(path):
    """wordfreq's cBpack: an array whose item i + 1 lists the words of frequency -i centibels."""
    with gzip.open(path) as file:
        header, *lists = Unpacker(file.read()).value()
    if header != {"format": "cB", "version": 1}:
        sys.exit("not a frequency file that this script knows")
    return {word: i for i, words in enumerate(lists) for word in words}


class Unpacker:
    """The part of MessagePack that a frequency file uses."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        self.at += n
        return self.data[self.at - n : self.at]

    def number(self, n):
        return int.from_bytes(self.take(n), "big")

    def value(self):
        kind = self.number(1)
        if kind < 0x80:
            return kind
        if kind < 0x90:
            return {self.value(): self.value() for _ in range(kind & 15)}
        if kind < 0xA0:
            return [self.value() for _ in range(kind & 15)]
        if kind < 0xC0:
            return self.take(kind & 31).decode()
        if kind in (0xD9, 0xDA):
            return self.take(self.number(kind - 0xD8)).decode()
        if kind in (0xDC, 0xDD):
            return [self.value() for _ in range(self.number(2 * (kind - 0xDB)))]
        sys.exit(f"unknown MessagePack type {kind:#x}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
