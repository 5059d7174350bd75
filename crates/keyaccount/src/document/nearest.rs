//! The name that was probably meant.

/// Returns the known name nearest to `found`, where one is at most two typing errors away.
///
/// A typing error is a letter too many, too few, wrong, or swapped with its neighbour; case does not count. Of equally
/// near names the first wins. Names that share nothing but their length are not near: the distance must be below the
/// length of the shorter one.
///
/// # Examples
///
/// ```
/// use keyaccount::document::nearest;
///
/// let known = ["name", "industry", "account_id"];
/// assert_eq!(nearest("nmae", known), Some("name"));
/// assert_eq!(nearest("accountId", known), Some("account_id"));
/// assert_eq!(nearest("colour", known), None);
/// ```
pub fn nearest<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const LONGEST: usize = 200;
    let letters: Vec<char> = found.to_lowercase().chars().take(LONGEST).collect();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let candidate: Vec<char> = name.to_lowercase().chars().take(LONGEST).collect();
        if candidate.len().abs_diff(letters.len()) > 2 {
            continue;
        }
        let distance = distance(&letters, &candidate);
        let near = distance <= 2 && distance < letters.len().min(candidate.len());
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns the optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut left_before = None;
    for (row, &from) in (1..).zip(left) {
        let mut current = vec![row];
        let mut right_before = None;
        let (mut diagonal, mut beside) = (row - 1, row);
        for (column, (&to, &over)) in right.iter().zip(above.iter().skip(1)).enumerate() {
            let mut cost = (over + 1).min(beside + 1).min(diagonal + usize::from(from != to));
            if left_before == Some(to) && right_before == Some(from) {
                // Two back in both words: the entry at `column - 1` of the row before the last.
                let swapped = column.checked_sub(1).and_then(|at| before.get(at));
                cost = cost.min(swapped.map_or(usize::MAX, |swapped| swapped + 1));
            }
            current.push(cost);
            (diagonal, beside, right_before) = (over, cost, Some(to));
        }
        before = std::mem::replace(&mut above, current);
        left_before = Some(from);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, by recursion.
    fn slow(left: &[char], right: &[char]) -> usize {
        let (Some((&l, rest_left)), Some((&r, rest_right))) = (left.split_last(), right.split_last()) else {
            return left.len() + right.len();
        };
        let mut cost = (slow(rest_left, right) + 1)
            .min(slow(left, rest_right) + 1)
            .min(slow(rest_left, rest_right) + usize::from(l != r));
        if let (Some((&ll, left)), Some((&rr, right))) = (rest_left.split_last(), rest_right.split_last())
            && l == rr
            && ll == r
        {
            cost = cost.min(slow(left, right) + 1);
        }
        cost
    }

    proptest! {
        #[test]
        fn the_distance_is_the_defined_one(left in "[abc]{0,6}", right in "[abc]{0,6}") {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(distance(&letters(&left), &letters(&right)), slow(&letters(&left), &letters(&right)));
        }
    }

    #[test]
    fn short_names_are_not_near_everything() {
        assert_eq!(nearest("ab", ["id"]), None);
        assert_eq!(nearest("is", ["id"]), Some("id"));
        assert_eq!(nearest("", ["id"]), None);
        assert_eq!(nearest("Weight", ["weights", "weight"]), Some("weight"));
    }
}
