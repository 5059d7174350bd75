//! A number as messages show it.

/// Returns the shortest text that reads back as `value`, with an exponent where the digits would fill the line.
pub(super) fn shown(value: f64) -> String {
    if value.is_finite() && value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
        return format!("{value:e}");
    }
    value.to_string()
}
