//! JSON Schema as every host reads it.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// Returns the schema of a value that hosts send: what may be left out is optional.
pub fn request_schema<T: JsonSchema>() -> Schema {
    schema_with::<T>(SchemaSettings::draft2020_12())
}

/// Returns the schema of a value that hosts receive: what is always written is required.
pub fn reply_schema<T: JsonSchema>() -> Schema {
    schema_with::<T>(SchemaSettings::draft2020_12().for_serialize())
}

/// Returns the schema of a configuration of the linter, with every rule and parameter that there is.
pub fn configuration_schema() -> Schema {
    let mut schema = Schema::try_from(keyaccount::lint::configuration_schema()).unwrap_or_default();
    in_prose().transform(&mut schema);
    schema
}

fn schema_with<T: JsonSchema>(settings: SchemaSettings) -> Schema {
    let settings = settings.with_transform(in_prose());
    settings.into_generator().into_root_schema_for::<T>()
}

/// Returns the change of every description to what hosts can read.
fn in_prose() -> RecursiveTransform<fn(&mut Schema)> {
    RecursiveTransform(|schema: &mut Schema| {
        if let Some(Value::String(description)) = schema.get_mut("description") {
            *description = without_rust(description);
        }
    })
}

/// Returns a doc comment without its sections (examples, errors) and without links to Rust items.
fn without_rust(description: &str) -> String {
    let prose = description.split("\n# ").next().unwrap_or_default().trim_end();
    let mut text = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some((before, link)) = rest.split_once("[`") {
        text.push_str(before);
        text.push('`');
        rest = match link.split_once("`]") {
            Some((item, after)) => {
                text.push_str(item);
                text.push('`');
                without_target(after)
            }
            None => link,
        };
    }
    text + rest
}

fn without_target(after: &str) -> &str {
    let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
    target.map_or(after, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::without_rust;

    #[test]
    fn only_prose_is_left() {
        let comment = "A share, see [`Scale`] and [`read`](super::read) (or not).\n\nMore.\n\n# Examples\n\n```\nx\n```";
        assert_eq!(
            without_rust(comment),
            "A share, see `Scale` and `read` (or not).\n\nMore."
        );
        assert_eq!(without_rust("Written as [1, 2]."), "Written as [1, 2].");
        assert_eq!(without_rust("An open [`link"), "An open `link");
    }
}
