//! When a text says nothing.

/// Returns whether `text` holds nothing that a reader could see: white space, control characters, characters without
/// width.
///
/// A blank text counts as absent everywhere: a space in a form is not an answer. Without width are the code points with
/// the property `Default_Ignorable_Code_Point` (Unicode 16, `DerivedCoreProperties`).
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
    text.chars().all(is_invisible)
}

/// Returns whether a character leaves no mark of its own.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_ignorable(character)
}

fn is_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_what_nobody_sees() {
        for text in [
            "",
            " ",
            "\t\r\n",
            "\u{3000}",
            "\u{2003}",
            "\0",
            "\u{FEFF}\u{200D}",
            "\u{3164}",
            "\u{E0020}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["-", "0", " a ", "\u{200B}.", "\u{2764}\u{FE0F}", "é", "\u{2800}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
