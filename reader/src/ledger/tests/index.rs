//! What is kept of which letters pages are about changes nothing that is read in them.

use std::collections::BTreeSet;

use crypto_core::{ids::Digest, journal_page::Page, shuffle::shuffle};
use proptest::prelude::*;

use super::committee::{Member, below, committee, weeks};
use crate::{
    ledger::{index::Index, read},
    progress::Watch,
    test_rng,
};

/// Some of them.
fn some<T: Clone>(all: &[T], rng: &mut rand::rngs::StdRng) -> Vec<T> {
    let mut all = all.to_vec();
    shuffle(&mut all, rng);
    let count = below(rng, u32::try_from(all.len()).unwrap() + 1);
    all.truncate(count as usize);
    all
}

/// Pages and letters come in a few steps, as imports bring them; some letters go again.
fn kept(member: &Member, rng: &mut rand::rngs::StdRng) -> Index {
    let all: Vec<Page> = member.pages.iter().map(|seen| seen.page.clone()).collect();
    let letters: Vec<Digest> = member.letters.values().copied().collect();
    let (mut index, mut pages) = (Index::default(), Vec::new());
    let mut known = BTreeSet::new();
    for _ in 0..3 {
        pages.extend(some(&all, rng));
        known.extend(some(&letters, rng));
        let hashes = pages.iter().map(|page: &Page| page.header.hash()).collect();
        index.keep_only(&hashes, &known);
        index.look(&pages, &known, Watch::NOBODY).unwrap();
        assert!(index.is_of(&hashes, &known));
    }
    index.forget(&some(&letters, rng).into_iter().collect());
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_index_gives_the_ledger_that_there_is_without_one(seed: u64) {
        let rng = &mut test_rng(seed);
        let mut members = committee(rng);
        weeks(&mut members, 3, 0, rng);
        for member in &members {
            let slowly = read(&member.pages, &member.letters, &Index::default());
            let index = kept(member, rng);
            prop_assert_eq!(&read(&member.pages, &member.letters, &index), &slowly);
            let again = Index::decode(&index.encode()).unwrap();
            prop_assert_eq!(&again, &index);
            // What is of other letters than those that are asked for is not given.
            let letters = some(&member.letters.clone().into_iter().collect::<Vec<_>>(), rng);
            let letters = letters.into_iter().collect();
            let slowly = read(&member.pages, &letters, &Index::default());
            prop_assert_eq!(read(&member.pages, &letters, &index), slowly);
        }
    }

    #[test]
    fn an_index_whose_end_is_missing_or_to_which_something_was_added_is_none(seed: u64, more: u8) {
        let rng = &mut test_rng(seed);
        let mut members = committee(rng);
        weeks(&mut members, 1, 0, rng);
        let mut bytes = kept(&members[0], rng).encode();
        for end in 0..bytes.len() {
            prop_assert_eq!(Index::decode(&bytes[..end]), None);
        }
        bytes.push(more);
        prop_assert_eq!(Index::decode(&bytes), None);
    }

    #[test]
    fn any_bytes_give_an_index_or_none(bytes: Vec<u8>) {
        if let Some(index) = Index::decode(&bytes) {
            prop_assert_eq!(Index::decode(&index.encode()), Some(index));
        }
    }
}

#[test]
fn a_page_that_tells_of_no_letter_is_not_needed() {
    let rng = &mut test_rng(8);
    let mut members = committee(rng);
    weeks(&mut members, 3, 0, rng);
    let member = &members[0];
    let pages: Vec<Page> = member.pages.iter().map(|seen| seen.page.clone()).collect();
    let letters: BTreeSet<Digest> = member.letters.values().copied().collect();
    let mut index = Index::default();
    index.look(&pages, &letters, Watch::NOBODY).unwrap();
    let of_one = |letter: &Digest| BTreeSet::from([*letter]);
    let needed = |letter: &Digest| {
        let tells = |page: &&Page| index.may_tell_of(&page.header.hash(), &of_one(letter));
        pages.iter().filter(tells).count()
    };
    let all = pages.len() * letters.len();
    let needed: usize = letters.iter().map(needed).sum();
    assert!(needed > 0 && needed < all, "{needed} of {all}");
    assert!(index.may_tell_of(&Digest([9; 32]), &of_one(&Digest([100; 32]))));
    assert!(index.may_tell_of(&pages[0].header.hash(), &of_one(&Digest([9; 32]))));
}
