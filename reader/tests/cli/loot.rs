//! What somebody gets out of a vault who has its files and its passphrase.

use std::{fs, path::Path};

use belfry_reader::{
    journal::{Journal, event::Event},
    vault::{
        Vault,
        contents::{Contents, PieceRef},
        erasable::Erasable,
        locked_key::{self, Passphrase, VAULT_KIND},
        log::Log,
    },
};
use crypto_core::{
    labels::Label,
    letter::{Opened, OpenedLetter, RosterReference, Slots, open_letter},
    primitives::{aead, hybrid::HybridIdentity, kdf},
};
use zeroize::Zeroizing;

use crate::support::PASSPHRASE;

pub fn passphrase() -> Passphrase {
    Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()))
}

/// What somebody gets out of a vault with its passphrase.
pub struct Loot {
    /// Every plaintext that any key of the vault opens.
    pub plaintexts: Vec<Vec<u8>>,
    /// Pieces of contents that open.
    pub pieces: usize,
    /// The epochs' secrets.
    pub epochs: Vec<HybridIdentity>,
}

impl Loot {
    /// Whether this stands in any of it.
    pub fn says(&self, what: &[u8]) -> bool {
        let mut all = self.plaintexts.iter();
        all.any(|text| text.windows(what.len()).any(|part| part == what))
    }

    /// What this letter says to whoever has the vault.
    pub fn open(&self, letter: &[u8]) -> Box<OpenedLetter> {
        let any_slots = |_: &RosterReference| -> Option<Slots> { None };
        match open_letter(letter, &self.epochs, any_slots) {
            Ok(Some(Opened::Letter(opened))) => opened,
            _ => panic!("it does not open"),
        }
    }

    /// How many of these letters open.
    pub fn opens(&self, letters: &[Vec<u8>]) -> usize {
        let any_slots = |_: &RosterReference| -> Option<Slots> { None };
        let opened =
            |letter: &&Vec<u8>| matches!(open_letter(letter, &self.epochs, any_slots), Ok(Some(_)));
        letters.iter().filter(opened).count()
    }
}

/// Takes a vault apart by what the protocol says of its files, not by what the reader would show: journal,
/// secrets and public file as plaintexts, every piece that the journal ever named, raw bytes of all files.
pub fn loot(vault: &Path) -> Loot {
    let key_file = fs::read(vault.join("vault")).unwrap();
    let master = locked_key::unlock(VAULT_KIND, &key_file, &passphrase()).unwrap();
    let mut plaintexts = Vec::new();
    raw_files(vault, &mut plaintexts);
    let small = kdf::derive::<32>(master.as_slice(), Label::VaultSecrets);
    for name in ["secrets", "public"] {
        let bytes = fs::read(vault.join(name)).unwrap();
        let opened = aead::open_with_nonce(&small, name.as_bytes(), &bytes).unwrap();
        plaintexts.push(opened.to_vec());
    }
    let pairs = [
        ("epochs", Label::VaultEpochs),
        ("contents-keys", Label::VaultContents),
        ("ledger-index", Label::VaultLedger),
    ];
    for (name, label) in pairs {
        let store = Erasable::new(vault, name, kdf::derive(master.as_slice(), label));
        plaintexts.extend(store.read().unwrap().map(|bytes| bytes.to_vec()));
    }
    let key = || kdf::derive(master.as_slice(), Label::VaultJournal);
    let path = vault.join("journal");
    let keep = |frames: &mut Vec<Vec<u8>>, frame: &[u8]| frames.push(frame.to_vec());
    let (_, frames) = Log::open(&path, key(), keep).unwrap();
    plaintexts.extend(frames.into_iter().flatten());
    let (journal, _) = Journal::open(&path, key()).unwrap();
    let keys = kdf::derive(master.as_slice(), Label::VaultContents);
    let store = Erasable::new(vault, "contents-keys", keys);
    let mut contents = Contents::open(&vault.join("contents"), store).unwrap();
    let places: Vec<PieceRef> = journal.events().flat_map(pieces).collect();
    let mut pieces = 0;
    for place in &places {
        if let Ok(piece) = contents.read(place) {
            pieces += 1;
            plaintexts.push(piece.to_vec());
        }
    }
    drop(contents);
    let opened = Vault::open(vault, &passphrase()).unwrap();
    let epochs = opened.epochs().unwrap();
    Loot {
        plaintexts,
        pieces,
        epochs: epochs
            .iter()
            .map(|one| HybridIdentity::parse(&one.secret).unwrap())
            .collect(),
    }
}

pub fn raw_files(folder: &Path, into: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => raw_files(&path, into),
            false => into.push(fs::read(&path).unwrap()),
        }
    }
}

/// Every piece that an event names, whatever it is for.
fn pieces(event: &Event) -> Vec<PieceRef> {
    match event {
        Event::CaseOpened { keys, .. } => keys.iter().copied().collect(),
        Event::LetterOpened { piece, .. }
        | Event::ReplySealed { piece, .. }
        | Event::LetterWritten { piece, .. }
        | Event::PageReceived { piece, .. }
        | Event::PageWritten { piece, .. }
        | Event::ShareReceived { share: piece, .. }
        | Event::BatchFixed { piece, .. }
        | Event::Offered { piece, .. }
        | Event::DeedDone { piece, .. }
        | Event::DeedHeard { piece, .. }
        | Event::ViewKept { piece, .. }
        | Event::NameKept { piece, .. }
        | Event::NameShareCame { piece, .. }
        | Event::RulesSet { piece, .. } => vec![*piece],
        Event::WeekImported { passed, .. } => vec![*passed],
        Event::LetterHeld { piece, share, .. } => vec![*piece, *share],
        Event::CaseUnsealed { keys, .. } => keys.iter().copied().collect(),
        Event::ReplyDrafted { piece, files, .. } | Event::ReplyFound { piece, files, .. } => {
            [Some(*piece), *files].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}
