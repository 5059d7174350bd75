//! Models that are ready to use, as documents.

/// A model that is ready to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadyModel {
    /// The id of the model, which is also the name of its file.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The document, JSON of a [`ScoreModel`](super::ScoreModel).
    pub text: &'static str,
}

/// The models that are ready to use, by id in ascending order.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{CompiledModel, ScoreModel, models};
///
/// for ready in models::READY {
///     let model: ScoreModel = document::read(ready.text)?;
///     assert_eq!(CompiledModel::compile(&model)?.model().id.as_str(), ready.id);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub const READY: &[ReadyModel] = &[
    ReadyModel {
        id: "attractiveness-strength",
        title: "Attractiveness against relative strength",
        text: include_str!("../../models/attractiveness-strength.json"),
    },
    ReadyModel {
        id: "growth-harmony-value",
        title: "Growth, harmony, value",
        text: include_str!("../../models/growth-harmony-value.json"),
    },
    ReadyModel {
        id: "ranking-1-to-10",
        title: "Ranking from 1 to 10",
        text: include_str!("../../models/ranking-1-to-10.json"),
    },
];

/// Returns the ready model called `id`.
pub fn ready(id: &str) -> Option<&'static ReadyModel> {
    READY.iter().find(|ready| ready.id == id)
}
