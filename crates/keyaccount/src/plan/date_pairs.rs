//! Which dates of a plan must follow which.
//!
//! Data for the rule about the order of dates. Places are as in [`super::references`].

/// Two dates of one part of a plan, the later of which must not come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatePair {
    /// The part that holds both, such as `/actions/*`.
    pub part: &'static str,
    /// The field of the earlier date.
    pub earlier: &'static str,
    /// The field of the later date.
    pub later: &'static str,
    /// Whether both may fall on one day.
    pub may_be_equal: bool,
}

/// The pairs, in the order of their places.
///
/// Source: the pairs of rule KA-005 (period, action, objective, created, approved and launched, contract, service
/// level, team, risk, hold), and every other span of the document. Equal dates are allowed except for the contract
/// and the plan.
pub const DATE_PAIRS: &[DatePair] = &[
    pair("/account/agreements/*", "from", "to"),
    pair("/account/agreements/*/metrics/*/results/*/window", "start", "end"),
    strict_pair("/account/contracts/*", "start", "end"),
    pair("/account/lifecycle/hold", "since", "until"),
    pair("/actions/*", "start_on", "due_on"),
    pair("/objectives/*", "start_on", "due_on"),
    pair("/plan", "created_on", "approved_on"),
    pair("/plan", "approved_on", "launched_on"),
    strict_pair("/plan/period", "start", "end"),
    pair("/resources/budgets/*/period", "start", "end"),
    pair("/resources/expected_incremental_margin/*/period", "start", "end"),
    pair("/resources/lines/*/period", "start", "end"),
    pair("/rewards/*/cost_period", "start", "end"),
    pair("/risks/*", "raised_on", "closed_on"),
    pair("/sla/*", "from", "to"),
    pair("/sla/*/metrics/*/results/*/window", "start", "end"),
    pair("/team/*", "start_on", "end_on"),
    pair("/team/*/history/*", "from", "to"),
    pair("/value_adds/*/cost_period", "start", "end"),
];

const fn pair(part: &'static str, earlier: &'static str, later: &'static str) -> DatePair {
    DatePair {
        part,
        earlier,
        later,
        may_be_equal: true,
    }
}

const fn strict_pair(part: &'static str, earlier: &'static str, later: &'static str) -> DatePair {
    DatePair {
        may_be_equal: false,
        ..pair(part, earlier, later)
    }
}

#[cfg(all(test, feature = "schema"))]
mod tests {
    use super::DATE_PAIRS;
    use crate::plan::Plan;
    use crate::plan::schema_places::places;

    #[test]
    fn every_date_of_the_table_is_in_the_schema() {
        let known = places::<Plan>();
        for pair in DATE_PAIRS {
            for field in [pair.earlier, pair.later] {
                let place = format!("{}/{field}", pair.part);
                assert_eq!(known.get(&place).map(String::as_str), Some("Date"), "{place}");
            }
        }
    }

    #[test]
    fn every_span_of_the_schema_is_in_the_table() {
        let mut spans = 0;
        for (place, name) in places::<Plan>() {
            if name == "DateRange" {
                spans += 1;
                assert!(DATE_PAIRS.iter().any(|pair| pair.part == place), "{place}");
            }
        }
        assert!(spans > 5, "the schema was not looked through");
    }
}
