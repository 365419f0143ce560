//! Looking for answers: every member, every index, on the board that everybody fetches (protocol,
//! sections 4.2 and 4.5).

use crypto_core::{
    attachment::Cut,
    ids::{Addressee, MemberNumber},
    keys::Root,
    letter::Attachment,
    proof,
    reply::{Found, ReplyKind, collect},
    roster::{MemberKind, VerifiedRoster},
    time::Day,
};

use crate::{
    Code, Session,
    view::{AnswerView, FileView, MissingView, ProofView, ReceivedView, RepliesView},
};

/// Former members are no longer listed, but their numbers lie below the highest one that was given out.
/// More than this many are not tried.
const NUMBERS_MAX: u16 = 128;

impl Session {
    /// Everything on the board for the conversation at hand. The members whom the reporter's own lists
    /// leave out are left out of its next letters too.
    ///
    /// # Errors
    /// [`Code::Early`] before there is a board and a receipt.
    pub fn find_replies(&mut self) -> Result<RepliesView, Code> {
        let found = self.all_found()?;
        let roster = self.roster()?;
        let mut view = RepliesView::default();
        let mut offered: Vec<Attachment> = Vec::new();
        // Lists are short; each kind of tree or map would weigh kilobytes in the module.
        let mut received: Vec<(Day, bool, MemberNumber)> = Vec::new();
        let mut with: Vec<Addressee> = Vec::new();
        let mut left_out: Vec<MemberNumber> = Vec::new();
        for (member, addressee, root, found) in &found {
            let adviser = *addressee != Addressee::Committee;
            if !found.indices.is_empty() {
                push_new(&mut with, *addressee);
            }
            let whole = found.replies.iter();
            let parts = found.incomplete.iter().map(|(reply, _)| reply);
            for reply in whole.chain(parts) {
                for statement in proof::statements(&reply.proofs) {
                    let stated = proof::verify(statement.as_bytes(), roster);
                    view.proofs.push(ProofView {
                        name: name(roster, *member),
                        checked: stated.is_ok_and(|stated| stated.member == *member),
                        file: proof::with_salt(statement, &root.proof_salt()),
                    });
                }
                for day in &reply.received {
                    // Of letters to the committee one confirmation says it all; an adviser's own says nothing of them.
                    let same = |(known, of, from): &(Day, bool, MemberNumber)| {
                        known == day && *of == adviser && (!adviser || from == member)
                    };
                    if !received.iter().any(same) {
                        received.push((*day, adviser, *member));
                    }
                }
                if root.has_left_out(&roster.channel, &reply.left_out) {
                    for number in &reply.left_out.members {
                        push_new(&mut left_out, *number);
                    }
                } else if !reply.left_out.members.is_empty() {
                    push_new(&mut view.forged, name(roster, *member));
                }
            }
            view.unreadable += found.unreadable;
            put_answers(
                &mut view,
                &mut offered,
                (*member, name(roster, *member), adviser),
                found,
            );
        }
        view.found = !with.is_empty();
        view.answers
            .sort_unstable_by_key(|answer| (answer.day, answer.number));
        received.sort_unstable();
        // A colleague who was left out and has another number since is left out under that too.
        let left_out = roster.with_successors(&left_out);
        view.received = received
            .into_iter()
            .map(|(day, adviser, member)| ReceivedView {
                day,
                name: name(roster, member),
                adviser,
            })
            .collect();
        view.left_out = left_out
            .iter()
            .map(|number| name(roster, *number))
            .collect();
        if let Some(conversation) = &mut self.conversation {
            conversation.left_out = left_out;
        }
        self.offered = offered;
        with.sort_unstable();
        view.with = self.found_with(with)?;
        Ok(view)
    }

    /// A file that the answers found name, by its number in the view.
    ///
    /// # Errors
    /// [`Code::Early`] where no answer names it.
    pub fn offered_file(&self, n: usize) -> Result<&Attachment, Code> {
        self.offered.get(n).ok_or(Code::Early)
    }

    fn all_found(&self) -> Result<Vec<(MemberNumber, Addressee, Root, Found)>, Code> {
        let board = self.files.board.as_ref().ok_or(Code::Early)?;
        let conversation = self.conversation.as_ref().ok_or(Code::Early)?;
        let roster = self.roster()?;
        let mut all = Vec::new();
        for number in numbers(roster) {
            for addressee in [Addressee::Committee, Addressee::Adviser(number)] {
                let member = roster.member(number);
                // A member has no conversation of their own; a former one may have been an adviser.
                if matches!(addressee, Addressee::Adviser(_))
                    && member.is_some_and(|member| member.kind == MemberKind::Member)
                {
                    continue;
                }
                let root = Root::derive(&conversation.receipt, &roster.channel, addressee);
                let key = root.member_key(number);
                let found = collect(board.cells(), &roster.channel, &key);
                all.push((number, addressee, root, found));
            }
        }
        Ok(all)
    }
}

/// Everybody listed, and every number below that a former member may have had.
fn numbers(roster: &VerifiedRoster) -> Vec<MemberNumber> {
    let listed = roster.members.iter().map(|member| member.number.0);
    let highest = roster.highest_number().0.min(NUMBERS_MAX);
    (0..=highest)
        .chain(listed.filter(|number| *number > highest))
        .map(MemberNumber)
        .collect()
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn name(roster: &VerifiedRoster, number: MemberNumber) -> String {
    roster
        .member(number)
        .map_or_else(|| format!("#{number}"), |member| member.name.clone())
}

fn put_answers(
    view: &mut RepliesView,
    offered: &mut Vec<Attachment>,
    (member, name, adviser): (MemberNumber, String, bool),
    found: &Found,
) {
    let whole = found.replies.iter().map(|reply| (reply, [].as_slice()));
    let parts = found.incomplete.iter();
    let parts = parts.map(|(reply, missing)| (reply, missing.as_slice()));
    for (reply, missing) in whole.chain(parts) {
        if missing.is_empty() && reply.kind == ReplyKind::Receipt {
            continue;
        }
        let files = offer(offered, &reply.files);
        view.unreadable += reply.files.len() - files.len();
        view.answers.push(AnswerView {
            day: reply.day,
            number: member.0,
            name: name.clone(),
            adviser,
            text: reply.text.clone(),
            missing: missing.iter().map(|part| part.saturating_add(1)).collect(),
            files,
        });
        view.missing.extend(missing.iter().map(|part| MissingView {
            day: reply.day,
            part: part.saturating_add(1),
        }));
    }
}

/// Files whose size and number of parcels fit each other; the others cannot be fetched.
fn offer(offered: &mut Vec<Attachment>, files: &[Attachment]) -> Vec<FileView> {
    let mut views = Vec::new();
    for file in files {
        if Cut::of(file.size).is_some_and(|cut| cut.parcels == file.parcels) {
            views.push(FileView {
                n: offered.len(),
                name: file.name.clone(),
                size: file.size,
            });
            offered.push(file.clone());
        }
    }
    views
}
