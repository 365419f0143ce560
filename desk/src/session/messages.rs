//! Letters and answers, ready to be shown.

use belfry_reader::{
    attachments::{self, Arrived, File, safe_name},
    cases::{self, Text as LetterText},
    commands::CommandError,
    journal::{event::ReplyKind, ids::ReplyId},
    state::{Case, Letter},
    terminal::plain,
    words,
};
use crypto_core::{time::Day, words::Language};
use zeroize::Zeroizing;

use super::Session;
use crate::{
    model::{FileLine, Message},
    sentence::without_commands,
};

impl Session {
    /// All that was written in a case: by day, on one day letters first.
    pub(super) fn messages(&mut self, case: &Case) -> Result<Vec<Message>, CommandError> {
        let mut all: Vec<(Day, bool, Message)> = Vec::new();
        let mut files = self.files(case)?.into_iter();
        for letter in &case.letters {
            let text = cases::text(&mut self.vault, letter)?;
            let count = match &text {
                LetterText::Letter(content) => content.attachments.len(),
                LetterText::Foreign(_) => 0,
            };
            let mut message = self.letter(case, letter, &text);
            message.files = files.by_ref().take(count).collect();
            all.push((letter.letter_day, false, message));
        }
        for id in &case.replies {
            if let Some((day, message)) = self.reply(*id)? {
                all.push((day, true, message));
            }
        }
        all.sort_by_key(|(day, answer, _)| (*day, *answer));
        Ok(all.into_iter().map(|(.., message)| message).collect())
    }

    fn letter(&self, case: &Case, letter: &Letter, text: &LetterText) -> Message {
        let language = self.language;
        let alarms = words::letter::alarms(language, letter.alarms);
        let mut facts: Vec<String> = alarms
            .iter()
            .map(|(_, words)| (*words).to_owned())
            .collect();
        facts.extend(words::letter::mixed(language, text.body()));
        let proof = words::letter::proof_of(language, &self.state, case, letter);
        facts.extend(proof.map(|(_, words)| words.to_owned()));
        if let LetterText::Letter(content) = text {
            let fact = words::name_box::fact(language, letter, content);
            facts.extend(fact.map(|fact| without_commands(&fact)));
        }
        Message {
            from_reporter: true,
            head: format!(
                "{}, {} {}",
                self.say("Melder", "Reporter"),
                // Letters carry the day of the board that the reporter was shown, not that of the writing.
                self.say("op of kort na", "on or soon after"),
                self.day(letter.letter_day)
            ),
            facts,
            text: Zeroizing::new(plain(text.body())),
            files: Vec::new(),
        }
    }

    fn reply(&mut self, id: ReplyId) -> Result<Option<(Day, Message)>, CommandError> {
        let Some(reply) = self.state.replies.get(&id) else {
            return Ok(None);
        };
        let text = self.vault.contents.read(&reply.piece)?;
        let text = Zeroizing::new(plain(&String::from_utf8_lossy(&text)));
        let kind = match reply.kind {
            ReplyKind::Answer => self.say("antwoord", "answer"),
            ReplyKind::Confirmation => self.say("ontvangstbevestiging", "confirmation of receipt"),
        };
        let (_, place) = words::letter::where_is(self.language, &self.state, id);
        let mut facts = vec![place.to_owned()];
        if !reply.proofs.is_empty() {
            let count = reply.proofs.len();
            facts.push(words::letter::carries_proofs(self.language, count));
        }
        let message = Message {
            from_reporter: false,
            head: format!(
                "{}, {} ({kind})",
                self.say("Jij", "You"),
                self.day(reply.written)
            ),
            facts,
            text,
            files: Vec::new(),
        };
        Ok(Some((reply.written, message)))
    }

    fn files(&mut self, case: &Case) -> Result<Vec<FileLine>, CommandError> {
        let mut list = Vec::new();
        if case.destroyed.is_some() {
            return Ok(list);
        }
        let language = self.language;
        attachments::for_each(&mut self.vault, case, |_, file| {
            list.push(file_line(file, language));
            Ok::<_, CommandError>(())
        })?;
        Ok(list)
    }
}

fn file_line(file: &File, language: Language) -> FileLine {
    FileLine {
        number: file.number,
        name: safe_name(&file.claimed.name, file.number),
        facts: words::files::facts(language, file),
        is_whole: file.arrived == Arrived::All,
    }
}
