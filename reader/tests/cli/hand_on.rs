//! An adviser hands letters on: what colleagues get is the same whatever language the adviser reads.

use crypto_core::{
    ids::{Addressee, MemberNumber},
    keys::Root,
    letter::{Lock, Seat, seal_letter},
    primitives::hybrid::HybridRecipient,
    receipt::Receipt,
    recipients::Recipients,
};

use crate::{
    attached::attachment,
    support::{Committee, FRIDAY, MONDAY},
};

const ADVISER: u16 = 4;
const STAYS: &str = "een bestand dat bij de vertrouwenspersoon blijft / a file that stays with the adviser: foto.jpg";

impl Committee {
    /// A letter to the adviser alone, with a file.
    fn writes_to_adviser(&mut self, receipt: u8, text: &str) {
        let addressee = Addressee::Adviser(MemberNumber(ADVISER));
        let receipt = Receipt::from_bytes([receipt; 16]);
        let root = Root::derive(&receipt, &self.channel, addressee);
        let mut content = self.content(&root, (MONDAY, text, &[]));
        content.addressee = addressee;
        content.attachments = vec![attachment("foto.jpg", "image/jpeg", b"foto", 1)];
        let file = &self.server.recipients[&MONDAY.epoch()];
        let recipients: Recipients = serde_json::from_slice(file).unwrap();
        let own = recipients.of(MemberNumber(ADVISER)).unwrap();
        let seat = Seat {
            recipient: &HybridRecipient::parse(own).unwrap(),
            member_key: &root.member_key(MemberNumber(ADVISER)),
        };
        let lock = Lock::of(&self.roster()).unwrap();
        let sealed = seal_letter(&content, &[seat], lock, &mut self.rng).unwrap();
        self.store(MONDAY, sealed.as_bytes());
    }
}

#[test]
fn what_an_adviser_hands_on_does_not_depend_on_the_language_they_read() {
    let mut committee = Committee::new();
    committee.init(ADVISER, MONDAY, &["--weekday", "2", "--adviser"]);
    committee.sign_roster_of(MONDAY, "", &[1, 2, 3, ADVISER]);
    for (receipt, language) in [(8, "nl"), (9, "en")] {
        committee.writes_to_adviser(receipt, &format!("Geef het maar door. {language}"));
    }
    committee.import(ADVISER, MONDAY);
    let cases = committee.json(ADVISER, MONDAY, &["cases"]);
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 2);
    for case in cases {
        let name = case["case"].as_str().unwrap();
        let preview = case["preview"].as_str().unwrap();
        let shown = committee.json(ADVISER, MONDAY, &["show", name]);
        let letter = shown["messages"][0]["letter"].as_str().unwrap();
        let told = committee.path("told.txt");
        std::fs::write(&told, "Doorgegeven: {code}").unwrap();
        let language = preview.rsplit_once(' ').unwrap().1;
        let args = ["--language", language, "case", "hand-on", name];
        let more = ["--consent", letter, "--text", &told];
        let hand_on = [&args[..], &more].concat();
        committee.run(ADVISER, MONDAY, &hand_on).expect_ok();
        let shown = committee.json(ADVISER, MONDAY, &["case", "show", name]);
        assert_eq!(shown["deeds"][0]["to"], "de commissie / the committee");
    }
    committee.publish(ADVISER, MONDAY.plus(1));
    committee.import(1, FRIDAY);
    let cases = committee.json(1, FRIDAY, &["cases"]);
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 2);
    for case in cases {
        let name = case["case"].as_str().unwrap();
        let shown = committee.json(1, FRIDAY, &["show", name]);
        let text = shown["messages"][0]["text"].as_str().unwrap();
        assert!(text.contains(STAYS), "{shown}");
    }
}
