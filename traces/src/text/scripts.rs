//! Which characters nobody sees, and where a script needs them.

/// What a character does in a text.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Shows,
    /// Under this name.
    Goes(&'static str),
    /// Another stands in its place.
    Instead(&'static str, char),
    /// Joins or parts its neighbours.
    Joins,
    /// Chooses between forms of the one before it.
    Varies,
    /// Turns the direction of writing.
    Turns,
    /// Part of the name of a flag.
    Tag,
}

/// The flag that names of countries follow.
pub(super) const FLAG: char = '\u{1f3f4}';
/// England, Scotland, Wales.
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

pub(super) fn role(one: char) -> Role {
    match one {
        '\u{feff}' => Role::Goes("U+FEFF (BOM)"),
        '\u{200b}' => Role::Goes("U+200B"),
        '\u{ad}' => Role::Goes("U+00AD"),
        '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' => Role::Goes("U+0080–U+009F"),
        '\u{34f}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{fff0}'..='\u{fffb}' => {
            Role::Goes("U+034F, U+180E …")
        }
        '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' => Role::Goes("U+2060–U+206F"),
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => Role::Goes("U+3164"),
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => Role::Goes("U+1D173–U+1D17A"),
        '\u{e0020}'..='\u{e007f}' => Role::Tag,
        '\u{e0000}'..='\u{e001f}' | '\u{e0080}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => {
            Role::Goes("U+E0000–U+E0FFF")
        }
        '\u{a0}' | '\u{202f}' => Role::Instead("U+00A0", ' '),
        '\u{2000}'..='\u{200a}' | '\u{205f}' => Role::Instead("U+2000–U+200A", ' '),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Role::Instead("U+2028", '\n'),
        '\u{200c}' | '\u{200d}' => Role::Joins,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' => Role::Varies,
        '\u{e0100}'..='\u{e01ef}' => Role::Varies,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Role::Turns,
        '\u{2066}'..='\u{2069}' => Role::Turns,
        _ => Role::Shows,
    }
}

/// Hebrew, Arabic and others.
pub(super) fn is_right_to_left(one: char) -> bool {
    let letter = matches!(one, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    letter && one != '\u{61c}'
}

/// Arabic and its relatives, the scripts of India and its neighbours, Mongolian.
fn is_joined(one: char) -> bool {
    (is_right_to_left(one) && one > '\u{5ff}')
        || matches!(one, '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17ff}' | '\u{1820}'..='\u{18aa}' | '\u{a8e0}'..='\u{a8ff}' | '\u{11000}'..='\u{11fff}')
}

fn is_emoji(one: char) -> bool {
    matches!(one, '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | 'Ⓜ' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '〰' | '〽' | '㊗' | '㊙' | '\u{1f000}'..='\u{1faff}')
}

/// The name, whether it stays, and whether it is told all the same.
pub(super) fn joins(
    one: char,
    before: Option<char>,
    next: Option<char>,
) -> (&'static str, bool, bool) {
    let between = before.is_some_and(|one| is_emoji(one) || one == '\u{fe0f}');
    if one == '\u{200d}' && between && next.is_some_and(is_emoji) {
        return ("U+200D", true, false);
    }
    let stays = before.is_some_and(is_joined);
    ("U+200C, U+200D", stays, stays)
}

/// The same for what chooses a form: one after each emoji, sign or letter that has several.
pub(super) fn varies(
    one: char,
    before: Option<char>,
    next: Option<char>,
) -> (&'static str, bool, bool) {
    let after = |is: fn(char) -> bool| before.is_some_and(is);
    let key = after(|one| one.is_ascii_digit() || one == '#' || one == '*');
    match one {
        '\u{fe0e}' | '\u{fe0f}' => {
            let stays = after(is_emoji) || (key && next == Some('\u{20e3}'));
            ("U+FE0E, U+FE0F", stays, false)
        }
        '\u{180b}'..='\u{180f}' => {
            let stays = after(|one| matches!(one, '\u{1820}'..='\u{18aa}'));
            ("U+180B–U+180F", stays, stays)
        }
        _ => {
            let stays = after(
                |one| matches!(one, '\u{2200}'..='\u{22ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'),
            );
            ("U+FE00–U+FE0D, U+E0100–U+E01EF", stays, stays)
        }
    }
}

/// How many tags after a flag name a country that has one.
pub(super) fn flag_len(rest: &str) -> Option<usize> {
    let name: String = rest
        .chars()
        .take(6)
        .filter_map(|one| char::from_u32(u32::from(one).checked_sub(0xe0000)?))
        .collect();
    let known = |flag: &&str| name.strip_prefix(*flag) == Some("\u{7f}");
    FLAGS.iter().any(known).then_some(6)
}
