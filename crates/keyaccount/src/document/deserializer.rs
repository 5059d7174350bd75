//! From tree to typed values, through serde.

use std::collections::BTreeSet;

use serde::de::value::MapDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::key::KeyDeserializer;
use super::node::Children;
use super::refusal::{Refusal, one_of};
use super::{Kind, Node};
use crate::quantity::{datum, decimal};

/// Keys that start so belong to the user: kept in the text, skipped where an object has named fields.
const OWN_KEY: &str = "x_";

/// The name under which `serde_json`'s `RawValue`, and with it [`super::SourceText`], asks for the text of a value.
const RAW_TEXT: &str = "$serde_json::private::RawValue";

/// A value that is about to become typed.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'d> {
    node: Node<'d>,
    /// The values that count as absent, by index: faults that have been reported already.
    absent: &'d BTreeSet<u32>,
}

impl<'d> NodeDeserializer<'d> {
    pub(super) fn new(node: Node<'d>, absent: &'d BTreeSet<u32>) -> Self {
        Self { node, absent }
    }

    /// Returns the deserializer of a value inside this one.
    fn inner(self, node: Node<'d>) -> Self {
        Self { node, ..self }
    }

    fn wrong_type(self, expected: impl Into<String>) -> Refusal {
        Refusal::wrong_type(expected, self.node.kind().words()).at(self.node)
    }

    fn null(self) -> Refusal {
        Refusal::null("leave the key out").at(self.node)
    }

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.node.kind() {
            Kind::Null => Err(self.null()),
            Kind::Boolean => visitor.visit_bool(self.node.as_bool().unwrap_or_default()),
            Kind::Number => self.visit_number(visitor),
            Kind::Text => visitor.visit_str(self.node.as_str().unwrap_or_default()),
            Kind::List => self.visit_list(visitor),
            Kind::Object => self.visit_object(None, visitor),
        }
    }

    fn visit_number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let literal = self.node.raw();
        // A negative zero is a float: integers do not have it.
        if literal != "-0" {
            if let Ok(number) = literal.parse() {
                return visitor.visit_u64(number);
            }
            if let Ok(number) = literal.parse() {
                return visitor.visit_i64(number);
            }
        }
        visitor.visit_f64(self.float()?)
    }

    /// Returns the nearest float, which std rounds correctly.
    fn float(self) -> Result<f64, Refusal> {
        let number: f64 = self.node.raw().parse().unwrap_or(f64::INFINITY);
        if number.is_finite() {
            return Ok(number);
        }
        Err(Refusal::invalid("a number between -1.8e308 and 1.8e308").at(self.node))
    }

    fn visit_list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let mut items = Items {
            outer: self,
            rest: self.node.children(),
            count: 0,
        };
        let value = visitor.visit_seq(&mut items)?;
        let read = items.count;
        let left = items.rest.count();
        if left > 0 {
            let expected = format!("a tuple of size {read}");
            return Err(Refusal::invalid_length(read + left, &expected.as_str()));
        }
        Ok(value)
    }

    /// Visits an object; `fields` are the fields that it may have, where it has named ones.
    fn visit_object<'de, V: Visitor<'de>>(
        self,
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.refuse_duplicate_keys()?;
        visitor.visit_map(Members {
            outer: self,
            rest: self.node.children(),
            fields,
            value: None,
        })
    }

    fn refuse_duplicate_keys(self) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        for member in self.present_children() {
            let key = member.key().unwrap_or_default();
            if !seen.insert(key) {
                return Err(Refusal::duplicate_key(key).at_key(member));
            }
        }
        Ok(())
    }

    /// Returns whether the object begins as those do that stand for an absent fact.
    fn says_why_absent(self) -> bool {
        let mut keys = self.node.members().map(|(key, _)| key);
        keys.find(|key| !is_own(key, &[])) == Some(datum::STATE)
    }

    fn present_children(self) -> impl Iterator<Item = Node<'d>> {
        self.node
            .children()
            .filter(move |child| !self.absent.contains(&child.index()))
    }

    /// Returns the choice of an enum that is written as an object with one key.
    fn choice(self, variants: &[&str]) -> Result<Choice<'d>, Refusal> {
        self.refuse_duplicate_keys()?;
        let mut keys = self
            .present_children()
            .filter(|member| !is_own(member.key().unwrap_or_default(), variants));
        match (keys.next(), keys.next()) {
            (Some(content), None) => Ok(Choice {
                outer: self,
                content: Some(content),
            }),
            (first, _) => {
                let expected = format!("an object with one key, {}", one_of(variants));
                let found = if first.is_some() { "several keys" } else { "no key" };
                Err(Refusal::wrong_type(expected, found).at(self.node))
            }
        }
    }
}

impl<'de> Deserializer<'de> for NodeDeserializer<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.visit(visitor).map_err(|refusal| refusal.at(self.node))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.node.kind() != Kind::Number {
            return self.deserialize_any(visitor);
        }
        let value: Result<_, Refusal> = visitor.visit_f64(self.float()?);
        value.map_err(|refusal| refusal.at(self.node))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.node.kind() == Kind::Null {
            return Err(self.null());
        }
        visitor.visit_some(self).map_err(|refusal| refusal.at(self.node))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let node = self.node;
        let value = match (name, node.kind()) {
            (decimal::AS_WRITTEN, Kind::Number) => visitor.visit_str(node.raw()),
            (decimal::AS_WRITTEN, _) => return self.deserialize_any(visitor),
            (RAW_TEXT, Kind::Null) => return Err(self.null()),
            (RAW_TEXT, _) => visitor.visit_map(MapDeserializer::new(std::iter::once((RAW_TEXT, node.raw())))),
            (datum::DATUM, Kind::Null) => {
                let help =
                    r#"leave the key out, or write {"state": "unknown"} where somebody has looked in vain"#;
                return Err(Refusal::null(help).at(node));
            }
            (datum::DATUM, Kind::Object) if self.says_why_absent() => {
                self.visit_object(Some(&[datum::STATE]), visitor)
            }
            (datum::DATUM, _) => visitor.visit_some(self),
            _ => visitor.visit_newtype_struct(self),
        };
        value.map_err(|refusal| refusal.at(node))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match self.node.kind() {
            Kind::Null => Err(self.null()),
            Kind::Object => self
                .visit_object(Some(fields), visitor)
                .map_err(|refusal| refusal.at(self.node)),
            _ => Err(self.wrong_type(Kind::Object.words())),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let choice = match self.node.kind() {
            Kind::Null => return Err(self.null()),
            Kind::Text => Choice {
                outer: self,
                content: None,
            },
            Kind::Object => self.choice(variants)?,
            _ => return Err(self.wrong_type(one_of(variants))),
        };
        visitor
            .visit_enum(choice)
            .map_err(|refusal| refusal.at(self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier
    }
}

/// The values of a list.
struct Items<'d> {
    outer: NodeDeserializer<'d>,
    rest: Children<'d>,
    count: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'_> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let absent = self.outer.absent;
        let Some(item) = self.rest.find(|item| !absent.contains(&item.index())) else {
            return Ok(None);
        };
        self.count += 1;
        seed.deserialize(self.outer.inner(item))
            .map(Some)
            .map_err(|refusal| refusal.at(item))
    }
}

/// The members of an object.
struct Members<'d> {
    outer: NodeDeserializer<'d>,
    rest: Children<'d>,
    fields: Option<&'static [&'static str]>,
    value: Option<Node<'d>>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Refusal;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let (absent, fields) = (self.outer.absent, self.fields);
        let skipped = |member: &Node<'_>| {
            let key = member.key().unwrap_or_default();
            absent.contains(&member.index()) || fields.is_some_and(|fields| is_own(key, fields))
        };
        let Some(member) = self.rest.find(|member| !skipped(member)) else {
            return Ok(None);
        };
        self.value = Some(member);
        seed.deserialize(KeyDeserializer(member.key().unwrap_or_default()))
            .map(Some)
            .map_err(|refusal| refusal.at_key(member))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let Some(member) = self.value.take() else {
            return Err(Refusal::custom("a value must follow its key"));
        };
        seed.deserialize(self.outer.inner(member))
            .map_err(|refusal| refusal.at(member))
    }
}

/// One of the choices of an enum: a bare text, or an object with one key and its content.
struct Choice<'d> {
    outer: NodeDeserializer<'d>,
    content: Option<Node<'d>>,
}

impl<'d> Choice<'d> {
    /// Returns the content of a choice that has some.
    fn content(self) -> Result<NodeDeserializer<'d>, Refusal> {
        match self.content {
            Some(content) => Ok(self.outer.inner(content)),
            None => Err(self
                .outer
                .wrong_type("an object with one key, whose value says more")),
        }
    }
}

impl<'de> EnumAccess<'de> for Choice<'_> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refusal> {
        let variant = if let Some(content) = self.content {
            let key = KeyDeserializer(content.key().unwrap_or_default());
            seed.deserialize(key).map_err(|refusal| refusal.at_key(content))
        } else {
            let node = self.outer.node;
            let text = KeyDeserializer(node.as_str().unwrap_or_default());
            seed.deserialize(text).map_err(|refusal| refusal.at(node))
        };
        Ok((variant?, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'_> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        match self.content {
            Some(_) => Err(self.outer.wrong_type("text: this choice has nothing to add")),
            None => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        let content = self.content()?;
        seed.deserialize(content)
            .map_err(|refusal| refusal.at(content.node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.content()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.content()?.deserialize_struct("", fields, visitor)
    }
}

/// Returns whether `key` belongs to the user.
fn is_own(key: &str, fields: &[&str]) -> bool {
    key.starts_with(OWN_KEY) && !fields.contains(&key)
}
