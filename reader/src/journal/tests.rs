mod earlier;

use std::path::Path;

use crypto_core::{
    ids::{ChannelId, ConversationId, Digest, LetterId, MemberNumber},
    time::{Day, Epoch, Week},
};
use proptest::prelude::*;
use zeroize::Zeroizing;

use super::{
    Journal,
    entry::{Entry, check_chains},
    event::{CellUse, Event, ListedEpoch, RegisterLine},
    ids::{BatchId, CaseId, DeedId, ReplyId},
};
use crate::{
    state::State,
    vault::{VaultError, contents::PieceRef, log::Log, secrets::Secrets},
};

const KEY: [u8; 32] = [5; 32];

fn secrets() -> Secrets {
    let mut secrets = crate::test_vault::secrets();
    secrets.channel = Some(ChannelId([3; 32]));
    secrets
}

fn open(path: &Path) -> Result<(Journal, bool), VaultError> {
    let (journal, cut) = Journal::open(path, Zeroizing::new(KEY))?;
    Ok((journal, cut.is_some()))
}

fn events(journal: &Journal) -> Vec<Event> {
    journal.events().cloned().collect()
}

fn piece() -> impl Strategy<Value = PieceRef> {
    (any::<[u8; 16]>(), any::<u64>(), any::<u32>()).prop_map(|(id, offset, length)| PieceRef {
        id,
        offset,
        length,
    })
}

/// Few cases, answers and batches, so that events meet each other.
fn event() -> impl Strategy<Value = Event> {
    let case = || (0_u8..3).prop_map(|n| CaseId([n; 5]));
    let reply = || (0_u8..4).prop_map(|n| ReplyId([n; 16]));
    let batch = || (0_u8..3).prop_map(|n| BatchId([n; 8]));
    let day = || (20_000_u32..20_100).prop_map(Day);
    prop_oneof![
        day().prop_map(|day| Event::Imported { day }),
        day().prop_map(|day| Event::Restored { day }),
        (0_u32..30_000, day(), 0_u8..4).prop_map(|(epoch, day, reason)| Event::EpochErased {
            epoch: Epoch(epoch),
            reason,
            day,
        }),
        (case(), day(), any::<Option<bool>>(), 0_usize..2).prop_map(|(case, day, kept, lines)| {
            let line = RegisterLine {
                year: 2026,
                outcome: "report".to_owned(),
                service: 3,
                confirmed_in_time: kept,
                fed_back_in_time: kept.map(|kept| !kept),
                early: kept.map(|_| "Moest.".to_owned().into()),
                rules: kept.map(|_| [7; 8]),
                kept_until: kept.map(|_| day),
            };
            Event::CaseDestroyed {
                case,
                day,
                key: None,
                register: vec![line; lines],
            }
        }),
        (case(), day(), piece(), any::<u8>()).prop_map(|(case, day, piece, deed)| {
            Event::DeedDone {
                case,
                deed: DeedId([deed; 16]),
                day,
                piece,
            }
        }),
        (case(), day(), piece(), any::<[u8; 4]>()).prop_map(|(case, day, piece, any)| {
            Event::DeedHeard {
                case,
                deed: DeedId([any[0]; 16]),
                member: MemberNumber(any[1].into()),
                part: any[2],
                parts: any[3],
                day,
                written: day,
                page: Digest([any[0]; 32]),
                place: any[2].into(),
                piece,
            }
        }),
        (case(), piece(), any::<u8>()).prop_map(|(case, piece, deed)| Event::ViewKept {
            case,
            deed: DeedId([deed; 16]),
            piece,
        }),
        (case(), day(), piece(), any::<u8>()).prop_map(|(case, day, piece, any)| {
            Event::NameKept {
                case,
                deed: DeedId([any; 16]),
                from: MemberNumber(any.into()),
                day,
                piece,
                plaintext: (any % 2 == 0).then_some(Digest([any; 32])),
            }
        }),
        (case(), day(), piece(), any::<u8>()).prop_map(|(case, day, piece, any)| {
            Event::NameShareCame {
                case,
                letter: LetterId([any; 16]),
                deed: DeedId([any; 16]),
                from: MemberNumber(any.into()),
                day,
                piece,
                plaintext: Digest([any; 32]),
            }
        }),
        any::<u8>().prop_map(|any| Event::NameRefused {
            plaintext: Digest([any; 32])
        }),
        any::<u8>().prop_map(|deed| Event::ViewOpened {
            deed: DeedId([deed; 16])
        }),
        (case(), 0_u8..4).prop_map(|(case, mark)| Event::CaseSettled { case, mark }),
        (day(), piece()).prop_map(|(day, piece)| Event::RulesSet {
            day,
            rules: Digest([4; 32]),
            piece,
        }),
        any::<u32>().prop_map(|to| Event::WeeksListed { to: Week(to) }),
        (any::<u64>(), any::<bool>(), 0_u32..30_000).prop_map(|(roster, own, epoch)| {
            Event::RecipientsListed {
                roster,
                epochs: vec![ListedEpoch {
                    epoch: Epoch(epoch),
                    own,
                }],
            }
        }),
        (case(), day(), proptest::option::of(piece()), 0_u8..5).prop_map(
            |(case, day, keys, standing)| Event::CaseOpened {
                case,
                day,
                conversation: keys.map(|_| ConversationId([1; 16])),
                keys,
                addressee: MemberNumber(0),
                standing,
                beside: None,
            }
        ),
        (case(), day(), piece(), any::<u8>(), any::<bool>()).prop_map(
            |(case, day, piece, alarms, foreign)| Event::LetterOpened {
                case,
                letter: LetterId([1; 16]),
                week: Week(day.0 / 7),
                letter_day: day,
                day,
                plaintext: Digest([alarms; 32]),
                piece,
                alarms,
                foreign,
                held: None,
                secret: None,
            }
        ),
        (case(), 0_u8..4).prop_map(|(case, mark)| Event::CaseMarked { case, mark }),
        (reply(), case(), piece(), 1_u8..4, day()).prop_map(|(reply, case, piece, parts, day)| {
            Event::ReplyDrafted {
                reply,
                case,
                kind: 0,
                piece,
                parts,
                day,
                letters: 1,
                files: (parts == 2).then_some(piece),
                purpose: (parts == 3).then_some(1),
            }
        }),
        (reply(), 0_u16..1024, 1_u8..4, day(), piece()).prop_map(
            |(reply, first_index, parts, day, piece)| Event::ReplySealed {
                reply,
                first_index,
                parts,
                day,
                piece,
            }
        ),
        (
            batch(),
            day(),
            piece(),
            proptest::collection::vec((case(), reply(), 0_u8..4), 0..4)
        )
            .prop_map(|(batch, day, piece, cells)| Event::BatchFixed {
                batch,
                slot: day,
                day,
                piece,
                cells: cells
                    .into_iter()
                    .map(|(case, reply, part)| CellUse { case, reply, part })
                    .collect(),
            }),
        (batch(), day()).prop_map(|(batch, day)| Event::BatchOut {
            batch,
            serial: 2,
            day,
        }),
        batch().prop_map(|batch| Event::BatchDropped {
            batch,
            serial: 3,
            signer: MemberNumber(2),
        }),
        (100_u64..200).prop_map(|kind| Event::Unknown {
            kind,
            fields: vec![0xa0],
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_written_is_read_back_and_gives_the_same_state(
        batches in proptest::collection::vec(proptest::collection::vec(event(), 1..5), 1..6),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        Log::create(&path).unwrap();
        let (mut journal, _) = open(&path).unwrap();
        let mut rng = crate::test_rng(2);
        for batch in &batches {
            journal.append(batch.clone(), &secrets(), &mut rng).unwrap();
        }
        let written: Vec<Event> = batches.concat();
        let (again, cut) = open(&path).unwrap();
        prop_assert!(!cut);
        prop_assert_eq!(events(&again), written.clone());
        prop_assert_eq!(State::replay(again.events()), State::replay(&written));
    }

    #[test]
    fn a_crash_at_any_byte_loses_at_most_what_was_being_written(
        batches in proptest::collection::vec(proptest::collection::vec(event(), 1..3), 2..4),
        place in any::<proptest::sample::Index>(),
        zeros in 0_usize..600,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        Log::create(&path).unwrap();
        let mut rng = crate::test_rng(3);
        let (mut journal, _) = open(&path).unwrap();
        let (last, first) = batches.split_last().unwrap();
        for batch in first {
            journal.append(batch.clone(), &secrets(), &mut rng).unwrap();
        }
        let acknowledged = std::fs::read(&path).unwrap().len();
        journal.append(last.clone(), &secrets(), &mut rng).unwrap();
        drop(journal);

        let whole = std::fs::read(&path).unwrap();
        let at = acknowledged + place.index(whole.len() - acknowledged);
        let mut torn = whole[..at].to_vec();
        torn.resize(at + zeros, 0);
        std::fs::write(&path, &torn).unwrap();
        // A few zeros at the end may be the end of what was written, so they count as damage.
        match open(&path) {
            Ok((mut journal, _)) => {
                prop_assert_eq!(events(&journal), first.concat());
                journal.append(last.clone(), &secrets(), &mut rng).unwrap();
                let (again, cut) = open(&path).unwrap();
                prop_assert!(!cut);
                prop_assert_eq!(events(&again), batches.concat());
            }
            Err(error) => prop_assert!((1..8).contains(&zeros), "{} zeros: {}", zeros, error),
        }
    }

    #[test]
    fn a_flipped_bit_is_never_read_as_another_event(
        batches in proptest::collection::vec(proptest::collection::vec(event(), 1..3), 1..4),
        place in any::<proptest::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal");
        Log::create(&path).unwrap();
        let mut rng = crate::test_rng(4);
        let (mut journal, _) = open(&path).unwrap();
        for batch in &batches {
            journal.append(batch.clone(), &secrets(), &mut rng).unwrap();
        }
        drop(journal);
        let mut hurt = std::fs::read(&path).unwrap();
        let at = place.index(hurt.len());
        hurt[at] ^= 1 << bit;
        std::fs::write(&path, &hurt).unwrap();
        prop_assert!(open(&path).is_err());
    }

    #[test]
    fn entries_of_an_other_vault_or_order_do_not_fit(
        mut batch in proptest::collection::vec(event(), 3..6),
        first in any::<proptest::sample::Index>(),
    ) {
        batch.retain(|event| !matches!(event, Event::Restored { .. }));
        prop_assume!(batch.len() >= 3);
        let entries = chain(&batch);
        prop_assert!(check_chains(&entries).is_ok());
        let at = first.index(batch.len() - 1);
        let mut swapped = entries.clone();
        swapped.swap(at, at + 1);
        prop_assert!(check_chains(&swapped).is_err());
        let mut without = entries;
        without.remove(at);
        prop_assert!(check_chains(&without).is_err());
    }

    #[test]
    fn any_bytes_as_an_entry_give_an_error_and_no_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        prop_assert!(Entry::parse(&bytes).is_err());
    }
}

/// A chain without a file.
fn chain(batch: &[Event]) -> Vec<Entry> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal");
    Log::create(&path).unwrap();
    let (mut journal, _) = open(&path).unwrap();
    journal
        .append(batch.to_vec(), &secrets(), &mut crate::test_rng(5))
        .unwrap();
    journal.entries
}

#[test]
fn an_entry_from_elsewhere_counts_only_with_its_writers_signature() {
    let secrets = secrets();
    let head = chain(&[Event::Imported { day: Day(1) }])[0].head;
    let event = Event::Imported { day: Day(2) };
    let channel = secrets.channel.unwrap();
    let (entry, signed) = Entry::sign(head, event, &channel, &secrets.member_key);
    let key = secrets.member_key.verifying_key();
    assert_eq!(Entry::verify(&signed, &key), Ok(entry));
    assert!(Entry::verify(&signed, &secrets.board_key.verifying_key()).is_err());
    for at in 0..signed.len() {
        let mut altered = signed.clone();
        altered[at] ^= 1;
        assert!(Entry::verify(&altered, &key).is_err(), "byte {at}");
        assert!(Entry::verify(&signed[..at], &key).is_err());
    }
}

#[test]
fn a_reader_that_notices_another_with_its_keys_goes_on_with_a_new_chain() {
    let noticed = Event::CloneNoticed {
        day: Day(2),
        serial: 3,
        sign: 1,
    };
    let entries = chain(&[
        Event::Imported { day: Day(1) },
        noticed,
        Event::Imported { day: Day(3) },
    ]);
    assert_ne!(entries[0].head.chain, entries[1].head.chain);
    assert_eq!(entries[1].head.before, entries[0].head.hash);
    assert_eq!((entries[1].head.sequence, entries[2].head.sequence), (0, 1));
    assert!(check_chains(&entries).is_ok());
}

#[test]
fn a_restored_vault_begins_a_new_chain_that_names_the_old_one() {
    let entries = chain(&[
        Event::Imported { day: Day(1) },
        Event::Restored { day: Day(2) },
        Event::Imported { day: Day(3) },
    ]);
    assert_ne!(entries[0].head.chain, entries[1].head.chain);
    assert_eq!(entries[1].head.before, entries[0].head.hash);
    assert_eq!((entries[1].head.sequence, entries[2].head.sequence), (0, 1));
    assert!(check_chains(&entries).is_ok());
}
