//! The criteria that are weighed, in an order of their own.

use std::collections::BTreeSet;

use super::WeightsError;
use crate::document::nearest;
use crate::quantity::CriterionId;

/// The most criteria that can be weighed together, as many as a model may have.
const MAX_CRITERIA: usize = 1000;

/// The criteria that are weighed, sorted by id.
///
/// Everything is computed in this order, so that no float depends on the order in which criteria were listed.
#[derive(Debug, Clone)]
pub(super) struct Criteria<'a> {
    /// The ids, ascending, each with its place in the list as given.
    sorted: Vec<(&'a CriterionId, usize)>,
}

impl<'a> Criteria<'a> {
    /// Returns the criteria of a list; paths are those of `criterion_ids`.
    pub(super) fn new(criterion_ids: &'a [CriterionId]) -> Result<Self, WeightsError> {
        let found = criterion_ids.len();
        if found == 0 || found > MAX_CRITERIA {
            return Err(WeightsError::CriterionCount {
                path: "/criterion_ids".to_owned(),
                most: MAX_CRITERIA,
                found,
            });
        }
        let mut seen = BTreeSet::new();
        for (index, criterion_id) in criterion_ids.iter().enumerate() {
            if !seen.insert(criterion_id) {
                return Err(WeightsError::DuplicateCriterion {
                    path: format!("/criterion_ids/{index}"),
                    criterion_id: criterion_id.clone(),
                });
            }
        }
        let mut sorted: Vec<(&CriterionId, usize)> = criterion_ids.iter().zip(0..).collect();
        sorted.sort();
        Ok(Self { sorted })
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Returns the ids, ascending.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a CriterionId> {
        self.sorted.iter().map(|&(id, _)| id)
    }

    /// Returns the place of a criterion in ascending order.
    pub(super) fn place(&self, criterion_id: &CriterionId, path: &str) -> Result<usize, WeightsError> {
        self.sorted
            .binary_search_by(|(id, _)| (*id).cmp(criterion_id))
            .map_err(|_| WeightsError::UnknownCriterion {
                path: path.to_owned(),
                nearest: nearest(criterion_id.as_str(), self.ids().map(CriterionId::as_str))
                    .map(str::to_owned),
                criterion_id: criterion_id.clone(),
            })
    }

    /// Returns one value per criterion, by id ascending, of entries at `path` that are called `what` each.
    pub(super) fn collect<'e, T: Copy>(
        &self,
        entries: impl Iterator<Item = (&'e CriterionId, T)>,
        what: &'static str,
        path: &str,
    ) -> Result<Vec<T>, WeightsError> {
        let mut values = vec![None; self.len()];
        for (index, (criterion_id, value)) in entries.enumerate() {
            let place = self.place(criterion_id, &format!("{path}/{index}/criterion_id"))?;
            if let Some(slot) = values.get_mut(place)
                && slot.replace(value).is_some()
            {
                return Err(WeightsError::DuplicateCriterion {
                    path: format!("{path}/{index}/criterion_id"),
                    criterion_id: criterion_id.clone(),
                });
            }
        }
        let missing = |criterion_id: &CriterionId| WeightsError::MissingCriterion {
            path: path.to_owned(),
            what,
            criterion_id: criterion_id.clone(),
        };
        self.ids()
            .zip(values)
            .map(|(id, value)| value.ok_or_else(|| missing(id)))
            .collect()
    }

    /// Returns entries by id ascending as a list in the order as given.
    pub(super) fn in_given_order<T>(&self, by_id: impl IntoIterator<Item = T>) -> Vec<(&'a CriterionId, T)> {
        let mut entries: Vec<(usize, &CriterionId, T)> = self
            .sorted
            .iter()
            .zip(by_id)
            .map(|(&(id, place), entry)| (place, id, entry))
            .collect();
        entries.sort_by_key(|&(place, _, _)| place);
        entries.into_iter().map(|(_, id, entry)| (id, entry)).collect()
    }
}
