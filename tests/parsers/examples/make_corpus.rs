//! `cargo run -p belfry-parsers --example make_corpus`: writes the corpus's good files from real
//! objects with fixed keys into `fuzz/corpus`, beside whatever fuzzing left there.

use std::{fs, path::PathBuf};

use belfry_parsers::fixture::{DAY, FIXTURE, MEMBER, fixed_rng};
use belfry_reader::{
    casework::{
        Consent, Deed, Ground, Informed, What,
        rules::DEFAULT,
        view::{Answer, View},
    },
    journal::{
        entry::{Entry, Head},
        event::Event,
        ids::{DeedId, ReplyId},
    },
};
use crypto_core::{
    address::ChannelAddress,
    board,
    bundle::{BundleWriter, StoredLetter, WeekSummary},
    confirmation::{Confirmation, ids_digest},
    ids::{Addressee, Digest, LetterId, MemberNumber},
    journal_page,
    keys::{MemberKey, Root},
    labels::kind,
    letter::{
        Content, Kind, Lock, RosterReference, Slots,
        name_box::{Place, seal_name},
        seal::Seat,
        seal_letter,
    },
    minutes::{Minutes, Way},
    name_share::NameShare,
    outbox::OutboxWriter,
    primitives::{hash::sha256, hybrid::HybridIdentity, shares::Share, signature::SigningKey},
    proof::{self, Proof},
    receipt::Receipt,
    release::Release,
    reporter_name::ReporterName,
    root_share,
    stamp::Stamp,
    words::Language,
};

fn main() {
    text();
    signed();
    names();
    sealed();
    files();
    journal();
    http();
}

fn put(parser: &str, file: &str, bytes: &[u8]) {
    let fuzz = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let folder = fuzz.join(parser);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(file), bytes).expect("a file");
}

fn text() {
    let receipt = Receipt::from_bytes([0x5a; 16]);
    for language in Language::ALL {
        let words = receipt.to_words(language);
        let name = format!("good-{}", language.code());
        put("receipt", &name, words.join(" ").as_bytes());
        let short: Vec<String> = words.iter().map(|w| w.chars().take(4).collect()).collect();
        put(
            "receipt",
            &format!("{name}-short"),
            short.join("\n").as_bytes(),
        );
        put(
            "receipt",
            &format!("eleven-{}", language.code()),
            words[1..].join(" ").as_bytes(),
        );
    }
    put("receipt", "not-utf8", b"abandon \xff\xfe");
    put(
        "receipt",
        "growing-letters",
        "\u{130}\u{1e9e}\u{fb03} ".repeat(12).as_bytes(),
    );
    let root = SigningKey::from_bytes(&[0x5a; 32]);
    let sheets = root_share::split(&root, 2, 3, &mut fixed_rng(51)).expect("sheets");
    for (sheet, language) in sheets.iter().zip(Language::ALL) {
        let lines = sheet.expose_lines(language);
        let lines: Vec<&str> = lines.iter().map(|line| line.as_str()).collect();
        let name = format!("good-{}", language.code());
        put("sheet", &name, lines.join("\n").as_bytes());
        let nine = lines[..9].join("\n");
        put(
            "sheet",
            &format!("nine-{}", language.code()),
            nine.as_bytes(),
        );
    }
    put("sheet", "good-code", sheets[2].expose_code().as_bytes());
    put("sheet", "not-utf8", b"BELFRY1:\xff");
    let fragment = ChannelAddress::of(&FIXTURE.id).to_fragment();
    put("fragment", "good", fragment.as_bytes());
    put(
        "fragment",
        "good-upper",
        format!("#{}", fragment.to_uppercase()).as_bytes(),
    );
    put("fragment", "loose-bits", b"777777777777777777777777777");
    put(
        "stamp",
        "good",
        Stamp::free(500_000, [1; 16]).to_hex().as_bytes(),
    );
    put(
        "stamp",
        "upper",
        Stamp::free(500_000, [0xaa; 16])
            .to_hex()
            .to_uppercase()
            .as_bytes(),
    );
}

fn signed() {
    let fixture = &*FIXTURE;
    put("roster", "good", &fixture.roster_file);
    let body = fixture.roster_file.len() - crypto_core::signed::block_len("belfry/v1/roster");
    put("roster", "good-unsigned", &fixture.roster_file[..body]);
    put("recipients", "good", &fixture.recipients_file);
    let (head, _) = board::split(&fixture.board_file).expect("a good board");
    put("head", "good", head);
    // The target fills up with zero cells.
    put("board", "good", &fixture.board_file[..head.len() + 100]);
    put("board", "good-empty", &empty_board());
    let mut publication = crypto_core::publication::Publication::parse(&fixture.publication())
        .expect("a good publication");
    publication.board.truncate(head.len());
    put(
        "publication",
        "good",
        &publication.to_bytes().expect("a short one"),
    );
    let confirmation = Confirmation {
        channel: fixture.id,
        member: MEMBER,
        week: DAY.week(),
        count: 1,
        ids: ids_digest(&[LetterId([1; 16])]),
    };
    put(
        "confirmation",
        "good",
        &confirmation.sign(&fixture.member_key),
    );
    let release = Release {
        channel: fixture.id,
        from: MEMBER,
        to: MemberNumber(2),
        letter: LetterId([1; 16]),
        share: Share {
            x: 3,
            y: vec![5; 16].into(),
        },
    };
    let release = release.sign(&fixture.member_key);
    put("release", "good", &release);
    let body = release.len() - crypto_core::signed::block_len(kind::RELEASE);
    put("release", "good-unsigned", &release[..body]);
    pages();
    let proof = Proof {
        channel: fixture.id,
        member: MEMBER,
        day: DAY,
        sha256: proof::digest(&[7; 32], b"Een melding."),
    };
    let statement = proof.sign(&fixture.member_key);
    put("proof", "good", &statement);
    let statement = String::from_utf8(statement).expect("text");
    let kept = proof::with_salt(&statement, &[7; 32]);
    put("proof", "good-with-salt", kept.as_bytes());
    deeds();
    let minutes = Minutes {
        channel: fixture.id,
        member: MEMBER,
        way: Way::Telephone,
        day: DAY,
        text: Digest(sha256(&[belfry_parsers::TEXT.as_bytes()])),
        claim: Digest([5; 32]),
        left_out: Vec::new(),
    };
    let minutes = minutes.sign(&fixture.member_key);
    put("minutes", "good", &minutes);
    let body = minutes.len() - crypto_core::signed::block_len(kind::MINUTES);
    put("minutes", "good-unsigned", &minutes[..body]);
    let name = ReporterName {
        channel: fixture.id,
        from: MEMBER,
        letter: LetterId([3; 16]),
        deed: [4; 16],
        text: Digest(sha256(&[belfry_parsers::TEXT.as_bytes()])),
        to: vec![MemberNumber(2), MemberNumber(3)],
    };
    let name = name.sign(&fixture.member_key);
    put("reporter_name", "good", &name);
    let body = name.len() - crypto_core::signed::block_len(kind::NAME);
    put("reporter_name", "good-unsigned", &name[..body]);
    let share = NameShare {
        channel: fixture.id,
        from: MEMBER,
        to: MemberNumber(2),
        letter: LetterId([3; 16]),
        deed: [4; 16],
        share: Share {
            x: 1,
            y: vec![7; 32].into(),
        },
    };
    let share = share.sign(&fixture.member_key);
    put("name_share", "good", &share);
    let body = share.len() - crypto_core::signed::block_len(kind::NAME_SHARE);
    put("name_share", "good-unsigned", &share[..body]);
}

fn names() {
    let place = Place {
        channel: &FIXTURE.id,
        letter: &LetterId([3; 16]),
    };
    for count in [1, 3] {
        let keys: Vec<_> = (1..=count)
            .map(|number| {
                (
                    MemberNumber(number.into()),
                    MemberKey::from_bytes([number; 32]),
                )
            })
            .collect();
        let members: Vec<_> = keys.iter().map(|(number, key)| (*number, key)).collect();
        let sealed = seal_name("Zoë Voorbeeld", place, &members, 1, &mut fixed_rng(6));
        let sealed = sealed.expect("a short name");
        put("name_box", &format!("good-{count}"), &sealed);
    }
}

fn deeds() {
    let view = View {
        outcome: "report".to_owned(),
        answers: vec![("work".to_owned(), Answer::Yes)],
        text: "Het past.".to_owned(),
    };
    let of = DeedId([3; 16]);
    let disclosed = |ground| What::NameDisclosed(of, "rechtbank".to_owned(), ground);
    let by_law = |informed| Ground::Obliged("artikel 162 Sv".to_owned(), informed);
    for (name, what) in [
        ("good-step", What::Step("assessment".to_owned(), vec![of])),
        ("good-view", What::View(of, [4; 32], view)),
        ("good-task", What::Task(MEMBER, DAY)),
        ("good-assigned", What::Assigned(MEMBER, "decide".to_owned())),
        ("good-name-opened", What::NameKept(Some(LetterId([6; 16])))),
        (
            "good-name-share",
            What::NameShareGiven(LetterId([6; 16]), MEMBER),
        ),
        ("good-name-granted", What::NameGranted(of, MEMBER)),
        (
            "good-name-disclosed",
            disclosed(Ground::Consent(Consent::Letter(LetterId([6; 16])))),
        ),
        (
            "good-name-obliged",
            disclosed(by_law(Informed::Answer(ReplyId([5; 16]), DAY))),
        ),
        (
            "good-name-secretly",
            disclosed(by_law(Informed::Not("Geheim.".to_owned()))),
        ),
    ] {
        let mut deed = Deed::of(what);
        deed.text = "Omdat het moet.".to_owned();
        put("deed", name, &deed.encode());
    }
    put("deed", "good-rules", DEFAULT.as_bytes());
}

fn pages() {
    let header = journal_page::Header {
        channel: FIXTURE.id,
        member: MEMBER,
        chain: [3; 8],
        number: 0,
        day: DAY,
        clock: 1,
        previous: Digest([0; 32]),
        salt: [4; 16],
        rest: Digest([0; 32]),
    };
    let mut entries = vec![[0; journal_page::ENTRY_LEN]; journal_page::ENTRIES];
    let common = journal_page::EntryKey::common(&header);
    entries[0] = common.seal(&header, 0, b"an entry").expect("a short one");
    let page = journal_page::write(header, &[], &entries, &FIXTURE.member_key);
    let page = page.expect("a page");
    put("journal_page", "good", &page);
    // The target fills up and signs.
    put("journal_page", "good-header", &page[..160]);
}

/// A board without living cells, its padding left out.
fn empty_board() -> Vec<u8> {
    let (head, _) = board::split(&FIXTURE.board_file).expect("a good board");
    let mut header = board::Header::parse_prefix(head).expect("a good header");
    header.batches.clear();
    header.sign(&FIXTURE.board_key)
}

fn content() -> Content {
    let receipt = Receipt::from_bytes([0x5a; 16]);
    let root = Root::derive(&receipt, &FIXTURE.id, Addressee::Committee);
    Content {
        channel: FIXTURE.id,
        roster: RosterReference {
            serial: 1,
            sha256: *FIXTURE.roster.sha256(),
        },
        board_serial: 1,
        day: DAY,
        letter_id: LetterId([6; 16]),
        addressee: Addressee::Committee,
        service: 1,
        conversation: root.conversation_id(),
        thread_key: root.thread_key(),
        kind: Kind::Report,
        body: "Een melding, a report.".to_owned().into(),
        attachments: Vec::new(),
        left_out: root.leave_out(&FIXTURE.id, &[MEMBER]),
        proof_salt: Some(root.proof_salt()),
        object: None,
        name_box: None,
        unknown: crypto_core::cbor::Unknown::default(),
    }
}

fn sealed() {
    let content = content();
    put("content", "good", &content.encode());
    let receipt = Receipt::from_bytes([0x5a; 16]);
    let root = Root::derive(&receipt, &FIXTURE.id, Addressee::Committee);
    let seat = Seat {
        recipient: &FIXTURE.identity.recipient(),
        member_key: &root.member_key(MEMBER),
    };
    let readers = std::slice::from_ref(&seat);
    let letter = seal_letter(&content, readers, Slots::Eight, &mut fixed_rng(2));
    let letter = letter.expect("a short letter");
    put("letter", "good", letter.as_bytes());
    put("letter", "header-alone", &letter.as_bytes()[..13_000]);
    let object = Content {
        object: Some(b"an object".to_vec().into()),
        ..content
    };
    put("content", "good-object", &object.encode());
    let two = Lock {
        slots: Slots::Eight,
        threshold: Some(2),
    };
    let other = Seat {
        recipient: &HybridIdentity::from_seed(&[5; 32]).recipient(),
        member_key: &root.member_key(MemberNumber(2)),
    };
    let seats = [seat, other];
    let letter = seal_letter(&object, &seats, two, &mut fixed_rng(3)).expect("a short letter");
    put("shares", "good", letter.as_bytes());
    put("shares", "header-alone", &letter.as_bytes()[..14_000]);
    put("shares", "kept", &[1; 82]);
    put(
        "letter",
        "not-age",
        b"age-encryption.org/v2\n-> mlkem768x25519 \n\n--- \n",
    );
}

fn files() {
    let fixture = &*FIXTURE;
    let week = WeekSummary {
        week: DAY.week(),
        closed: false,
        letters: vec![LetterId([1; 16]), LetterId([2; 16])],
        parcels: Vec::new(),
    };
    let letter = StoredLetter {
        week: DAY.week(),
        id: LetterId([1; 16]),
        bytes: vec![9; crypto_core::lengths::LETTER_LEN],
    };
    let mut bundle = BundleWriter::begin(Vec::new(), &fixture.id).expect("memory");
    bundle.roster(&fixture.roster_file).expect("memory");
    bundle
        .recipients(DAY.epoch(), &fixture.recipients_file)
        .expect("memory");
    bundle.week(&week).expect("memory");
    bundle.letter(&letter).expect("memory");
    put("bundle", "good", &bundle.finish().expect("memory"));
    // Records that get their checks from the target: a roster of 3 bytes, a week of none.
    put(
        "bundle",
        "good-records",
        b"\0\x02\0\x03abc\x04\0\x0d\0\0\x0b\x99\x01\0\0\0\0\0\0\0\0",
    );
    put(
        "bundle",
        "records-of-all-kinds",
        b"\0\x01\0\x01a\x03\0\x01b\x05\0\x01c\x06\0\x01d\x07\0\x01e\xff\0\0",
    );
    put(
        "bundle",
        "false-head",
        b"\0\x02\0\x14rec\x02\0\0\0\x09\xff\xff\xff\xff01234567",
    );
    let mut outbox = OutboxWriter::begin(Vec::new(), &fixture.id).expect("memory");
    outbox.publication(b"any bytes").expect("memory");
    outbox
        .confirmation(&[7; crypto_core::confirmation::CONFIRMATION_LEN])
        .expect("memory");
    put("outbox", "good", &outbox.finish().expect("memory"));
    put("outbox", "good-records", b"\0\x10\0\x03abc");
}

fn journal() {
    let head = Head {
        member: MEMBER,
        chain: [1; 8],
        sequence: 0,
        clock: 1,
        before: [0; 32],
        hash: [0; 32],
    };
    let events = [
        ("good-imported", Event::Imported { day: DAY }),
        (
            "good-board",
            Event::BoardSeen {
                serial: 1,
                head: Digest([1; 32]),
                board_day: DAY,
                signer: MEMBER,
                roster_serial: 1,
            },
        ),
        (
            "good-unknown",
            Event::Unknown {
                kind: 9_999,
                fields: vec![0xa1, 0, 1],
            },
        ),
    ];
    for (name, event) in events {
        let (_, bytes) = Entry::sign(head, event, &FIXTURE.id, &FIXTURE.member_key);
        put("journal", name, &bytes);
    }
}

fn http() {
    let token = Digest([7; 32]);
    let get = |name: &str, path: &str| {
        put("http", name, format!("GET {path}\n\n").as_bytes());
    };
    get("good-head", "/v1/board/head");
    get("good-board", "/v1/board/1");
    get("good-roster", "/v1/roster/1");
    get(
        "good-recipients",
        &format!("/v1/recipients/{}", DAY.epoch()),
    );
    get("good-stamp", "/v1/stamp");
    get("leading-zero", "/v1/board/01");
    get("too-large", "/v1/board/99999999999999999999999");
    get("climbing", "/../../etc/passwd");
    get("climbing-encoded", "/%2e%2e/%2e%2e/etc/passwd");
    get("bad-encoding", "/%ff%00%");
    let courier = |name: &str, request: &str, body: &[u8]| {
        let head = format!("{request}\nauthorization: Bearer {token}\n\n");
        put("http", name, &[head.as_bytes(), body].concat());
    };
    courier("good-weeks", "GET /v1/courier/weeks", b"");
    courier(
        "good-ids",
        "GET /v1/courier/weeks/2969/letters?after=00000000000000000000000000000000",
        b"",
    );
    courier(
        "no-such-week",
        "GET /v1/courier/weeks/4294967296/letters",
        b"",
    );
    courier("no-such-kind", "GET /v1/courier/weeks/2969/keys", b"");
    courier(
        "bad-after",
        "GET /v1/courier/weeks/2969/letters?after=xyz&after=",
        b"",
    );
    courier(
        "publication",
        "PUT /v1/courier/publication",
        b"belfry/v1/publication",
    );
    courier("confirmation", "PUT /v1/courier/confirmations", &[7; 400]);
    let letter = "PUT /v1/letters/0123456789abcdef0123456789abcdef\nbelfry-stamp: ";
    put(
        "http",
        "short-letter",
        format!("{letter}{}\n\nshort", "0".repeat(72)).as_bytes(),
    );
    put("http", "no-stamp", format!("{letter}\n\n").as_bytes());
    put(
        "http",
        "parcel-head",
        b"HEAD /v1/parcels/0123456789abcdef0123456789abcdef\n\n",
    );
    put("http", "other-method", b"DELETE /v1/courier/weeks/2969\n\n");
    put(
        "http",
        "wrong-length",
        b"PUT /v1/letters/0123456789abcdef0123456789abcdef\ncontent-length: 65536\n\nx",
    );
}
