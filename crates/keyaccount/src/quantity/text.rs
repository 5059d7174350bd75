//! When a text says nothing.

/// Returns whether `text` holds nothing but white space and characters without width.
///
/// A blank text counts as absent everywhere: a space in a form is not an answer.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::is_blank;
///
/// assert!(is_blank(" \u{200B}\u{00A0}\n"));
/// assert!(!is_blank("?"));
/// ```
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|character| character.is_whitespace() || is_zero_width(character))
}

fn is_zero_width(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FEFF}'
    ) || ('\u{200B}'..='\u{200F}').contains(&character)
        || ('\u{202A}'..='\u{202E}').contains(&character)
        || ('\u{2060}'..='\u{206F}').contains(&character)
}
