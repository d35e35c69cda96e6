#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use super::*;
use proptest::prelude::*;

fn sample(text: Option<&str>) -> Shared {
    let mut answers = Answers::default();
    answers.set("logged_in_again", Answer::No);
    answers.set("other_program", Answer::NotSure);
    Shared {
        text: text.map(str::to_owned),
        causes: vec![("oauth_token_expired".into(), 0.93), ("invalid_api_key".into(), 0.04)],
        facts: vec!["client=claude-code".into(), "status=401".into()],
        findings: vec![("auth/key-form".into(), Severity::Error), ("body/json".into(), Severity::Good)],
        answers,
    }
}

/// CRC-32 of the words that links of version 1 are packed with.
const WORDS_CRC: u32 = 3_927_885_733;

#[test]
fn the_words_are_frozen() {
    assert_eq!(packing::crc32(dictionary::WORDS.as_bytes()), WORDS_CRC, "the words of version 1 must never change");
}

#[test]
fn a_link_without_text_fits_anywhere() {
    let link = encode(&sample(None));
    assert!(link.fragment.len() < 200, "{} characters: {}", link.fragment.len(), link.fragment);
    assert_eq!(decode(&link.fragment), Ok(sample(None)));
    assert_eq!(decode(&format!("#{}).", link.fragment)), Ok(sample(None)));
}

#[test]
fn text_is_masked_on_the_way_out_and_in() {
    let link = encode(&sample(Some("password: swordfish, sk-ant-api03-abcdefgh12345678")));
    let text = decode(&link.fragment).unwrap().text.unwrap();
    assert_eq!(text, "password: MASKED_secret_1_9, MASKED_anthropic_key_cut_1_29");
    assert!(!link.text_dropped);
}

#[test]
fn a_text_that_does_not_fit_is_left_out() {
    for text in [(0..30_000).map(|i| format!("{:x}", i * 7919 % 65_521)).collect::<String>(), "x".repeat(5_000_000)] {
        let link = encode(&sample(Some(&text)));
        assert!(link.text_dropped);
        assert_eq!(decode(&link.fragment), Ok(sample(None)));
    }
    let many = Shared { facts: (0..500).map(|i| format!("{i}={}", "é".repeat(i % 90))).collect(), ..sample(None) };
    let link = encode(&many);
    assert!(link.fragment.len() <= LONGEST_WRITTEN && decode(&link.fragment).is_ok());
}

#[test]
fn each_fault_is_told_apart() {
    let good = encode(&sample(Some("API Error: 529 Overloaded"))).fragment;
    for cut in 3..good.len() {
        assert_eq!(decode(&good[..cut]), Err(LinkFault::Cut), "cut at {cut}");
    }
    assert_eq!(decode(&good[..2]), Err(LinkFault::NotALink));
    assert_eq!(decode(""), Err(LinkFault::NotALink));
    assert_eq!(decode("v0.abc"), Err(LinkFault::NotALink));
    assert_eq!(decode("section-2"), Err(LinkFault::NotALink));
    assert_eq!(decode(&good.replacen("v1", "v2", 1)), Err(LinkFault::Newer(2)));
    assert_eq!(decode(&format!("{good}A")), Err(LinkFault::Changed));
    assert_eq!(decode(&"v1.".repeat(1_700_000)), Err(LinkFault::TooLarge));
    for fault in [LinkFault::NotALink, LinkFault::Cut, LinkFault::Changed, LinkFault::Newer(2), LinkFault::TooLarge] {
        assert!(fault.sentence().ends_with('.'));
    }
}

#[test]
fn every_single_changed_character_is_noticed() {
    let good = encode(&sample(Some("API Error: 529 Overloaded"))).fragment;
    for at in 3..good.len() {
        for with in ["A", "z", "-", "%", "é", "."] {
            let mut bad = good.clone();
            bad.replace_range(at..at + 1, with);
            if bad != good {
                assert!(decode(&bad).is_err(), "{at} {with}");
            }
        }
    }
}

#[test]
fn a_bomb_is_refused_at_once() {
    let start = std::time::Instant::now();
    let bomb = packing::pack(&vec![0; 10 * 1024 * 1024]);
    let packed = start.elapsed();
    let start = std::time::Instant::now();
    assert_eq!(decode(&format!("v1.{bomb}")), Err(LinkFault::TooLarge));
    assert!(start.elapsed().as_millis() < 50, "{:?} (packing took {packed:?})", start.elapsed());
}

#[test]
fn well_packed_nonsense_is_refused() {
    for bytes in [
        &b""[..],
        b"\x02",
        b"\x01",
        b"\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x01\x00\x00\x00\x00\x00extra",
        b"\x01\x01\x02<>\x01\x00\x00\x00\x00",
        b"\x01\x01\x01a\xff\x7f\x00\x00\x00\x00",
        b"\x01\x00\x01\x02\xff\xfe\x00\x00\x00",
    ] {
        assert_eq!(decode(&format!("v1.{}", packing::pack(bytes))), Err(LinkFault::Changed), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn what_goes_in_comes_out(
        text in proptest::option::of("(\\PC|\\n){0,300}"),
        causes in proptest::collection::vec(("[a-z_]{1,40}", 0u16..=10_000), 0..8),
        facts in proptest::collection::vec("[a-z_]{1,12}=[a-z0-9.-]{1,20}", 0..10),
        findings in proptest::collection::vec(("[a-z]{1,10}/[a-z-]{1,20}", 0..3), 0..10),
        steps in proptest::collection::vec(("[a-z_]{1,30}", 0..3), 0..10),
    ) {
        let mut answers = Answers::default();
        for (step, answer) in &steps {
            answers.set(step, [Answer::Yes, Answer::No, Answer::NotSure][*answer as usize]);
        }
        let shared = Shared {
            text: text.map(|text| mask::mask(&text).into_string()),
            causes: causes.into_iter().map(|(id, p)| (id, f64::from(p) / 10_000.0)).collect(),
            facts: facts.into_iter().map(|fact| mask::mask(&fact).into_string()).collect(),
            findings: findings.into_iter().map(|(id, s)| (id, [Severity::Error, Severity::Warning, Severity::Good][s as usize])).collect(),
            answers,
        };
        let link = encode(&shared);
        prop_assert!(!link.text_dropped);
        prop_assert_eq!(decode(&link.fragment), Ok(shared));
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,200}", at in 0usize..400, with in "\\PC{0,3}") {
        let _ = decode(&text);
        let _ = decode(&format!("v1.{text}"));
        let mut link = encode(&sample(Some("curl https://api.anthropic.com/v1/messages"))).fragment;
        let at = at % link.len();
        link.replace_range(at..at + 1, &with);
        let _ = decode(&link);
    }

    #[test]
    fn no_packed_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&format!("v1.{}", packing::pack(&bytes)));
        let mut head = (bytes.len() as u32).to_le_bytes()[..3].to_vec();
        head.extend(packing::crc32(&bytes).to_le_bytes());
        head.extend(&bytes);
        use base64ct::Encoding;
        let _ = decode(&format!("v1.{}", base64ct::Base64UrlUnpadded::encode_string(&head)));
    }
}
