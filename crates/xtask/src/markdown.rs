//! What the checks read from Markdown: links and blocks of code.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// Returns the targets of every link and picture.
pub(crate) fn links(text: &str) -> Vec<String> {
    let targets = Parser::new(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.into_string())
        }
        _ => None,
    });
    targets.collect()
}

/// Returns the anchors of every heading, as code hosts make them.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    let mut heading: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|title| anchor(&title))),
            Event::Text(part) | Event::Code(part) => {
                if let Some(title) = &mut heading {
                    title.push_str(&part);
                }
            }
            _ => {}
        }
    }
    anchors
}

/// Returns the fenced blocks of code with their language.
pub(crate) fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut block: Option<(String, String)> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                block = Some((language.into_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(block.take()),
            Event::Text(part) => {
                if let Some((_, code)) = &mut block {
                    code.push_str(&part);
                }
            }
            _ => {}
        }
    }
    blocks
}

fn anchor(title: &str) -> String {
    let kept = title
        .chars()
        .filter(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_anchors_and_blocks_are_found() {
        let text = "# One `two`, three\n\n[a](b.md#c) ![p](q.svg)\n\n```sh\ncargo run\n```\n";
        assert_eq!(links(text), ["b.md#c", "q.svg"]);
        assert_eq!(anchors(text), ["one-two-three"]);
        assert_eq!(blocks(text), [("sh".to_owned(), "cargo run\n".to_owned())]);
    }
}
