//! Signed objects, and what lies below the hash in one.

use crypto_core::{
    board::{self, Header},
    confirmation,
    ids::Digest,
    journal_page::{self, ENTRIES, EntryKey, HEADER_LEN, HEADS, PAGE_LEN},
    labels::kind,
    lengths::REPLY_CELL_LEN,
    minutes::{self, ClaimCode},
    name_share as share,
    primitives::{hash::sha256, hybrid::HybridRecipient},
    proof,
    publication::Publication,
    recipients as recipients_file, release, reporter_name as name, roster as roster_file, signed,
};

use crate::fixture::{DAY, FIXTURE, roster_naming};

/// A roster file, and any bytes signed as one.
pub fn roster(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let as_it_is = roster_file::verify(bytes, &fixture.id);
    let signed = signed::sign(bytes, kind::ROSTER, &fixture.root);
    let Ok(roster) = as_it_is.or_else(|_| roster_file::verify(&signed, &fixture.id)) else {
        return false;
    };
    assert!(
        roster
            .publishers()
            .all(|member| member.board_key().is_some())
    );
    assert!(
        roster
            .members
            .iter()
            .all(|m| roster.member(m.number).is_some())
    );
    let _ = (roster.valid_on(DAY), roster.epoch_file(DAY.epoch()));
    true
}

/// A recipients file, named by a roster whatever it is.
pub fn recipients(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let naming = roster_naming(Digest(sha256(&[bytes])));
    let signed = naming.sign(&fixture.root).expect("a good roster");
    let roster = roster_file::verify(&signed, &fixture.id).expect("a good roster");
    let Ok(found) = recipients_file::verify(bytes, &roster, DAY.epoch()) else {
        return false;
    };
    for recipient in &found.recipients {
        if let Ok(key) = HybridRecipient::parse(&recipient.recipient) {
            let text = key.to_string();
            assert!(HybridRecipient::parse(&text).is_ok());
        }
    }
    true
}

/// A signed header, and any header signed anew.
pub fn head(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let verify = |bytes: &[u8]| board::verify_header(bytes, &fixture.id, &fixture.roster);
    let as_it_is = verify(bytes);
    let Ok(header) = Header::parse_prefix(bytes) else {
        assert!(as_it_is.is_err());
        return false;
    };
    assert!(bytes.starts_with(&header.to_body()));
    let anew = verify(&header.sign(&fixture.board_key));
    if let Ok(verified) = &anew {
        assert!(**verified == header);
    }
    as_it_is.is_ok() || anew.is_ok()
}

/// A board file, and any cells under a header that names them. Cells that are missing are zeros, so
/// that a fuzzer need not make 256 KiB.
pub fn board(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let verify = |bytes: &[u8]| board::verify(bytes, &fixture.id, &fixture.roster);
    let mut bytes = bytes.to_vec();
    if let Ok(header) = Header::parse_prefix(&bytes)
        && let Ok(cells) = board::padded_cells(header.living_cells())
    {
        let whole = header.signed_len() + cells * REPLY_CELL_LEN;
        bytes.resize(bytes.len().max(whole), 0);
    }
    let Ok((head, cells)) = board::split(&bytes) else {
        assert!(verify(&bytes).is_err());
        return false;
    };
    let mut header = Header::parse_prefix(head).expect("what was split");
    header.cells_sha256 = Digest(sha256(&[cells]));
    let anew = [&header.sign(&fixture.board_key), cells].concat();
    let Ok(board) = verify(&bytes).or_else(|_| verify(&anew)) else {
        return false;
    };
    let in_batches: usize = board.batches().map(|(_, cells)| cells.len()).sum();
    assert_eq!(in_batches, board.cells().len());
    true
}

/// What a courier publishes.
pub fn publication(bytes: &[u8]) -> bool {
    let Ok(publication) = Publication::parse(bytes) else {
        return false;
    };
    assert!(publication.to_bytes().is_ok_and(|again| again == bytes));
    true
}

/// A signed import confirmation, and any bytes signed as one.
pub fn confirmation(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let signed = signed::sign(bytes, kind::IMPORT_CONFIRMATION, &fixture.member_key);
    let as_it_is = confirmation::verify(bytes, &fixture.roster);
    let found = as_it_is.or_else(|_| confirmation::verify(&signed, &fixture.roster));
    found.is_ok()
}

/// A released share, and any bytes signed as one.
pub fn release(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let signed = signed::sign(bytes, kind::RELEASE, &fixture.member_key);
    let as_it_is = release::verify(bytes, &fixture.roster);
    let found = as_it_is.or_else(|_| release::verify(&signed, &fixture.roster));
    let Ok(release) = found else {
        return false;
    };
    let again = release.sign(&fixture.member_key);
    assert_eq!(release::verify(&again, &fixture.roster), Ok(release));
    true
}

/// A share of a name, and any bytes signed as one.
pub fn name_share(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let signed = signed::sign(bytes, kind::NAME_SHARE, &fixture.member_key);
    let as_it_is = share::verify(bytes, &fixture.roster);
    let found = as_it_is.or_else(|_| share::verify(&signed, &fixture.roster));
    let Ok(given) = found else {
        return false;
    };
    let again = given.sign(&fixture.member_key);
    assert_eq!(share::verify(&again, &fixture.roster), Ok(given));
    true
}

/// Minutes of whatever text they name, and a text with claim codes in it.
pub fn minutes(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let text = String::from_utf8_lossy(bytes);
    for code in ClaimCode::in_text(&text) {
        let again = ClaimCode::in_text(&code.expose_text());
        let claims = |code: &ClaimCode| code.claim(&fixture.id);
        assert!(again.iter().any(|one| claims(one) == claims(&code)));
    }
    let signed = signed::sign(bytes, kind::MINUTES, &fixture.member_key);
    let as_it_is = minutes::verify(bytes, (TEXT, &[]), &fixture.roster);
    let found = as_it_is.or_else(|_| minutes::verify(&signed, (TEXT, &[]), &fixture.roster));
    let Ok(minutes) = found else {
        return false;
    };
    let again = minutes.sign(&fixture.member_key);
    assert_eq!(
        minutes::verify(&again, (TEXT, &[]), &fixture.roster),
        Ok(minutes)
    );
    true
}

/// A name that is granted, whatever text it names, and any bytes signed as one.
pub fn reporter_name(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let signed = signed::sign(bytes, kind::NAME, &fixture.member_key);
    let as_it_is = name::verify(bytes, TEXT, &fixture.roster);
    let found = as_it_is.or_else(|_| name::verify(&signed, TEXT, &fixture.roster));
    let Ok(given) = found else {
        return false;
    };
    let again = given.sign(&fixture.member_key);
    assert_eq!(name::verify(&again, TEXT, &fixture.roster), Ok(given));
    true
}

/// What the minutes and names of the corpus are about.
pub const TEXT: &str = "Een melding.";

/// A page of a journal; and any header, filled up with any heads and entries, that fits them and is signed.
pub fn journal_page(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let key_of = |number| fixture.roster.member(number)?.member_key();
    let body_len = HEADER_LEN - signed::block_len(kind::JOURNAL_PAGE);
    let mut page = bytes.to_vec();
    page.resize(page.len().max(body_len), 0);
    let mut rest = page.split_off(body_len);
    rest.resize(PAGE_LEN - HEADER_LEN, 0);
    page.truncate(body_len - 32);
    page.extend(sha256(&[&rest]));
    let mut signed = signed::sign(&page, kind::JOURNAL_PAGE, &fixture.member_key);
    signed.append(&mut rest);
    let as_it_is = journal_page::verify(bytes, &fixture.id, key_of);
    let found = as_it_is.or_else(|_| journal_page::verify(&signed, &fixture.id, key_of));
    let Ok(page) = found else {
        return false;
    };
    let common = EntryKey::common(&page.header);
    assert!(page.entries.len() == ENTRIES && page.heads.len() <= HEADS);
    for entry in &page.entries {
        let _ = common.open(&page.header, entry);
    }
    true
}

/// Proofs of receipt one after the other, with or without a salt, and any bytes signed as one.
pub fn proof(bytes: &[u8]) -> bool {
    let fixture = &*FIXTURE;
    let text = String::from_utf8_lossy(bytes);
    let apart: String = proof::statements(&text).collect();
    assert_eq!(apart, text);
    let (statement, salt) = proof::split_salt(&text);
    if let Some(salt) = salt
        && proof::claimed(statement.as_bytes()).is_ok()
    {
        assert_eq!(proof::with_salt(&statement, &salt), text);
    }
    let signed = signed::sign(bytes, kind::PROOF, &fixture.member_key);
    let as_it_is = proof::verify(statement.as_bytes(), &fixture.roster);
    let found = as_it_is.or_else(|_| proof::verify(&signed, &fixture.roster));
    found.is_ok()
}
