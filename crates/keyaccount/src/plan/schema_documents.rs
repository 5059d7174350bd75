//! Random documents that a JSON Schema allows, for tests that types and schema agree.

use schemars::JsonSchema;
use serde_json::{Map, Value, json};

/// Returns a document that the schema of `T` allows; equal seeds give equal documents.
///
/// `fullness` is the chance in 256 that an optional key is there. Lists have at most two entries. Texts that must
/// follow a pattern come from a list of examples by type.
pub(super) fn document<T: JsonSchema>(seed: u64, fullness: u8) -> Value {
    let root = schemars::schema_for!(T).to_value();
    let mut writer = Writer {
        root: &root,
        state: seed,
        fullness,
    };
    writer.value("", &root)
}

struct Writer<'s> {
    root: &'s Value,
    state: u64,
    fullness: u8,
}

impl Writer<'_> {
    fn value(&mut self, name: &str, schema: &Value) -> Value {
        let reference = schema.get("$ref").and_then(Value::as_str);
        if let Some(name) = reference.and_then(|reference| reference.strip_prefix("#/$defs/")) {
            let root = self.root;
            let schema = root.pointer(&format!("/$defs/{name}"));
            return self.value(name, schema.unwrap_or(&Value::Null));
        }
        let choices = ["anyOf", "oneOf", "enum"].map(|key| schema.get(key).and_then(Value::as_array));
        match choices {
            [Some(choices), ..] | [_, Some(choices), _] => {
                let choice = self.one_of(choices).clone();
                self.value(name, &choice)
            }
            [_, _, Some(values)] => self.one_of(values).clone(),
            _ => match self.type_of(schema).as_str() {
                "object" => self.object(name, schema),
                "array" => {
                    let items = schema.get("items").unwrap_or(&Value::Null);
                    (0..self.below(3)).map(|_| self.value("", items)).collect()
                }
                "boolean" => json!(self.below(2) == 0),
                "integer" => self.integer(schema),
                "number" => self.number(schema),
                "string" => json!(self.text(name, schema)),
                other => panic!("no way to write {other:?} for {name:?}"),
            },
        }
    }

    fn type_of(&mut self, schema: &Value) -> String {
        let one = match schema.get("type") {
            Some(Value::Array(types)) => self.one_of(types).clone(),
            Some(one) => one.clone(),
            None => panic!("a schema without a type: {schema}"),
        };
        one.as_str().unwrap().to_owned()
    }

    fn object(&mut self, name: &str, schema: &Value) -> Value {
        let mut object = Map::new();
        let required = schema
            .get("required")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        for (key, property) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            if required.iter().any(|name| name == key) || self.below(256) < u64::from(self.fullness) {
                object.insert(key.clone(), self.value("", property));
            }
        }
        if name == "Absent" {
            // An answer may say `missing`, a document leaves the key out.
            object.insert(
                "state".to_owned(),
                json!(["unknown", "not_applicable"][self.index(2)]),
            );
        }
        if let Some(values) = schema.get("additionalProperties").filter(|more| more.is_object()) {
            object.insert(
                format!("criterion_{}", self.below(9)),
                self.value("", &values.clone()),
            );
        }
        if schema.get("patternProperties").is_some() && self.below(8) == 0 {
            object.insert("x_own".to_owned(), json!({"any": [self.below(9), null, "thing"]}));
        }
        Value::Object(object)
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let minimum = schema.get("minimum").and_then(Value::as_i64).unwrap_or(-40);
        let maximum = schema
            .get("maximum")
            .and_then(Value::as_i64)
            .unwrap_or(minimum + 400);
        let span = u64::try_from(maximum - minimum + 1).unwrap();
        json!(minimum + i64::try_from(self.below(span)).unwrap())
    }

    fn number(&mut self, schema: &Value) -> Value {
        // Sixty-fourths print exactly, so that equality after a round trip is equality of the number.
        let bound = |key: &str, default: f64| schema.get(key).and_then(Value::as_f64).unwrap_or(default);
        let (minimum, maximum) = (bound("minimum", -1000.0), bound("maximum", 1000.0));
        let part = f64::from(u8::try_from(self.below(65)).unwrap()) / 64.0;
        json!(minimum + part * (maximum - minimum))
    }

    fn text(&mut self, name: &str, schema: &Value) -> &'static str {
        let examples: &[&str] = match (name, schema.get("format").and_then(Value::as_str)) {
            (_, Some("date")) => &["2024-02-29", "2026-01-01", "2028-12-31"],
            (_, Some("date-time")) => &["2026-03-01T08:30:00Z", "2026-03-01T23:59:59Z"],
            (_, Some("decimal")) => &["0", "1250000.00", "-0.05", "99.995"],
            ("Currency", _) => &["EUR", "JPY", "KWD"],
            ("Reference", _) => &["objective:O1", "risk:R2", "crm:47:11", "team:T1"],
            ("TimeOfDay", _) => &["00:00", "08:30", "24:00", "17:45:30"],
            // Ids have a least length and no control characters.
            (_, None) if schema.get("minLength").is_some() => &["A1", "2/~é \"q\""],
            (_, None) if schema.get("pattern").is_none() => &["", "Kestrel Hotels (invented)", "é/~\"\n x"],
            other => panic!("no example for {other:?}"),
        };
        examples[self.index(examples.len())]
    }

    fn one_of<'v>(&mut self, values: &'v [Value]) -> &'v Value {
        &values[self.index(values.len())]
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u64::try_from(length).unwrap())).unwrap()
    }

    /// Returns a number below `limit` (splitmix64; Steele, Lea and Flood 2014).
    fn below(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
