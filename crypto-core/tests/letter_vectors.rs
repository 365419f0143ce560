//! Letters of earlier versions, which must open for ever. Each was sealed for the identity of the
//! seed 0x01 … 0x01 under the receipt of bytes 0x02.
#![cfg(all(feature = "reporter", feature = "committee"))]

use anyhow::{Result, bail, ensure};
use crypto_core::{
    ids::{Addressee, ChannelId, MemberNumber},
    keys::Root,
    letter::{Opened, Slots, open_letter},
    primitives::hybrid::HybridIdentity,
    receipt::Receipt,
};

const CHANNEL: ChannelId = ChannelId([1; 32]);

#[test]
fn a_letter_of_version_1_opens() -> Result<()> {
    let letter = include_bytes!("vectors/letter-v1.age");
    let keys = [HybridIdentity::from_seed(&[1; 32])];
    let Some(Opened::Letter(opened)) = open_letter(letter, &keys, |_| Some(Slots::Eight))? else {
        bail!("not taken as a letter");
    };
    let receipt = Receipt::from_bytes([2; 16]);
    let root = Root::derive(&receipt, &CHANNEL, Addressee::Committee);
    ensure!(*opened.content.body == "Een brief van versie 1.");
    ensure!(opened.content.conversation == root.conversation_id());
    ensure!(root.has_left_out(&CHANNEL, &opened.content.left_out));
    ensure!(opened.content.left_out.members == [MemberNumber(3)]);
    ensure!(opened.tag_ok);
    Ok(())
}
