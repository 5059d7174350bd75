//! What a reader should know about a model before trusting its scores.

use serde::Serialize;

use super::model::LooksAt;
use super::{CompiledModel, grid};
use crate::quantity::CriterionId;

/// A weakness of a model that no score shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreWarning {
    /// What it is about.
    pub code: ScoreWarningCode,
    /// The share of the weight that is concerned, where everything is known.
    pub share: f64,
    /// The share from which on the answer warns: the limit of the model.
    pub limit: f64,
    /// The criteria that are concerned, in the order of the model.
    pub criterion_ids: Vec<CriterionId>,
    /// The same in one sentence.
    pub sentence: String,
}

/// What a warning is about.
///
/// `past_outweighs`: criteria that look at the past carry more of the weight than the limit of the model. Source: KAM
/// practice, S3 (future value makes a key account, not today's spend); field-map row 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum ScoreWarningCode {
    PastOutweighs,
}

impl CompiledModel {
    /// Returns the warnings about the model, in the order of their codes.
    pub(super) fn warnings(&self) -> Vec<ScoreWarning> {
        self.past_outweighs().into_iter().collect()
    }

    /// Returns the warning where the past carries more than its limit, rounding apart.
    fn past_outweighs(&self) -> Option<ScoreWarning> {
        let criteria = &self.model.criteria;
        let looks_back = |index: usize| {
            criteria
                .get(index)
                .is_some_and(|criterion| criterion.looks_at == Some(LooksAt::Past))
        };
        let of_the_past = self.criteria.iter().zip(&self.spread);
        let units: f64 = of_the_past
            .filter(|(prepared, _)| looks_back(prepared.index))
            .map(|(_, spread)| spread.units)
            .sum();
        let (limit, span_units) = (self.model.past_share_limit.get(), self.weighting.span_units());
        if units <= grid::whole(limit * span_units) + self.resolution_units {
            return None;
        }
        let share = units / span_units;
        let past = criteria
            .iter()
            .filter(|criterion| criterion.looks_at == Some(LooksAt::Past));
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        Some(ScoreWarning {
            code: ScoreWarningCode::PastOutweighs,
            share,
            limit,
            criterion_ids: past.map(|criterion| criterion.id.clone()).collect(),
            sentence: format!(
                "Criteria that look at the past carry {} of the weight, more than the limit of {}: the scores say \
                 which accounts were large, not which will be.",
                percent(share),
                percent(limit)
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::compiled;
    use super::super::{CompiledModel, ScoreWarningCode, models};
    use crate::document;
    use crate::document::canonical;

    fn model(past: f64, present: f64, unsaid: f64, limit: Option<f64>) -> CompiledModel {
        let criterion = |id: &str, looks_at: Option<&str>, weight: f64| {
            let mut value = json!({"id": id, "name": id, "meaning": "Rated", "unit": "rating", "weight": weight,
                "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "worst"});
            if let Some(looks_at) = looks_at {
                value["looks_at"] = json!(looks_at);
            }
            value
        };
        let mut value = json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Times",
            "weights": "points", "criteria": [criterion("spend", Some("past"), past),
                criterion("fit", Some("present"), present), criterion("other", None, unsaid)]});
        if let Some(limit) = limit {
            value["past_share_limit"] = json!(limit);
        }
        compiled(value)
    }

    #[test]
    fn the_past_may_carry_half_unless_the_model_says_otherwise() {
        assert_eq!(model(50.0, 30.0, 20.0, None).warnings(), []);
        assert_eq!(model(1.0, 1.0, 1.0, Some(1.0 / 3.0)).warnings(), []);
        assert_eq!(model(1.0, 0.0, 0.0, Some(1.0)).warnings(), []);
        let warning = &model(51.0, 29.0, 20.0, None).warnings()[0];
        assert_eq!(
            (warning.code, warning.limit),
            (ScoreWarningCode::PastOutweighs, 0.5)
        );
        assert!((warning.share - 0.51).abs() < 1e-12);
        assert_eq!(warning.criterion_ids[0].as_str(), "spend");
        assert_eq!(
            warning.sentence,
            "Criteria that look at the past carry 51.0 % of the weight, more than the limit of 50.0 %: the scores say \
             which accounts were large, not which will be."
        );
        assert_eq!(model(20.0, 60.0, 20.0, Some(0.1)).warnings().len(), 1);
        assert_eq!(model(1e-3, 60.0, 20.0, Some(0.0)).warnings().len(), 1);
        assert_eq!(model(0.0, 60.0, 20.0, Some(0.0)).warnings(), []);
    }

    #[test]
    fn ready_models_do_not_warn() {
        for ready in models::READY {
            let model = CompiledModel::compile(&document::read(ready.text).unwrap()).unwrap();
            assert_eq!(model.warnings(), [], "{}", ready.id);
            let said = model
                .model()
                .criteria
                .iter()
                .filter(|criterion| criterion.looks_at.is_some());
            assert!(said.count() > 4, "{}", ready.id);
        }
    }

    #[test]
    fn the_default_is_not_part_of_the_hash() {
        let (said, unsaid) = (model(1.0, 1.0, 1.0, Some(0.5)), model(1.0, 1.0, 1.0, None));
        assert_eq!(canonical::hash(said.model()), canonical::hash(unsaid.model()));
        let written = canonical::text(unsaid.model());
        assert!(
            !written.contains("past_share_limit") && written.matches("looks_at").count() == 2,
            "{written}"
        );
    }
}
