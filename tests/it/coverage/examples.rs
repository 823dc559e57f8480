//! The check itself, shown to find what is wrong.

use super::{Claims, all_ids, exists, miscounted, none, proofs, renewed};

fn claims(file: &str, text: &str) -> Claims {
    let mut claims = Claims::default();
    claims.read(file, text);
    claims
}

#[test]
fn doc_lines_above_tests_are_claims() {
    let rust = "/// What it shows.\n/// 1.3.5, 1.3.6\n#[tokio::test(flavor = \"multi_thread\")]\n#[expect(\n  a,\n  reason = \"b\"\n)]\n// why\nasync fn a() {}\n/// 1.3.5\n#[test]\nfn b() {}\n";
    let read = claims("tests/it/otp.rs", rust);
    none(&read.complaints);
    let of = |id: &str| {
        read.proofs[id]
            .iter()
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(of("1.3.5"), "tests/it/otp.rs::a tests/it/otp.rs::b");
    assert_eq!(of("1.3.6"), "tests/it/otp.rs::a");
    let read = claims(
        "web/e2e/a.ts",
        "/// 1.10.2\ntest('in, at once', async () => {\n",
    );
    assert!(read.proofs["1.10.2"].contains("web/e2e/a.ts::in, at once"));
}

#[test]
fn misplaced_and_unknown_ids_are_found() {
    let bad = [
        "/// 1.3.5\nfn helper() {}\n",
        "/// 1.3.5\n\n#[test]\nfn a() {}\n",
        "/// 1.3.5: the fourth request\n#[test]\nfn a() {}\n",
        "/// 1.3.99\n#[test]\nfn a() {}\n",
    ];
    for text in bad {
        assert_eq!(
            claims("tests/it/otp.rs", text).complaints.len(),
            1,
            "{text}"
        );
    }
}

#[test]
fn a_stale_table_is_renewed_and_what_was_entered_by_hand_stays() {
    let text = "/// 1.3.5\n#[test]\nfn a() {}\n";
    let read = claims("tests/it/otp.rs", text);
    let old =
        "x\n| 1.3.5 | `a` \\| b | open |\n| 1.3.6 | c | src/a.rs::d, tests/it/otp.rs::gone |\n";
    assert_eq!(
        renewed(old, &read),
        "x\n| 1.3.5 | `a` \\| b | tests/it/otp.rs::a |\n| 1.3.6 | c | src/a.rs::d |\n"
    );
    assert_eq!(proofs("web/e2e/a.ts::b, c, tests/it/a.rs::d").len(), 2);
}

#[test]
fn a_missing_a_doubled_and_an_unknown_row_are_found() {
    let rows: Vec<String> = all_ids()
        .map(|id| format!("| {id} | x | open |\n"))
        .collect();
    let table = rows.concat();
    none(&miscounted(&table));
    assert_eq!(
        miscounted(&table.replace("| 1.3.5 | x | open |\n", "")).len(),
        1
    );
    assert_eq!(
        miscounted(&(table.clone() + "| 1.3.5 | x | open |\n")).len(),
        1
    );
    assert_eq!(
        miscounted(&(table.clone() + "| 9.9.9 | x | open |\n")).len(),
        1
    );
    assert_eq!(miscounted(&(table + "| 1.3.5 x | open |\n")).len(), 1);
}

#[test]
fn a_test_that_is_gone_is_found() {
    assert!(exists(
        "tests/it/coverage/examples.rs::a_test_that_is_gone_is_found"
    ));
    assert!(!exists("tests/it/coverage/examples.rs::a_test_that_is"));
    assert!(!exists("tests/it/nothing.rs::a"));
    assert!(!exists("tests/it/coverage.rs"));
}
