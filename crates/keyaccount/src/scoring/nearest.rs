//! The known name that a reader most likely meant.

/// The most letters that may differ.
const MAX_DISTANCE: usize = 2;

/// Returns the one name within two letters of `name`, or nothing where there is none or more than one equally near.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    let mut shared = false;
    for candidate in known {
        let distance = edit_distance(name, candidate);
        match best {
            _ if distance > MAX_DISTANCE || distance >= candidate.chars().count() => {}
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => shared = true,
            _ => (best, shared) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !shared).map(|(_, candidate)| candidate)
}

/// Returns the Levenshtein distance in characters.
fn edit_distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (above, from) in left.chars().enumerate() {
        let mut diagonal = above;
        let mut before = above + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = before;
        }
        for (cell, to) in cells.zip(right.chars()) {
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            before = replaced.min(before + 1).min(diagonal + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn one_name_within_two_letters_is_named() {
        let known = ["growth", "harmony", "value"];
        assert_eq!(nearest("grwoth", known), Some("growth"));
        assert_eq!(nearest("harmonie", known), Some("harmony"));
        assert_eq!(nearest("reputation", known), None);
        assert_eq!(nearest("cat", ["bat", "rat"]), None, "two names are equally near");
        assert_eq!(nearest("xy", ["a"]), None, "nothing of the name would be left");
        assert_eq!(nearest("kitten", ["sitting", "mitten"]), Some("mitten"));
    }
}
