//! The sources of settings, in the order in which they count.

use serde::{Deserialize, Serialize};

use super::document::Configuration;
use super::error::{OptionsError, SettingPlace};
use crate::document::{nearest, pointer};
use crate::lint::severity::Profile;

/// A configuration with the name by which reports and errors call it, such as `organisation`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ConfigurationLayer"))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Layer {
    /// The name.
    pub name: String,
    /// The settings.
    pub settings: Configuration,
}

/// One source of settings.
#[derive(Debug, Clone)]
pub(in crate::lint) enum Source<'a> {
    /// A set of rules that comes with the library.
    Profile(Profile),
    /// A configuration.
    Document {
        name: &'a str,
        /// The JSON Pointer of its settings within the options.
        path: String,
        settings: &'a Configuration,
    },
}

/// The names of the sets of rules that come with the library.
const PROFILES: [(&str, Profile); 3] = [
    ("keyaccount:core", Profile::Core),
    ("keyaccount:recommended", Profile::Recommended),
    ("keyaccount:strict", Profile::Strict),
];

/// Returns the sources that the layers name, each with what it extends before it, the least important first.
///
/// # Errors
///
/// [`OptionsError::UnknownBase`] and [`OptionsError::CircularBase`].
pub(in crate::lint) fn sources<'a>(
    layers: &'a [Layer],
    bases: &'a [Layer],
) -> Result<Vec<Source<'a>>, OptionsError> {
    let mut gathering = Gathering {
        bases,
        open: Vec::new(),
        sources: Vec::new(),
    };
    for (index, layer) in layers.iter().enumerate() {
        gathering.add(layer, format!("/configuration/{index}/settings"))?;
    }
    Ok(gathering.sources)
}

struct Gathering<'a> {
    bases: &'a [Layer],
    /// The layers that are being followed, outermost first.
    open: Vec<&'a str>,
    sources: Vec<Source<'a>>,
}

impl<'a> Gathering<'a> {
    fn add(&mut self, layer: &'a Layer, path: String) -> Result<(), OptionsError> {
        self.open.push(&layer.name);
        for (index, name) in layer.settings.extends.iter().enumerate() {
            if let Some(&(_, profile)) = PROFILES.iter().find(|(known, _)| known == name) {
                self.sources.push(Source::Profile(profile));
                continue;
            }
            let place = || SettingPlace {
                layer: Some(layer.name.clone()),
                path: format!("{path}/extends/{index}"),
            };
            let Some((at, base)) = self.bases.iter().enumerate().find(|(_, base)| base.name == *name) else {
                return Err(self.unknown(place(), name));
            };
            if self.open.contains(&base.name.as_str()) {
                return Err(OptionsError::CircularBase {
                    place: place(),
                    name: name.clone(),
                });
            }
            self.add(base, pointer::of(&["bases", &at.to_string(), "settings"]))?;
        }
        self.open.pop();
        self.sources.push(Source::Document {
            name: &layer.name,
            path,
            settings: &layer.settings,
        });
        Ok(())
    }

    fn unknown(&self, place: SettingPlace, name: &str) -> OptionsError {
        let profiles = PROFILES.iter().map(|(known, _)| *known);
        let known = profiles.chain(self.bases.iter().map(|base| base.name.as_str()));
        OptionsError::UnknownBase {
            place,
            name: name.to_owned(),
            suggestion: nearest(name, known).map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    fn layer(text: &str) -> Layer {
        read(text).unwrap()
    }

    fn names(sources: &[Source<'_>]) -> Vec<String> {
        let name = |source: &Source<'_>| match source {
            Source::Profile(profile) => format!("{profile:?}"),
            Source::Document { name, .. } => (*name).to_owned(),
        };
        sources.iter().map(name).collect()
    }

    #[test]
    fn what_a_layer_extends_comes_before_it_from_left_to_right() {
        let bases = [
            layer(r#"{"name": "house", "settings": {"extends": ["keyaccount:strict"]}}"#),
            layer(r#"{"name": "region", "settings": {}}"#),
        ];
        let layers = [
            layer(r#"{"name": "organisation", "settings": {"extends": ["house", "region"]}}"#),
            layer(r#"{"name": "unit", "settings": {"extends": ["keyaccount:core"]}}"#),
        ];
        let sources = sources(&layers, &bases).unwrap();
        assert_eq!(
            names(&sources),
            ["Strict", "house", "region", "organisation", "Core", "unit"]
        );
    }

    #[test]
    fn a_circle_and_an_unknown_name_are_refused() {
        let bases = [
            layer(r#"{"name": "a", "settings": {"extends": ["b"]}}"#),
            layer(r#"{"name": "b", "settings": {"extends": ["a"]}}"#),
        ];
        let circle = [layer(
            r#"{"name": "organisation", "settings": {"extends": ["a"]}}"#,
        )];
        let error = sources(&circle, &bases).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a configuration must not extend itself (got `a` in layer `b`)"
        );
        assert_eq!(error.place().path, "/bases/1/settings/extends/0");
        let unknown = [layer(
            r#"{"name": "organisation", "settings": {"extends": ["keyaccount:recomended"]}}"#,
        )];
        let error = sources(&unknown, &bases).unwrap_err();
        assert_eq!(
            crate::fault::Fault::help(&error).as_deref(),
            Some("did you mean `keyaccount:recommended`")
        );
    }
}
