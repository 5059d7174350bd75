//! What changed, for a screen and for a spreadsheet.

use anstyle::{AnsiColor, Style};
use keyaccount::document::ValueText;
use keyaccount::plan::{EntityChange, EntityDiff, FieldChange, PlanDiff};

use crate::output::{Cell, Grid, counted, printable, shortened, word};

/// Returns the changes section by section, and a summary at the end.
pub(super) fn text(diff: &PlanDiff) -> String {
    let mut lines = Vec::new();
    for section in &diff.sections {
        lines.push(section.section.to_owned());
        lines.extend(section.fields.iter().map(|change| field("  ", change)));
        for change in &section.entities {
            lines.push(entity(change));
            lines.extend(change.fields.iter().map(|change| field("      ", change)));
        }
    }
    lines.push(summary(diff));
    lines.join("\n") + "\n"
}

fn entity(entity: &EntityDiff) -> String {
    let (sign, color) = match entity.change {
        EntityChange::Added => ("+", AnsiColor::Green),
        EntityChange::Removed => ("-", AnsiColor::Red),
        EntityChange::Changed => ("~", AnsiColor::Yellow),
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    let version = entity.after.as_ref().or(entity.before.as_ref());
    let kind = entity.kind.replace('_', " ");
    let name = match (&entity.id, version) {
        (Some(id), _) => format!("{kind} {}", shortened(&printable(id))),
        (None, Some(version)) => format!("{kind} at {}", printable(&version.path)),
        (None, None) => kind,
    };
    let label = version.and_then(|version| version.label.as_deref());
    let label = label.map_or_else(String::new, |label| {
        format!(" \"{}\"", shortened(&printable(label)))
    });
    format!("  {style}{sign}{style:#} {name}{label}")
}

fn field(indent: &str, change: &FieldChange) -> String {
    let path = change.path.strip_prefix('/').unwrap_or("(whole)");
    let (before, after) = (value(change.before.as_ref()), value(change.after.as_ref()));
    format!("{indent}{}: {before} -> {after}", printable(path))
}

fn value(value: Option<&ValueText>) -> String {
    value.map_or_else(
        || "(none)".to_owned(),
        |value| shortened(&printable(value.as_str())),
    )
}

fn summary(diff: &PlanDiff) -> String {
    let summary = &diff.summary;
    let agreed = if diff.commitment_changed {
        "what was agreed has changed"
    } else {
        "what was agreed is the same"
    };
    if diff.sections.is_empty() {
        return format!("no difference; {agreed}");
    }
    format!(
        "{} added, {} removed, {} changed, {} outside of entities; {agreed}",
        summary.added,
        summary.removed,
        summary.changed,
        counted(summary.fields, "field")
    )
}

/// Returns one row for each field that differs, and for each entity that is new or gone.
pub(super) fn rows(diff: &PlanDiff) -> Grid {
    let mut grid = Grid::new(["section", "kind", "id", "change", "path", "before", "after"]);
    let cell = |value: Option<&ValueText>| Cell::optional(value, |value| Cell::text(value.as_str()));
    let change = |change: &FieldChange| {
        [
            Cell::text(&change.path),
            cell(change.before.as_ref()),
            cell(change.after.as_ref()),
        ]
    };
    for section in &diff.sections {
        for field in &section.fields {
            let about = [
                Cell::text(section.section),
                Cell::Empty,
                Cell::Empty,
                Cell::text("changed"),
            ];
            grid.rows.push(about.into_iter().chain(change(field)).collect());
        }
        for entity in &section.entities {
            let about = [
                Cell::text(section.section),
                Cell::text(entity.kind),
                Cell::text(entity.id.as_deref().unwrap_or_default()),
                Cell::text(word(&entity.change)),
            ];
            for field in &entity.fields {
                grid.rows
                    .push(about.iter().cloned().chain(change(field)).collect());
            }
            if entity.change != EntityChange::Changed {
                let version = [&entity.before, &entity.after];
                let whole =
                    version.map(|version| cell(version.as_ref().and_then(|version| version.value.as_ref())));
                let row = about.into_iter().chain([Cell::Empty]).chain(whole);
                grid.rows.push(row.collect());
            }
        }
    }
    grid
}
