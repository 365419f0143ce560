//! The receipt, everything that is derived from it, and CBOR that is or is not taken.

use crypto_core::{
    ids::{Addressee, Digest, MemberNumber},
    keys::{LeftOut, Root},
    labels::Label,
    primitives::kdf::{derive, derive_salted},
    receipt::Receipt,
    text::hex,
    words::Language,
};
use serde_json::{Map, Value, json};

use crate::{ADVISER, Reporter, committee::Committee, folder::Folder};

/// The parts `receipt`, `keys`, `left_out` and `cbor` of the index.
pub fn describe(folder: &mut Folder, committee: &Committee, reporter: &Reporter) {
    let receipt = Receipt::from_bytes(reporter.receipt);
    let words = |language| receipt.to_words(language).join(" ");
    let (en, nl) = (words(Language::English), words(Language::Dutch));
    let typed = [typed_short(&en), typed_short(&nl)];
    folder.index(
        "receipt",
        json!({ "bytes": hex(&reporter.receipt), "words": { "en": en, "nl": nl }, "also_typed": typed }),
    );
    let mut keys = Map::new();
    for (to, root, members) in [
        (Addressee::Committee, &reporter.committee, &[1, 2, 3, 4][..]),
        (Addressee::Adviser(ADVISER), &reporter.adviser, &[5]),
    ] {
        let members = members.iter().map(|number| MemberNumber(*number));
        let root_bytes: [u8; 32] = *derive_salted(
            &reporter.receipt,
            committee.channel.as_bytes(),
            Label::Conversation(to),
        );
        keys.insert(to.to_string(), conversation(&root_bytes, root, members));
    }
    folder.index("keys", Value::Object(keys));
    for members in [&[][..], &[3], &[1, 3]] {
        let members: Vec<_> = members.iter().map(|number| MemberNumber(*number)).collect();
        let list = reporter.committee.leave_out(&committee.channel, &members);
        folder.list("left_out", left_out(&list));
    }
    folder.index("cbor", cbor());
}

fn conversation(
    bytes: &[u8; 32],
    root: &Root,
    members: impl Iterator<Item = MemberNumber>,
) -> Value {
    let members: Map<String, Value> = members
        .map(|number| (number.to_string(), member(root, number)))
        .collect();
    json!({
        "root": hex(bytes),
        "conversation_id": root.conversation_id(),
        "thread_key": hex(root.thread_key().expose_for_letter()),
        "left_out_key": hex(derive::<32>(bytes, Label::LeftOut).as_slice()),
        "proof_salt": hex(&root.proof_salt()),
        "attachment_key_of_zeros": hex(root.attachment_key(&Digest([0; 32])).expose_for_letter()),
        "members": members,
    })
}

fn member(root: &Root, number: MemberNumber) -> Value {
    let key = root.member_key(number);
    let bytes = key.expose_for_box();
    let replies: Map<String, Value> = [0, 1, 1_023]
        .into_iter()
        .map(|j| {
            let reply_key = hex(derive::<32>(bytes, Label::ReplyKey(j)).as_slice());
            let value = json!({ "reply_token": key.reply_token(j), "reply_key": reply_key });
            (j.to_string(), value)
        })
        .collect();
    json!({
        "member_key": hex(bytes),
        "letter_tag_key": hex(derive::<32>(bytes, Label::LetterTag).as_slice()),
        "replies": replies,
    })
}

/// Members left out and their tag, as the index has them everywhere.
pub fn left_out(list: &LeftOut) -> Value {
    json!({ "members": list.members, "tag": hex(&list.tag) })
}

/// Four letters of each word, in upper case, with other separators.
fn typed_short(words: &str) -> String {
    let short: Vec<String> = words
        .split(' ')
        .map(|word| word.chars().take(4).collect::<String>().to_uppercase())
        .collect();
    short.join(" - ")
}

fn cbor() -> Value {
    // The map, arrays in each other, and a number.
    let levels = |all: usize| format!("a2000102{}00", "81".repeat(all - 2));
    json!({
        "taken": [
            { "hex": "a10001", "what": "the smallest map" },
            { "hex": "a300010220036178", "what": "a negative number and a text" },
            { "hex": "a4000101f403f505f6", "what": "false, true, null" },
            { "hex": "a2000109a2206161616100", "what": "an unknown field: a map with keys of other types" },
            { "hex": levels(8), "what": "eight levels" },
        ],
        "refused": [
            { "hex": "a1001801", "what": "1 in two bytes" },
            { "hex": "a201000001", "what": "keys that do not ascend" },
            { "hex": "a200010001", "what": "a key twice" },
            { "hex": "a2000109a2616100206161", "what": "an unknown field: a map whose keys do not ascend" },
            { "hex": "bf0001ff", "what": "a map of indefinite length" },
            { "hex": "a1000100", "what": "a byte after the map" },
            { "hex": "a10002", "what": "version 2" },
            { "hex": "a10101", "what": "no version" },
            { "hex": "a2000101fb3ff8000000000000", "what": "a floating-point number" },
            { "hex": "a2000101c000", "what": "a tag" },
            { "hex": "a2000101f7", "what": "undefined" },
            { "hex": "a200010161ff", "what": "a text that is not UTF-8" },
            { "hex": "a200012001", "what": "a key that is negative" },
            { "hex": "8100", "what": "an array" },
            { "hex": "", "what": "nothing" },
            { "hex": levels(9), "what": "nine levels" },
        ],
    })
}
