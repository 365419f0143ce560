//! Parts of deeds in any order.

use crypto_core::shuffle::shuffle;
use proptest::prelude::*;

use super::*;
use crate::test_rng;

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
