//! Making a record.

use super::document::{ScoreRecord, ScoreRecordSchema};
use super::error::RecordError;
use super::hashes::inputs_hash;
use crate::document::{SourceText, canonical};
use crate::quantity::Date;
use crate::scoring::{AccountFacts, CompiledModel, ScoreAnswer, ScoreModel};
use crate::selection::{AccountNeed, Incumbency, SelectionAnswer, SelectionFacts, SelectionPolicy, select};

/// What a record is made from: a scoring, with a selection where there is a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordInput {
    /// The score model.
    pub model: ScoreModel,
    /// The accounts with what is known about them.
    pub accounts: Vec<AccountFacts>,
    /// The day on which earlier facts are judged; needed where one is carried forward.
    pub as_of: Option<Date>,
    /// Where the line is drawn.
    pub policy: Option<SelectionPolicy>,
    /// What the accounts take in a year; empty without a policy.
    pub needs: Vec<AccountNeed>,
    /// Which accounts are key today; empty without a policy.
    pub incumbents: Vec<Incumbency>,
    /// The day of the record; the library has no clock.
    pub recorded_on: Option<Date>,
}

impl ScoreRecord {
    /// Returns the record of a scoring.
    ///
    /// # Errors
    ///
    /// [`RecordError`] when the model cannot be used, the accounts cannot be scored, the selection cannot be made, there
    /// are needs or incumbents without a policy, or the answers are over a bound of [`crate::document::Bounds`].
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::record::{RecordInput, ScoreRecord, replay};
    /// use keyaccount::scoring::models;
    ///
    /// let input = RecordInput {
    ///     model: document::read(models::ready("ranking-1-to-10").unwrap().text)?,
    ///     accounts: document::read(r#"[{"id": "globex", "facts": {"alignment": 7}}]"#)?,
    ///     as_of: None,
    ///     policy: Some(document::read(r#"{"top": 1}"#)?),
    ///     needs: Vec::new(),
    ///     incumbents: Vec::new(),
    ///     recorded_on: None,
    /// };
    /// let mut record = ScoreRecord::new(input)?;
    /// assert!(replay(&record)?.holds);
    ///
    /// record.accounts[0].facts.insert("alignment".try_into()?, 9.0.into());
    /// let replay = replay(&record)?;
    /// let altered: Vec<_> = replay.hashes.iter().filter(|hash| !hash.equal).map(|hash| hash.part).collect();
    /// assert_eq!(altered, [keyaccount::record::RecordPart::Inputs]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(input: RecordInput) -> Result<Self, RecordError> {
        let computed = Computed::new(
            &input.model,
            &input.accounts,
            input.as_of,
            input.policy.as_ref(),
            &input.needs,
            &input.incumbents,
        )?;
        let selection = computed.selection.as_ref();
        Ok(Self {
            schema: ScoreRecordSchema::V1,
            library_version: env!("CARGO_PKG_VERSION").to_owned(),
            recorded_on: input.recorded_on,
            model_hash: canonical::hash(&input.model),
            inputs_hash: inputs_hash(
                &input.accounts,
                input.as_of,
                input.policy.as_ref(),
                &input.needs,
                &input.incumbents,
            ),
            answer: text(&computed.answer)?,
            answer_hash: canonical::hash(&computed.answer),
            selection: selection.map(text).transpose()?,
            selection_hash: selection.map(canonical::hash),
            model: input.model,
            as_of: input.as_of,
            accounts: input.accounts,
            policy: input.policy,
            needs: input.needs,
            incumbents: input.incumbents,
        })
    }
}

/// What the library answers today.
pub(super) struct Computed {
    pub(super) answer: ScoreAnswer,
    pub(super) selection: Option<SelectionAnswer>,
}

impl Computed {
    pub(super) fn new(
        model: &ScoreModel,
        accounts: &[AccountFacts],
        as_of: Option<Date>,
        policy: Option<&SelectionPolicy>,
        needs: &[AccountNeed],
        incumbents: &[Incumbency],
    ) -> Result<Self, RecordError> {
        let lists = [("needs", needs.len()), ("incumbents", incumbents.len())];
        if let Some((list, found)) = lists
            .into_iter()
            .find(|(_, length)| policy.is_none() && *length > 0)
        {
            return Err(RecordError::WithoutPolicy { list, found });
        }
        let answer = CompiledModel::compile(model)?.score_as_of(accounts, as_of)?;
        let facts = SelectionFacts { needs, incumbents };
        let selection = policy.map(|policy| select(&answer, policy, &facts)).transpose()?;
        Ok(Self { answer, selection })
    }
}

/// Returns the text of an answer; what no reader could read again is not written.
fn text(answer: &impl serde::Serialize) -> Result<SourceText, RecordError> {
    let text = serde_json::to_string(answer).unwrap_or_default();
    SourceText::parse(&text).map_err(RecordError::TooLarge)
}
