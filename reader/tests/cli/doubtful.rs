//! A letter whose box opens but whose tag does not hold: somebody who could read a letter changed it and posted
//! it again (protocol, section 4.3, "Whose conversation").

use std::collections::BTreeSet;

use crypto_core::{
    board::Cell,
    letter::Content,
    primitives::{
        age_file::{self, NONCE_LEN},
        hybrid::{FileKey, HybridIdentity},
    },
};
use rand::{SeedableRng as _, rngs::StdRng};
use serde_json::Value;

use crate::support::{Committee, MONDAY, root};

const RECEIPT: [u8; 16] = [9; 16];
const SLOTS: usize = 8;
const BOX_LEN: usize = 48;
const TAG_LEN: usize = 16;
const AUTHENTICATOR_LEN: usize = 16;

/// A letter in which every box opens and no tag holds; whoever knows its file key can make it.
pub fn changed_by_a_colleague(committee: &mut Committee, text: &str) -> Vec<u8> {
    let content = committee.content(&root(&RECEIPT, &committee.channel), (MONDAY, text, &[]));
    changed(committee, &content)
}

/// The same of a letter that says this.
pub fn changed(committee: &mut Committee, content: &Content) -> Vec<u8> {
    const SEED: u64 = 31;
    let root = root(&RECEIPT, &committee.channel);
    let own = std::mem::replace(&mut committee.rng, StdRng::seed_from_u64(SEED));
    let letter = committee.seal(content, |member| *root.member_key(member).expose_for_box());
    committee.rng = own;
    // The same draws again: the file key is the first.
    let replay = &mut StdRng::seed_from_u64(SEED);
    let key = FileKey::generate(replay);

    let room = letter.len() - age_file::FRAME_LEN - SLOTS * age_file::STANZA_LEN;
    let (header, payload) = letter.split_at(letter.len() - NONCE_LEN - room - AUTHENTICATOR_LEN);
    let (nonce, chunk) = payload.split_first_chunk::<NONCE_LEN>().unwrap();
    let nobody = HybridIdentity::generate(replay).recipient();
    let stanzas = [nobody.wrap(&key, replay).unwrap()];
    let seal = |plaintext: &[u8]| -> Vec<u8> {
        let file = age_file::write(&key, &stanzas, nonce, plaintext).unwrap();
        file[file.len() - room - AUTHENTICATOR_LEN..].to_vec()
    };
    // Under one key and nonce, sealed zeros are the stream that hides the text.
    let stream = seal(&vec![0; room]);
    let hidden = chunk.iter().zip(stream).take(room);
    let mut plaintext: Vec<u8> = hidden.map(|(hidden, stream)| hidden ^ stream).collect();
    assert_eq!(seal(&plaintext), chunk, "this is not the letter's file key");
    let content = u32::from_be_bytes(*plaintext.first_chunk().unwrap());
    let tags = 4 + usize::try_from(content).unwrap() + SLOTS * BOX_LEN;
    for byte in &mut plaintext[tags..tags + SLOTS * TAG_LEN] {
        *byte ^= 1;
    }
    [header, nonce, &seal(&plaintext)].concat()
}

/// Member 1's case that begins like this: name, and what `show --json` says.
fn case(committee: &Committee, preview: &str) -> (String, Value) {
    let cases = committee.json(1, MONDAY, &["cases"]);
    let mut found = cases.as_array().unwrap().iter();
    let found = found.find(|case| case["preview"] == preview).unwrap();
    let name = found["case"].as_str().unwrap().to_owned();
    let shown = committee.json(1, MONDAY, &["show", &name]);
    (name, shown)
}

/// One real letter, one changed, both imported by member 1.
fn real_and_changed() -> Committee {
    let mut committee = Committee::new();
    committee.post(&RECEIPT, MONDAY, "Echt", &[]);
    committee.import(1, MONDAY);
    let changed = changed_by_a_colleague(&mut committee, "Veranderd");
    committee.store(MONDAY, &changed);
    let said = committee.import(1, MONDAY);
    assert!(said.contains("1 new letter(s), 1 new case(s)"), "{said}");
    committee
}

#[test]
fn it_is_shown_apart_as_a_mistyped_receipt_or_a_forgery_and_never_joined() {
    let committee = real_and_changed();
    let (real, shown) = case(&committee, "Echt");
    assert_eq!(shown["standing"], "conversation");
    assert_eq!(shown["messages"].as_array().unwrap().len(), 1, "{shown}");
    let (changed, shown) = case(&committee, "Veranderd");
    assert_eq!(shown["standing"], "doubtful", "{shown}");
    assert_eq!(shown["beside"], real.as_str());
    assert_eq!(shown["messages"][0]["alarms"][0], "tag", "{shown}");
    for command in [&["cases"][..], &["show", &changed]] {
        let said = committee.run(1, MONDAY, command).expect_ok();
        assert!(said.contains("a mistyped receipt or a forgery"), "{said}");
    }
    // The real reporter writes on: in the real case, whatever stands beside it.
    let mut committee = committee;
    committee.post(&RECEIPT, MONDAY, "Nog iets", &[]);
    let said = committee.import(1, MONDAY);
    assert!(said.contains("1 new letter(s), 0 new case(s)"), "{said}");
    let (_, shown) = case(&committee, "Echt");
    assert_eq!(shown["messages"][1]["text"], "Nog iets", "{shown}");
}

#[test]
fn a_real_letter_that_comes_after_it_is_no_rival_of_it() {
    let mut committee = Committee::new();
    let changed = changed_by_a_colleague(&mut committee, "Veranderd");
    committee.store(MONDAY, &changed);
    committee.import(1, MONDAY);
    assert_eq!(case(&committee, "Veranderd").1["beside"], Value::Null);
    committee.post(&RECEIPT, MONDAY, "Echt", &[]);
    committee.import(1, MONDAY);
    let (_, shown) = case(&committee, "Echt");
    assert_eq!(shown["standing"], "conversation", "{shown}");
    assert_eq!(shown["beside"], Value::Null, "{shown}");
}

#[test]
fn a_second_changed_letter_is_a_case_of_its_own_and_a_repeat_is_none() {
    let mut committee = real_and_changed();
    let second = changed_by_a_colleague(&mut committee, "Nog een");
    committee.store(MONDAY, &second);
    committee.store(MONDAY, &second);
    let said = committee.import(1, MONDAY);
    assert!(said.contains("1 new letter(s), 1 new case(s)"), "{said}");
    assert_eq!(case(&committee, "Nog een").1["standing"], "doubtful");
}

/// Both cases hold the same member key: their answers must not take the same place on the board, where the
/// second would hide the first, and two equal tokens would tell everybody which cells are real.
#[test]
fn answers_to_it_and_to_the_real_case_are_both_read_and_no_token_is_used_twice() {
    let mut committee = real_and_changed();
    for preview in ["Veranderd", "Echt"] {
        let (name, _) = case(&committee, preview);
        let text = format!("Aan {preview}");
        committee.answer(1, MONDAY, &name, &text).expect_ok();
    }
    committee.publish(1, MONDAY);
    let board = committee.board();
    let token = |cell: &Cell| cell[..16].to_vec();
    let tokens: BTreeSet<Vec<u8>> = board.cells().iter().map(token).collect();
    assert_eq!(tokens.len(), board.cells().len(), "a token is there twice");
    let found = committee.look(&RECEIPT, 1);
    let texts: BTreeSet<_> = found.replies.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, BTreeSet::from(["Aan Echt", "Aan Veranderd"]));
}
