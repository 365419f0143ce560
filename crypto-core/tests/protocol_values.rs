//! The test values of `docs/protocol.md`, section 10: computed there without this library. They
//! are read from the page itself, so that page and code cannot drift apart.
#![cfg(feature = "reporter")]

use crypto_core::{
    address::ChannelAddress,
    ids::{Addressee, ChannelId, Digest, MemberNumber},
    keys::Root,
    receipt::Receipt,
    words::Language,
};

const PAGE: &str = include_str!("../../docs/protocol.md");

fn channel() -> ChannelId {
    ChannelId(counting_from(0x20))
}

fn counting_from<const N: usize>(first: u8) -> [u8; N] {
    std::array::from_fn(|at| first + at as u8)
}

fn receipt() -> Receipt {
    Receipt::from_bytes(counting_from(0))
}

fn root() -> Root {
    Root::derive(&receipt(), &channel(), Addressee::Committee)
}

/// Whether the page's table has this value in the row with this name.
fn assert_in_table(name: &str, value: &str) {
    let row = format!("| {name} | `{value}` |");
    assert!(PAGE.lines().any(|line| line == row), "{row}");
}

#[test]
fn keys_of_a_conversation_have_the_values_of_the_page() {
    let root = root();
    assert_in_table("`conversation_id`", &root.conversation_id().to_string());
    let thread_key = Digest(*root.thread_key().expose_for_letter());
    assert_in_table("`thread_key`", &thread_key.to_string());
    let member_key = root.member_key(MemberNumber(2));
    let shown = Digest(*member_key.expose_for_box());
    assert_in_table("`member_key[2]`", &shown.to_string());
    let (first, last) = (member_key.reply_token(0), member_key.reply_token(1_023));
    assert_in_table("`reply_token[2][0]`", &first.to_string());
    assert_in_table("`reply_token[2][1023]`", &last.to_string());
}

#[test]
fn the_tag_over_members_left_out_has_the_value_of_the_page() {
    let list = root().leave_out(&channel(), &[MemberNumber(3), MemberNumber(1)]);
    let tag = Digest(list.tag).to_string();
    assert_in_table("`left_out_tag` for members 1 and 3", &tag);
}

#[test]
fn a_proof_of_receipt_has_the_values_of_the_page() {
    let salt = root().proof_salt();
    assert_in_table("`proof_salt`", &Digest(salt).to_string());
    let sha256 = crypto_core::proof::digest(&salt, b"Er verdwijnt geld.");
    assert_in_table(
        "`sha256` of a proof for `Er verdwijnt geld.`",
        &sha256.to_string(),
    );
}

#[test]
fn a_list_of_members_left_out_holds_for_its_reporter_channel_and_members_alone() {
    let list = root().leave_out(&channel(), &[MemberNumber(3), MemberNumber(1)]);
    assert!(root().has_left_out(&channel(), &list));
    let mut fewer = list.clone();
    fewer.members.pop();
    assert!(!root().has_left_out(&channel(), &fewer));
    let mut altered = list.clone();
    altered.tag[31] ^= 1;
    assert!(!root().has_left_out(&channel(), &altered));
    assert!(!root().has_left_out(&ChannelId([9; 32]), &list));
    let other = Receipt::from_bytes([9; 16]);
    let other = Root::derive(&other, &channel(), Addressee::Committee);
    assert!(!other.has_left_out(&channel(), &list));
}

#[test]
fn the_salt_of_a_proof_belongs_to_one_conversation() {
    let other = Receipt::from_bytes([9; 16]);
    let other = Root::derive(&other, &channel(), Addressee::Committee);
    assert_ne!(root().proof_salt(), other.proof_salt());
}

#[test]
fn keys_print_their_name_alone() {
    let member = root().member_key(MemberNumber(2));
    assert_eq!(format!("{:?}", root()), "Root(…)");
    assert_eq!(format!("{member:?}"), "MemberKey(…)");
    assert_eq!(format!("{:?}", root().thread_key()), "ThreadKey(…)");
    assert_eq!(format!("{:?}", member.reply_key(0)), "ReplyKey(…)");
}

#[test]
fn words_and_address_are_those_of_the_page() {
    for language in Language::ALL {
        let words = receipt().to_words(language).join(" ");
        assert!(PAGE.contains(&format!("`{words}`")), "{words}");
    }
    let address = ChannelAddress::of(&channel());
    let fragment = address.to_fragment();
    assert!(PAGE.contains(&format!("`#{fragment}`")), "{fragment}");
    let words = address.to_words(Language::Dutch).join(" ");
    assert!(PAGE.contains(&format!("`{words}`")), "{words}");
}
