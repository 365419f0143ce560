//! A name that a reporter held apart, and a member's share of it given to a colleague.

use anyhow::{Context as _, Result, ensure};
use crypto_core::{
    ids::{Addressee, LetterId, MemberNumber},
    keys::Root,
    letter::name_box::{NameBox, NameBoxError, Place, share_bytes, share_from},
    name_share,
    receipt::Receipt,
    text::{hex, unhex},
};

use super::index::{Vectors, bytes};

#[test]
fn two_shares_open_the_name_and_a_given_one_holds() -> Result<()> {
    let (v, all) = (Vectors::open("v1/names")?, Vectors::open("v1")?);
    let channel = v.channel()?;
    let receipt = Receipt::from_bytes(bytes(&v.index["receipt"]["bytes"])?);
    let root = Root::derive(&receipt, &channel, Addressee::Committee);
    let listed = &v.index["box"];
    let letter: LetterId = serde_json::from_value(listed["letter"].clone())?;
    let place = Place {
        channel: &channel,
        letter: &letter,
    };
    let parsed = NameBox::parse(&v.read(&listed["file"])?)?;
    ensure!(listed["threshold"] == parsed.threshold());
    let mut shares = Vec::new();
    for one in v.list("shares")? {
        let member: MemberNumber = serde_json::from_value(one["member"].clone())?;
        let share = parsed.share(place, member, &root.member_key(member))?;
        ensure!(one["share"] == hex(&share_bytes(&share)));
        let typed = one["share"].as_str().and_then(unhex).context("digits")?;
        let typed = share_from(&typed).context("33 bytes")?;
        ensure!(parsed.fits(place, member, &typed));
        shares.push(typed);
    }
    ensure!(shares.len() == 3);
    for two in shares.windows(2) {
        ensure!(listed["name"] == parsed.open(place, two)?.as_str());
    }
    ensure!(parsed.open(place, &shares[..1]) == Err(NameBoxError::TooFew));

    let listed = &v.index["given"];
    let object = v.read(&listed["file"])?;
    let given = name_share::verify(&object, &all.roster(&2.into())?)?;
    ensure!(listed["from"] == given.from.0 && listed["to"] == given.to.0);
    ensure!(given.letter == letter && listed["deed"] == hex(&given.deed));
    ensure!(parsed.fits(place, given.from, &given.share));
    Ok(())
}
