//! KA-208 `target-implausible`.

use crate::lint::context::{Context, label, percent};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::progress::{ProgressClass, ProgressThresholds, objective_progress};
use crate::plan::{Metric, Objective, ObjectiveKind};
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Currency, Money, Period};

declare_rule! {
    /// ## What it checks
    ///
    /// The target of an open objective is hard to believe. The first of these that holds is reported:
    ///
    /// * its metric is a share of wallet, and the target is above 1 (above 100 where the unit is %);
    /// * it is about growth or retention, its unit is the currency of the addressable spend, and the target is above that spend;
    /// * to get from the baseline to the target, both above 0, the value would have to grow by more than `max_annual_growth` a
    ///   year: (target / baseline)^(12 / m) - 1 with m the whole months, at least one, from the day of the baseline to the due
    ///   date. Amounts of money that start below `min_baseline_money` are not tested for growth.
    ///
    /// An objective that is on track, or ahead, is believed.
    ///
    /// ## Why it matters
    ///
    /// A target that nobody believes steers nobody, and the budget that was granted for it is missing elsewhere.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/target/value", "value": "18500001"},
    ///  {"op": "remove", "path": "/objectives/0/current"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/target/value", "value": "18500001"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_annual_growth`: the most growth a year that is believed, 1 for doubling. `min_baseline_money`: the amount of money below
    /// which growth is not tested, in the unit of the metric.
    ///
    /// ## Source
    ///
    /// SMART (Doran 1981: achievable, or realistic). The limits are house defaults.
    pub(super) static TARGET_IMPLAUSIBLE = {
        code: "KA-208",
        name: "target-implausible",
        severity: Severity::Info,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        inputs: &[
            "/account/addressable_spend",
            "/objectives/*/status",
            "/objectives/*/kind",
            "/objectives/*/measurement",
            "/objectives/*/metric",
            "/objectives/*/baseline",
            "/objectives/*/target",
            "/objectives/*/current",
            "/objectives/*/milestones",
            "/objectives/*/start_on",
            "/objectives/*/due_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[
            Parameter::number("max_annual_growth", 1.0, "the most growth a year that is believed, 1 for doubling", "house default").smaller_is_stricter(),
            Parameter::number("min_baseline_money", 10_000.0, "the amount of money below which growth is not tested", "house default: a small start doubles easily").smaller_is_stricter(),
        ],
        check: check,
    };
}

/// By how much a growth must be above its limit: less is the rounding of powers.
const GROWTH_TOLERANCE: f64 = 1e-9;

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let spend = cx.account_fact(|account| account.addressable_spend.value().copied());
    for (index, objective) in cx.open_objectives() {
        let Some(target) = objective.target_value() else {
            continue;
        };
        let fault = wallet_overfilled(objective, target.get())
            .or_else(|| spend_exceeded(objective, target.get(), spend?))
            .or_else(|| growth_too_fast(cx, objective, target.get()));
        let Some(fault) = fault else { continue };
        let progress = objective_progress(objective, as_of, &ProgressThresholds::default());
        if matches!(progress.class, ProgressClass::Ahead | ProgressClass::OnTrack) {
            continue;
        }
        let title = label(objective.title.as_deref(), objective);
        let draft = Draft::new(
            format!("/objectives/{index}/target/value"),
            fault.message_id,
            fault.sentence,
            [
                ("objective", title.into()),
                ("target", target.to_f64().into()),
                ("found", fault.found.into()),
                ("limit", fault.limit.into()),
                ("found_percent", percent(fault.found).into()),
                ("limit_percent", percent(fault.limit).into()),
                ("unit", fault.unit.into()),
            ],
        );
        let observed = Measure {
            value: fault.found.into(),
            unit: None,
        };
        let expected = Limit {
            op: "<=",
            value: fault.limit.into(),
            unit: None,
        };
        sink.report(
            draft
                .about_entity(objective)
                .measured(observed, expected)
                .help("Check the number and its unit; where it stands, write down what makes it possible."),
        );
    }
}

/// Why a target is hard to believe.
struct Implausible {
    message_id: &'static str,
    sentence: &'static str,
    found: f64,
    limit: f64,
    unit: &'static str,
}

fn wallet_overfilled(objective: &Objective, target: Decimal) -> Option<Implausible> {
    let metric = objective.metric.as_ref()?;
    let name = metric.name.as_deref()?.to_lowercase();
    if !["share of wallet", "wallet share"]
        .iter()
        .any(|words| name.contains(words))
    {
        return None;
    }
    let unit = metric.unit.as_deref().unwrap_or_default().to_lowercase();
    let whole = if unit.contains('%') || unit.contains("percent") {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ONE
    };
    (target > whole).then(|| Implausible {
        message_id: "wallet",
        sentence: "Objective \"{objective}\" aims at a share of wallet of {found}, and the whole wallet is {limit}.",
        found: decimal::to_f64(target),
        limit: decimal::to_f64(whole),
        unit: "",
    })
}

fn spend_exceeded(objective: &Objective, target: Decimal, spend: Money) -> Option<Implausible> {
    let is_sale = matches!(objective.kind?, ObjectiveKind::Growth | ObjectiveKind::Retention);
    let is_comparable = is_money_a_year(objective.metric.as_ref()?, spend.currency);
    (is_sale && is_comparable && target > spend.amount).then(|| Implausible {
        message_id: "spend",
        sentence: "Objective \"{objective}\" aims at {found} {unit} a year, but the account spends {limit} {unit} on all that we could deliver.",
        found: decimal::to_f64(target),
        limit: spend.to_f64(),
        unit: spend.currency.code(),
    })
}

fn growth_too_fast(cx: &Context<'_>, objective: &Objective, target: Decimal) -> Option<Implausible> {
    let baseline = objective.baseline.as_ref()?;
    let (start, from) = (baseline.value?.get(), baseline.as_of?);
    let months = Period::new(from, objective.due_on?).ok()?.months();
    if start <= Decimal::ZERO || target <= Decimal::ZERO || months < 1 {
        return None;
    }
    let unit = objective
        .metric
        .as_ref()
        .and_then(|metric| metric.unit.as_deref());
    let is_money = words(unit.unwrap_or_default()).any(|word| word.parse::<Currency>().is_ok());
    let (start, target) = (decimal::to_f64(start), decimal::to_f64(target));
    if is_money && start < cx.number("min_baseline_money") {
        return None;
    }
    let growth = libm::pow(target / start, 12.0 / f64::from(months)) - 1.0;
    let limit = cx.number("max_annual_growth");
    (growth - limit > GROWTH_TOLERANCE).then_some(Implausible {
        message_id: "growth",
        sentence: "Objective \"{objective}\" would have to grow by {found_percent} % a year to reach {target}; {limit_percent} % is the most that is believed.",
        found: growth,
        limit,
        unit: "",
    })
}

/// Returns whether the metric counts single units of the currency in a year, as in `EUR` or `EUR a year`; thousands and
/// millions of them are not guessed at.
fn is_money_a_year(metric: &Metric, currency: Currency) -> bool {
    let mut words = words(metric.unit.as_deref().unwrap_or_default());
    words.next() == Some(currency.code())
        && words.all(|word| matches!(word, "a" | "per" | "p" | "year" | "annum" | "yearly"))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
