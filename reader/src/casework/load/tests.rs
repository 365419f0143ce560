//! Parts of deeds in any order.

use crypto_core::shuffle::shuffle;
use proptest::prelude::*;

use super::*;
use crate::{casework::What, journal::event::Event, test_rng, test_vault};

fn part(member: u16, id: u8, (part, parts): (u8, u8), page: u8, number: u8) -> HeardPart {
    HeardPart {
        id: DeedId([id; 16]),
        member: MemberNumber(member),
        part,
        parts,
        day: Day(20_800),
        written: Day(20_801),
        page: Digest([page; 32]),
        place: u32::from(number),
        piece: PieceRef {
            id: [number; 16],
            offset: 0,
            length: 40,
        },
    }
}

/// Pages of five members, whose clocks grow with their numbers.
fn pages() -> Pages {
    let by_header = (0..20_u8).map(|page| {
        let member = MemberNumber(u16::from(page % 5) + 1);
        (
            Digest([page; 32]),
            (
                u64::from(page / 3),
                member,
                7,
                u32::from(page),
                Digest([page; 32]),
            ),
        )
    });
    Pages {
        by_header: by_header.collect(),
        own: BTreeMap::new(),
    }
}

fn told(heard: &[HeardPart]) -> Vec<(DeedId, Vec<PieceRef>)> {
    let mut all = whole(heard, &pages());
    all.sort_by_key(|one| one.place);
    let told = all.into_iter().map(|one| (one.last.id, one.pieces));
    told.collect()
}

proptest! {
    #[test]
    fn in_whatever_order_parts_come_and_however_often_every_desk_has_the_same_deeds(seed: u64) {
        let rng = &mut test_rng(seed);
        let mut all = Vec::new();
        for number in 0..60_u8 {
            let page = (rng.next_u32() % 20) as u8;
            let member = u16::from(page % 5) + 1;
            let parts = 1 + (rng.next_u32() % 3) as u8;
            let one = (rng.next_u32() % u32::from(parts)) as u8;
            // Some parts come twice, with other bytes: a member who tells not everybody the same.
            let id = (rng.next_u32() % 20) as u8;
            all.push(part(member, id, (one, parts), page, number));
        }
        let expected = told(&all);
        for _ in 0..4 {
            let mut heard = all.clone();
            heard.extend(all.iter().take(10).cloned());
            shuffle(&mut heard, rng);
            prop_assert_eq!(&told(&heard), &expected);
        }
    }
}

#[test]
fn a_deed_is_there_once_all_of_its_parts_are() {
    let first = part(1, 9, (0, 2), 0, 1);
    let second = part(1, 9, (1, 2), 5, 2);
    assert!(told(std::slice::from_ref(&first)).is_empty());
    let both = told(&[second.clone(), first.clone()]);
    assert_eq!(both, [(first.id, vec![first.piece, second.piece])]);
    // It stands where its last part was told: nobody comes first by holding a part back.
    let between = part(2, 8, (0, 1), 1, 3);
    let order = told(&[second.clone(), between, first.clone()]);
    let names: Vec<DeedId> = order.into_iter().map(|(id, _)| id).collect();
    assert_eq!(names, [DeedId([8; 16]), first.id]);
    // A colleague cannot add to it, nor does what stands in a page that is not here.
    let foreign = HeardPart {
        member: MemberNumber(2),
        ..second.clone()
    };
    assert!(told(&[first.clone(), foreign]).is_empty());
    let nowhere = HeardPart {
        page: Digest([99; 32]),
        ..second
    };
    assert!(told(&[first, nowhere]).is_empty());
}

/// Events by which a case opens, and in which this member did so many things there.
fn worked(vault: &mut Vault, number: u8, count: u8) -> Vec<Event> {
    let (case, day, rng) = (
        CaseId([number; 5]),
        Day(20_800),
        &mut test_rng(number.into()),
    );
    let opened = Event::CaseOpened {
        case,
        day,
        conversation: None,
        keys: None,
        addressee: MemberNumber(0),
        standing: 0,
        beside: None,
    };
    let done = (0..count).map(|salt| {
        let mut deed = Deed::of(What::Note);
        deed.salt = [salt; 16];
        let bytes = deed.encode();
        Event::DeedDone {
            case,
            deed: Deed::name(MemberNumber(1), &bytes),
            day,
            piece: vault.contents.put(&bytes, rng).unwrap(),
        }
    });
    std::iter::once(opened).chain(done).collect()
}

#[test]
fn however_many_cases_are_in_memory_at_a_time_each_comes_once_with_all_that_was_done_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut vault = test_vault::open(dir.path());
    let counts = [2, 0, 1, 3, 1, 0, 2_u8];
    let mut events: Vec<Event> = (1..)
        .zip(counts)
        .flat_map(|(number, count)| worked(&mut vault, number, count))
        .collect();
    events.push(Event::CaseDestroyed {
        case: CaseId([4; 5]),
        day: Day(20_801),
        key: None,
        register: Vec::new(),
    });
    let state = State::replay(&events);
    for at_a_time in 1..=8 {
        let at_a_time = NonZeroUsize::new(at_a_time).unwrap();
        let mut seen = Vec::new();
        let watch = Watch::NOBODY;
        so_many_in_turn::<LoadError>(&mut vault, &state, at_a_time, watch, |vault, id, deeds| {
            assert_eq!(
                load(vault, &state, |one| *one == id)?
                    .remove(&id)
                    .unwrap_or_default(),
                deeds
            );
            seen.push((id.0[0], deeds.len()));
            Ok(())
        })
        .unwrap();
        let living = [(1, 2), (2, 0), (3, 1), (5, 1), (6, 0), (7, 2)];
        assert_eq!(seen, living, "{at_a_time} at a time");
    }
}
