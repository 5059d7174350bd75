use serde_json::json;

use super::*;

fn replies(reply: &str, answer: &str, description: &str) -> Value {
    let reference = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
    let parts = json!({"answer": reference(answer), "provenance": reference("Provenance")});
    json!({"$defs": {
        reply: {"properties": parts},
        answer: {"type": "object", "description": description},
        "Provenance": {"type": "object"},
    }})
}

fn example() -> Function {
    let request = json!({
        "type": "object",
        "properties": {
            "as_of": {"type": "string", "format": "date", "description": "The day of the question."},
            "from": {"type": ["number", "null"]},
            "plan": {"$ref": "#/$defs/Plan"},
        },
        "required": ["plan"],
        "$defs": {"Plan": {"type": "object", "description": "A plan with a \\ and \"\"\"."}},
    });
    let reply = replies("PlanCheckReply", "Report", "What was found.");
    described("plan.check", "Checks a plan.", &request, &reply).unwrap()
}

#[test]
fn a_function_takes_required_fields_first_and_documents_as_text() {
    let expected = r#"def check(
    *,
    plan: Document,
    as_of: Date | None = None,
    from_: Number | None = None,
) -> Reply[Report, Provenance]:
    """Checks a plan.

    Arguments:
        plan: A plan with a \\ and \"\"\".
        as_of (optional): The day of the question.
        from_ (optional):

    Returns:
        Reply with `Report`: What was found.

    Raises:
        keyaccount.InputError: The request could not be read or computed.
    """
    return _host.reply(
        "plan.check",
        {
            "plan": _request.document(plan),
            "as_of": as_of,
            "from": from_,
        },
    )
"#;
    assert_eq!(source(&example()), expected);
}

#[test]
fn a_module_imports_what_its_signatures_name() {
    let module = module("plan", &[example()]);
    assert!(
        module.contains("    from keyaccount.types import Date, Document, Number\n"),
        "{module}"
    );
    assert!(
        module.contains("    from keyaccount.models import Provenance, Report\n"),
        "{module}"
    );
    assert!(!module.contains("Sequence"), "{module}");
}

#[test]
fn a_request_without_named_fields_is_refused() {
    let error = described("a.b", "", &json!({"type": "string"}), &json!({}));
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("must be an object with named fields")
    );
}

#[test]
fn a_request_may_have_no_fields() {
    let reply = replies("ScoreModelsReply", "Models", "All of them.");
    let function = described(
        "score.models",
        "Lists the models.",
        &json!({"type": "object"}),
        &reply,
    )
    .unwrap();
    let expected = r#"def models() -> Reply[Models, Provenance]:
    """Lists the models.

    Returns:
        Reply with `Models`: All of them.

    Raises:
        keyaccount.InputError: The request could not be read or computed.
    """
    return _host.reply("score.models", {})
"#;
    assert_eq!(source(&function), expected);
}

#[test]
fn long_prose_is_wrapped() {
    let mut text = String::new();
    wrapped(&mut text, &"word ".repeat(60), "    ", 0);
    assert!(text.lines().count() > 2);
    assert!(text.lines().all(|line| line.len() <= WIDTH));
}

#[test]
fn every_operation_has_its_function() {
    let files = files().unwrap();
    for entry in OPERATIONS {
        let (area, name) = parts(entry.name).unwrap();
        let path = PathBuf::from(PACKAGE).join(format!("{area}.py"));
        let (_, text) = files.iter().find(|(found, _)| *found == path).unwrap();
        assert!(text.contains(&format!("\ndef {}(", identifier(name))), "{text}");
    }
    assert!(!OPERATIONS.is_empty());
}
