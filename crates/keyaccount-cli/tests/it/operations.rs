//! `keyaccount operations`.

use keyaccount_wire::OPERATIONS;

use crate::program::Folder;

#[test]
fn every_operation_is_listed_with_its_question() {
    let folder = Folder::new("operations");
    let table = folder.run("operations").done();
    let json: serde_json::Value =
        serde_json::from_str(&folder.run("operations --format json").done()).unwrap();
    let csv = folder.run("operations --format csv").done();
    assert!(!OPERATIONS.is_empty());
    assert_eq!(table.lines().count(), OPERATIONS.len() + 1);
    assert_eq!(csv.lines().count(), OPERATIONS.len() + 1);
    for (index, entry) in OPERATIONS.iter().enumerate() {
        let line = table.lines().nth(index + 1).unwrap();
        assert!(
            line.contains(entry.name) && line.ends_with(entry.summary),
            "{line}"
        );
        assert_eq!(json[index]["name"], entry.name);
        assert_eq!(json[index]["summary"], entry.summary);
    }
}

#[test]
fn schemas_of_request_and_reply() {
    let folder = Folder::new("operations-schema");
    for entry in OPERATIONS {
        let text = folder.run(&format!("operations --schema {}", entry.name)).done();
        let schemas: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(schemas["operation"], entry.name);
        assert_eq!(schemas["request"], (entry.request_schema)().to_value());
        assert_eq!(schemas["reply"], (entry.reply_schema)().to_value());
    }
    folder.refuses(
        "operations --schema score.rnu",
        "error: there is no operation called `score.rnu`\n  help: did you mean `score.run`?",
    );
}
