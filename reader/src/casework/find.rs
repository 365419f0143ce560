//! What somebody means who types the beginning of a name.

use std::fmt::Display;

/// The only one whose name, as `name` gives it, begins with what was typed; `None` where there is none or several have,
/// or nothing was typed.
pub(super) fn only<T, N: Display>(
    all: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> N,
    typed: &str,
) -> Option<T> {
    let begins = |one: &T| !typed.is_empty() && name(one).to_string().starts_with(typed);
    let mut found = all.into_iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::only;

    #[test]
    fn the_only_one_that_begins_like_this_is_meant() {
        let find = |typed| only(["ab", "ac", "b"], |one| *one, typed);
        assert_eq!((find("ab"), find("b")), (Some("ab"), Some("b")));
        assert_eq!((find("a"), find(""), find("abc")), (None, None, None));
    }
}
