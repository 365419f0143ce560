//! A name that a reporter held apart in a letter, the shares that open it, and one that a member gave. A folder of its
//! own inside the other, with an index of its own.

use std::path::Path;

use anyhow::{Context as _, Result};
use crypto_core::{
    ids::{LetterId, MemberNumber},
    letter::name_box::{NameBox, Place, seal_name, share_bytes},
    name_share::NameShare,
    text::hex,
};
use rand::rngs::StdRng;
use serde_json::json;

use crate::{Reporter, committee::Committee, folder::Folder};

const NAME: &str = "Zoë Voorbeeld, 06 00 00 00 00";
const GIVES: MemberNumber = MemberNumber(2);
const GETS: MemberNumber = MemberNumber(1);

/// Writes the folder.
pub fn write(
    path: &Path,
    committee: &Committee,
    reporter: &Reporter,
    rng: &mut StdRng,
) -> Result<()> {
    let (channel, root) = (&committee.channel, &reporter.committee);
    let letter = LetterId([11; 16]);
    let place = Place {
        channel,
        letter: &letter,
    };
    let keys =
        [1, 2, 3].map(|number| (MemberNumber(number), root.member_key(MemberNumber(number))));
    let members = keys.each_ref().map(|(number, key)| (*number, key));
    let sealed = seal_name(NAME, place, &members, 2, rng)?;
    let parsed = NameBox::parse(&sealed)?;

    let mut folder = Folder::new(path)?;
    folder.index("version", json!(1));
    folder.index("channel", json!({ "id": channel }));
    folder.index("receipt", json!({ "bytes": hex(&reporter.receipt) }));
    let file = folder.put("name.box", &sealed)?;
    folder.index(
        "box",
        json!({ "file": file, "letter": letter, "threshold": 2, "name": NAME }),
    );
    for (number, key) in &keys {
        let share = parsed.share(place, *number, key)?;
        folder.list(
            "shares",
            json!({ "member": number, "share": hex(&share_bytes(&share)) }),
        );
    }
    let (_, key) = keys
        .iter()
        .find(|(number, _)| *number == GIVES)
        .context("2")?;
    let given = NameShare {
        channel: *channel,
        from: GIVES,
        to: GETS,
        letter,
        deed: [12; 16],
        share: parsed.share(place, GIVES, key)?,
    };
    let key = &committee.person(GIVES.0).member_key;
    let object = given.sign(key);
    let file = folder.put("name-share.signed", &object)?;
    folder.index(
        "given",
        json!({
            "file": file,
            "from": GIVES,
            "member_key": key.verifying_key().to_minisign(),
            "to": GETS,
            "letter": letter,
            "deed": hex(&given.deed),
        }),
    );
    folder.finish()
}
