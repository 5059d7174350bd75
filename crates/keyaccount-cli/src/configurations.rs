//! Configurations of the linter in files: TOML or JSON, with what they extend.

use std::ops::Range;
use std::path::{Path, PathBuf};

use keyaccount::document::pointer;
use keyaccount::lint::{BaselineSettings, Configuration, Layer};
use keyaccount_wire::WireError;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::arguments::RulesArguments;
use crate::failure::{Failure, Place};
use crate::input::{self, Document, Source};
use crate::operation;
use crate::place;

/// The name of the file that is read where no other is named.
const DEFAULT_FILE: &str = "keyaccount.toml";

/// The bytes of each value, by its JSON Pointer.
type Spans = Vec<(String, Range<usize>)>;

/// The configurations of a run.
#[derive(Debug, Default)]
pub(crate) struct Configurations {
    /// The layers, the least important first.
    pub(crate) layers: Vec<Layer>,
    /// What they extend, by name.
    pub(crate) bases: Vec<Layer>,
    /// The files of the layers, in their order.
    layer_files: Vec<File>,
    /// The files of the bases, in their order.
    base_files: Vec<File>,
}

/// A file of a configuration.
#[derive(Debug)]
struct File {
    path: PathBuf,
    document: Document,
    /// The bytes of each value, by its JSON Pointer; empty for JSON, whose reader knows its places itself.
    spans: Spans,
}

impl Configurations {
    /// Returns the configurations that the arguments name, each with what it extends.
    pub(crate) fn read(arguments: &RulesArguments) -> Result<Self, Failure> {
        let mut configurations = Self::default();
        if arguments.no_config {
            return Ok(configurations);
        }
        let default = Path::new(DEFAULT_FILE);
        let named = arguments.config.iter().map(PathBuf::as_path);
        let found = (arguments.config.is_empty() && default.is_file()).then_some(default);
        for path in named.chain(found) {
            let (file, layer) = read_file(path, &path.display().to_string())?;
            configurations.extend(&layer.settings, path)?;
            configurations.layer_files.push(file);
            configurations.layers.push(layer);
        }
        Ok(configurations)
    }

    /// Returns the settings of the last configuration that speaks of a baseline, with the folder that its file name counts from.
    pub(crate) fn baseline(&self) -> Option<(&Path, &BaselineSettings)> {
        let files = self.layers.iter().zip(&self.layer_files).rev();
        let mut settings = files.filter_map(|(layer, file)| {
            let folder = file.path.parent().unwrap_or(Path::new(""));
            Some((folder, layer.settings.baseline.as_ref()?))
        });
        settings.next()
    }

    /// Returns what an operation reported about a configuration, with its place in the file; nothing where it is about
    /// something else.
    pub(crate) fn failure(&self, error: &WireError) -> Option<Failure> {
        let (files, rest) = match error.path.strip_prefix("/configuration/") {
            Some(rest) => (&self.layer_files, rest),
            None => (&self.base_files, error.path.strip_prefix("/bases/")?),
        };
        let (index, pointer) = rest.split_once('/').unwrap_or((rest, ""));
        let file = files.get(index.parse::<usize>().ok()?)?;
        let pointer = pointer.strip_prefix("settings").unwrap_or_default().to_owned();
        let place = file.place(&pointer);
        let error = WireError {
            path: pointer,
            ..error.clone()
        };
        Some(Failure::of_operation(error).at(place))
    }

    /// Reads what a configuration extends, once each; files stand beside the one that names them.
    fn extend(&mut self, settings: &Configuration, path: &Path) -> Result<(), Failure> {
        for name in &settings.extends {
            if name.starts_with("keyaccount:") || self.bases.iter().any(|base| base.name == *name) {
                continue;
            }
            let folder = path.parent().unwrap_or(Path::new(""));
            let candidates = ["toml", "json"].map(|extension| folder.join(format!("{name}.{extension}")));
            let Some(base_path) = candidates.iter().find(|candidate| candidate.is_file()) else {
                let message = format!("a configuration must extend one that is there (got `{name}`)");
                let help = format!("write {} or {}", candidates[0].display(), candidates[1].display());
                return Err(Failure::in_file(&path.display().to_string(), message).with_help(help));
            };
            let (file, layer) = read_file(base_path, name)?;
            let settings = layer.settings.clone();
            self.base_files.push(file);
            self.bases.push(layer);
            self.extend(&settings, base_path)?;
        }
        Ok(())
    }
}

impl File {
    /// Returns the place of what `pointer` points to, or of the nearest thing around it.
    fn place(&self, pointer: &str) -> Place {
        if self.spans.is_empty() {
            return operation::tree(&self.document).map_or_else(
                |_| Place::file(&self.document.name),
                |tree| place::of_pointer(&self.document, &tree, pointer),
            );
        }
        let mut around = Some(pointer);
        while let Some(pointer) = around {
            if let Some((_, span)) = self.spans.iter().find(|(known, _)| known == pointer) {
                return place::of_offset(&self.document, span.start);
            }
            around = pointer.rsplit_once('/').map(|(parent, _)| parent);
        }
        Place::file(&self.document.name)
    }
}

fn read_file(path: &Path, name: &str) -> Result<(File, Layer), Failure> {
    let document = input::read_document(&Source::File(path.to_owned()))?;
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    let (json, spans) = if is_toml {
        json_of(&document)?
    } else {
        (document.text.clone(), Vec::new())
    };
    let file = File {
        path: path.to_owned(),
        document,
        spans,
    };
    let settings = keyaccount::document::read::<Configuration>(&json).map_err(|error| {
        let failure = Failure::of_operation(WireError::below("", &error));
        if file.spans.is_empty() {
            failure.at(place::at(&file.document, error.line(), error.column()))
        } else {
            failure.at(file.place(&keyaccount::fault::Fault::path(&error)))
        }
    })?;
    let layer = Layer {
        name: name.to_owned(),
        settings,
    };
    Ok((file, layer))
}

/// Returns a TOML document as JSON, and where each value stands.
fn json_of(document: &Document) -> Result<(String, Spans), Failure> {
    let table = DeTable::parse(&document.text).map_err(|error| {
        let place = error.span().map_or_else(
            || Place::file(&document.name),
            |span| place::of_offset(document, span.start),
        );
        Failure::new(error.message().to_owned()).at(place)
    })?;
    let mut spans = Vec::new();
    let mut pointer = String::new();
    let json = object(table.get_ref(), &mut pointer, &mut spans);
    Ok((json.to_string(), spans))
}

fn object(table: &DeTable<'_>, pointer: &mut String, spans: &mut Spans) -> serde_json::Value {
    let mut members = serde_json::Map::new();
    for (key, member) in table {
        let length = pointer.len();
        pointer::push(pointer, key.get_ref());
        spans.push((pointer.clone(), key.span()));
        members.insert(key.get_ref().to_string(), value(member, pointer, spans));
        pointer.truncate(length);
    }
    serde_json::Value::Object(members)
}

fn value(node: &Spanned<DeValue<'_>>, pointer: &mut String, spans: &mut Spans) -> serde_json::Value {
    match node.get_ref() {
        DeValue::String(text) => serde_json::Value::from(text.as_ref()),
        DeValue::Boolean(flag) => serde_json::Value::from(*flag),
        DeValue::Datetime(date) => serde_json::Value::from(date.to_string()),
        // What JSON cannot write as a number (infinity) stays a text, which the reader then refuses by its place.
        DeValue::Integer(number) => serde_json::from_str(&number.to_string())
            .unwrap_or_else(|_| serde_json::Value::from(number.to_string())),
        DeValue::Float(number) => serde_json::from_str(&number.to_string())
            .unwrap_or_else(|_| serde_json::Value::from(number.to_string())),
        DeValue::Array(items) => {
            let mut list = Vec::new();
            for (index, item) in items.iter().enumerate() {
                let length = pointer.len();
                pointer::push(pointer, &index.to_string());
                spans.push((pointer.clone(), item.span()));
                list.push(value(item, pointer, spans));
                pointer.truncate(length);
            }
            serde_json::Value::Array(list)
        }
        DeValue::Table(table) => object(table, pointer, spans),
    }
}
