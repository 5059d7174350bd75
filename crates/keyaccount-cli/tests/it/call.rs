//! `keyaccount call`.

use crate::program::{Folder, MODEL};

fn request() -> String {
    format!(
        r#"{{"model":{MODEL},"accounts":[{{"id":"A1","facts":{{"revenue":80,"loyalty":{{"state":"unknown"}}}}}}]}}"#
    )
}

#[test]
fn the_reply_is_the_text_of_the_library_and_nothing_else() {
    let reply = keyaccount_wire::call("score.run", &request()).unwrap();
    let folder = Folder::new("call-bytes").with("request.json", request());
    assert_eq!(
        folder.run_on("call score.run", request().as_bytes()).done(),
        reply
    );
    assert_eq!(folder.run("call score.run --request request.json").done(), reply);
    assert_eq!(
        folder
            .run("call score.run --request request.json --output reply.json")
            .done(),
        ""
    );
    assert_eq!(folder.read("reply.json"), reply);
}

#[test]
fn an_unknown_operation_names_the_likeliest_one() {
    let folder = Folder::new("call-unknown");
    folder.refuses(
        "call score.rum",
        "error: there is no operation called `score.rum`\n  help: did you mean `score.run`?",
    );
    folder.refuses(
        "call moon.phase",
        "error: there is no operation called `moon.phase`\n  help: `keyaccount operations` lists them",
    );
}

#[test]
fn a_refused_request_is_shown_with_its_place() {
    let folder = Folder::new("call-refused").with(
        "request.json",
        request().replace("\"revenue\":80", "\"revenue\":800"),
    );
    let run = folder.run("call score.run --request request.json");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("request.json:21:44: "), "{}", run.stderr);
    assert!(
        run.stderr.contains("\n  pointer: /accounts/0/facts/revenue\n"),
        "{}",
        run.stderr
    );
}
