//! KA-608 `discount-only-offer`.

use crate::lint::context::Context;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ValueAddKind;

declare_rule! {
    /// ## What it checks
    ///
    /// There are value-adds, and all of them are of kind `price`: lower prices and rebates.
    ///
    /// ## Why it matters
    ///
    /// A discount is copied by the next rival within a day and costs margin every year. It buys orders, not a relationship.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/value_adds/0/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/1/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/2/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/3/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/4/kind", "value": "price"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/value_adds/0/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/1/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/2/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/3/kind", "value": "price"},
    ///  {"op": "replace", "path": "/value_adds/4/kind", "value": "loyalty_reward"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 5 (support, security, product updates and loyalty rewards as value-adds); "Creating value in key
    /// accounts", bcg.com (discounts in place of joint value).
    pub(super) static DISCOUNT_ONLY_OFFER = {
        code: "KA-608",
        name: "discount-only-offer",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/value_adds/*/kind"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let value_adds = &cx.plan().value_adds;
    let is_price = |kind: Option<ValueAddKind>| kind == Some(ValueAddKind::Price);
    if value_adds.is_empty() || !value_adds.iter().all(|value_add| is_price(value_add.kind)) {
        return;
    }
    let draft = Draft::new(
        "/value_adds",
        "price-only",
        "All value-adds are lower prices (listed: {count}).",
        [("count", value_adds.len().into())],
    );
    sink.report(draft.help("Add something that makes the client better off in its own business."));
}
