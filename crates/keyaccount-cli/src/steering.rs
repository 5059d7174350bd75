//! Characters that steer a terminal instead of showing something.

/// Returns whether a character would change the direction of the text around it.
pub(crate) fn is_steering(character: char) -> bool {
    matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
