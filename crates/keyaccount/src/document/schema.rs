//! The words of a JSON Schema, which are read by people who know no Rust.

use schemars::Schema;
use serde_json::Value;

/// Cuts the description of `schema` where the examples of its Rust documentation begin, and undoes links to Rust items.
///
/// Descriptions come from doc comments. Generators take this as a recursive transform:
/// `settings.with_transform(schemars::transform::RecursiveTransform(document::plain_description))`.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::quantity::Share;
///
/// let settings = schemars::generate::SchemaSettings::draft2020_12()
///     .with_transform(schemars::transform::RecursiveTransform(document::plain_description));
/// let schema = settings.into_generator().into_root_schema_for::<Share>();
/// assert_eq!(schema.get("description").unwrap(),
///            "A finite number between 0 and 1: a share of revenue, a ratio of a whole, a probability.");
/// ```
pub fn plain_description(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        let prose = text.split("\n\n# ").next().unwrap_or_default();
        *text = prose.replace("[`", "`").replace("`]", "`");
    }
}
