//! Letters that two of three must open, a released share, and a letter from a member to a colleague.

use anyhow::{Context as _, Result, bail};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    letter::{HeldShare, Kind, Lock, Opened, check_share, open_letter, open_with_shares, share},
    release::Release,
    text::hex,
};
use rand::rngs::StdRng;
use serde_json::{Map, Value, json};

use crate::{
    Reporter,
    committee::Committee,
    folder::Folder,
    letters::{Desk, copy, told},
};

/// The part `quorum` of the index.
pub fn write(
    folder: &mut Folder,
    committee: &Committee,
    reporter: &Reporter,
    rng: &mut StdRng,
) -> Result<()> {
    let desk = Desk {
        committee,
        reporter,
    };
    let lock = Lock::of(&committee.rosters[3].verified)?;
    let root = &reporter.committee;
    let mut content = desk.content(Kind::Report, "Dit lezen er minstens twee samen.", rng);
    content.roster = committee.reference(4);
    // In a channel with a quorum the thread key is the conversation's.
    content.thread_key = root.thread_key();
    let letter = desk.seal(&content, root, &[1, 2, 3], lock, rng)?;
    let letter = letter.as_bytes();

    let mut shares = Vec::new();
    for number in 1..=3 {
        shares.push((number, held(committee, number, letter)?));
    }
    let (from, first) = shares.first().context("three")?;
    let (to, second) = shares.get(1).context("three")?;
    anyhow::ensure!(check_share(letter, &first.share)?);
    let opened = open_with_shares(letter, second, std::slice::from_ref(&first.share), 2)?;
    let release = Release {
        channel: committee.channel,
        from: MemberNumber(*from),
        to: MemberNumber(*to),
        letter: LetterId([9; 16]),
        share: first.share.clone(),
    };
    let signed = release.sign(&committee.person(*from).member_key);
    let release = json!({
        "file": folder.put("letters/quorum-release.signed", &signed)?,
        "from": from,
        "to": to,
        "letter": release.letter,
        "share": hex(&share::to_bytes(&first.share)),
    });
    let held: Map<String, Value> = shares
        .iter()
        .map(|(number, held)| (number.to_string(), describe(held)))
        .collect();

    let mut content = desk.content(Kind::Release, "Onder collega's.", rng);
    content.roster = committee.reference(4);
    content.object = Some(signed);
    let alone = desk.seal(&content, root, &[2], lock.alone(), rng)?;
    let keys = [copy(&committee.person(2).identity)?];
    let Some(Opened::Letter(letter_to_one)) = open_letter(alone.as_bytes(), &keys, |_| None)?
    else {
        bail!("a threshold of 1 opens at once");
    };
    let file = folder.put("letters/quorum.age", letter)?;
    let file_alone = folder.put("letters/quorum-alone.age", alone.as_bytes())?;
    folder.index(
        "quorum",
        json!({
            "roster": 4,
            "threshold": 2,
            "file": file,
            "held": held,
            "opened_by_2": told(&opened),
            "release": release,
            "alone": {
                "file": file_alone,
                "opened_by_2": told(&letter_to_one),
            },
        }),
    );
    Ok(())
}

fn held(committee: &Committee, number: u16, letter: &[u8]) -> Result<HeldShare> {
    let keys = [copy(&committee.person(number).identity)?];
    match open_letter(letter, &keys, |_| None)? {
        Some(Opened::Held(held)) => Ok(*held),
        _ => bail!("no share"),
    }
}

fn describe(held: &HeldShare) -> Value {
    json!({
        "stanza": held.slot,
        "share": hex(&share::to_bytes(&held.share)),
        "member_key": hex(held.member_key.expose_for_box()),
        "fits": held.fits,
    })
}
