//! What a configuration says about one rule.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::lint::parameter::{ParameterValue, Parameters};
use crate::lint::severity::Level;

/// What a configuration says about one rule: its level, whether later layers may loosen it, and its parameters by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RuleSetting {
    /// The level.
    pub level: Option<Level>,
    /// Whether later layers may only tighten.
    pub locked: Option<bool>,
    /// Parameters by name; `extend_` before the name of a list appends to what was there.
    pub parameters: Parameters,
}

impl Serialize for RuleSetting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(level) = self.level {
            map.serialize_entry("level", &level)?;
        }
        if let Some(locked) = self.locked {
            map.serialize_entry("locked", &locked)?;
        }
        for (name, value) in &self.parameters {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SettingVisitor)
    }
}

struct SettingVisitor;

impl<'de> Visitor<'de> for SettingVisitor {
    type Value = RuleSetting;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with level, locked and parameters by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleSetting, A::Error> {
        let mut setting = RuleSetting::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "level" => setting.level = Some(map.next_value()?),
                "locked" => setting.locked = Some(map.next_value()?),
                _ => {
                    let value: ParameterValue = map.next_value()?;
                    if setting.parameters.insert(key.clone(), value).is_some() {
                        return Err(de::Error::custom(format!("`{key}` must stand only once")));
                    }
                }
            }
        }
        Ok(setting)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for RuleSetting {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RuleSetting".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (level, value) = (
            generator.subschema_for::<Level>(),
            generator.subschema_for::<ParameterValue>(),
        );
        schemars::json_schema!({
            "description": "What a configuration says about one rule: its level, whether later layers may only tighten, and its parameters by name.",
            "type": "object",
            "properties": {"level": level, "locked": {"type": "boolean"}},
            "additionalProperties": value
        })
    }
}
