//! Links that people have saved must keep opening. Add one here whenever the format gets a new version;
//! never change one that stands here.
#![allow(missing_docs, reason = "a test")]
#![allow(clippy::unwrap_used, reason = "a test")]

use claude_troubleshooter::diagnose::Answer;
use claude_troubleshooter::finding::Severity;
use claude_troubleshooter::share::{decode, encode, is_link};

const V1: &str = "v1.lQAACJE1ZIVYsQqFMAx8qdMTVFB3xV2L4Gf4DxJE6q5rJ7_Df_WiBREL7h2a5HK5O1KZx8Bvfc7DyJKOrjMDI8tgcHRtkL4FZvGhu8JbEgaRPNDoYi1C-vcXf3eWrGLXL30Nk1SCrTWAMVIBNmBoil2agQpw4CZFOz3A2n6D1fe954YI5V-0V868lK4dTWWt8MeLVEKv1um02KQD";

#[test]
fn a_link_of_version_1_opens() {
    assert!(is_link(V1));
    let shared = decode(V1).unwrap();
    assert_eq!(
        shared.text.as_deref(),
        Some(
            "API Error: 401 {\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"OAuth token has expired.\"}} · Please run /login\n/Users/MASKED_home_1_4/work"
        )
    );
    assert_eq!(
        shared.causes,
        [("oauth_token_expired".to_owned(), 0.9731), ("a_cause_that_is_gone".to_owned(), 0.0125)]
    );
    assert_eq!(shared.facts, ["client=claude-code", "error_type=authentication_error", "status=401"]);
    let severities = [Severity::Error, Severity::Good, Severity::Warning];
    assert_eq!(shared.findings.iter().map(|(_, severity)| *severity).collect::<Vec<_>>(), severities);
    assert_eq!(shared.findings.first().unwrap().0, "auth/key-form");
    assert_eq!(shared.answers.get("logged_in_again"), Some(Answer::No));
    assert_eq!(shared.answers.get("key_in_console"), Some(Answer::NotSure));
    assert_eq!(encode(&shared).fragment, V1, "written again, it is the same link");
}
