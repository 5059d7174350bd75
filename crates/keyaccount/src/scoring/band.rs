//! Named stretches of the scale.

use serde::{Deserialize, Serialize};

use super::ModelError;
use crate::quantity::{EntityId, Scale};

/// A named stretch of the scale: `from` belongs to it, `to` belongs to the next band, or to it where it is the last.
///
/// The bands of a model cover its scale in ascending order without gaps and overlaps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Band {
    /// The id, unique among the bands of the model.
    pub id: EntityId,
    /// The name that people see.
    pub name: String,
    /// The lowest score of the band.
    pub from: f64,
    /// The score at which the next band begins; the upper end of the scale for the last band.
    pub to: f64,
}

/// Checks that `bands` cover `scale` in order, or that there are none.
pub(super) fn check_bands(bands: &[Band], scale: Scale) -> Result<(), ModelError> {
    let mut reached = scale.min();
    let mut before: Option<&Band> = None;
    for (index, band) in bands.iter().enumerate() {
        let path = format!("/bands/{index}");
        let neighbour = before.map_or_else(
            || format!("the scale starts at {reached}"),
            |before| format!("`{}` ends at {reached}", before.id),
        );
        let found = format!(
            "{neighbour}, `{}` runs from {} to {}",
            band.id, band.from, band.to
        );
        if band.from.partial_cmp(&band.to) != Some(std::cmp::Ordering::Less) {
            let expected = "upwards, `from` below `to`";
            return Err(ModelError::value(path, "a band", expected, found));
        }
        if band.from > reached {
            return Err(ModelError::BandGap { path, found });
        }
        if band.from < reached {
            return Err(ModelError::BandOverlap { path, found });
        }
        reached = band.to;
        before = Some(band);
    }
    let Some(last) = before else { return Ok(()) };
    if reached.to_bits() == scale.max().to_bits() {
        return Ok(());
    }
    let found = format!(
        "the scale ends at {}, `{}` ends at {reached}",
        scale.max(),
        last.id
    );
    let path = format!("/bands/{}", bands.len().saturating_sub(1));
    if reached < scale.max() {
        return Err(ModelError::BandGap { path, found });
    }
    Err(ModelError::value(path, "a band", "within the scale", found))
}
