//! RFC 6455, byte by byte: the cases of the Autobahn test suite that apply to an endpoint with a protocol of its own. Theirs
//! echo; ours answers `ping` with `pong`, ends what breaks the protocol with 4400 and what is too long with 1009.

use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::{
    raw_frames::{BINARY, CLOSE, Heard, Line, MORE, PING, PONG, TEXT, all, frame, part, upgraded},
    world::World,
};

const PING_OF_OURS: &[u8] = br#"{"type":"ping"}"#;

/// `{"type":"ping"}`, blank to so many bytes.
fn padded(length: usize) -> Vec<u8> {
    let mut text = PING_OF_OURS.to_vec();
    text.resize(length, b' ');
    text
}

/// 1.1, 9.1 and 9.3 of the suite. In one piece and in many.
#[tokio::test]
async fn texts_of_every_form_of_length_are_read_however_they_are_cut_up() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut line = Line::open(&world, &guest.access).await;
    for length in [15, 124, 125, 126, 127, 128, 1000, 65_534, 65_535, 65_536] {
        line.send(&frame(TEXT, &padded(length)).bytes()).await;
        line.answers(&format!("{length} bytes")).await;
    }
    for byte in frame(TEXT, &padded(130)).bytes() {
        line.send(&[byte]).await;
        line.0.flush().await.unwrap();
    }
    line.answers("byte by byte").await;
    line.send(&all(&[
        frame(TEXT, PING_OF_OURS),
        frame(TEXT, PING_OF_OURS),
        frame(TEXT, PING_OF_OURS),
    ]))
    .await;
    for _ in 0..3 {
        line.answers("three in one packet").await;
    }
}

/// 2 of the suite.
#[tokio::test]
async fn pings_are_answered_with_what_they_hold_and_pongs_with_nothing() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut line = Line::open(&world, &guest.access).await;
    let binary: Vec<u8> = (0..125).map(|n| 255 - n).collect();
    for payload in [&b""[..], b"Hello, world!", &[0, 255, 254, 253], &binary] {
        line.send(&frame(PING, payload).bytes()).await;
        assert_eq!(line.next().await, Heard::Frame(PONG, payload.to_vec()));
    }
    for byte in frame(PING, &binary).bytes() {
        line.send(&[byte]).await;
    }
    assert_eq!(line.next().await, Heard::Frame(PONG, binary.clone()));
    // Nobody asked for these.
    line.send(&all(&[frame(PONG, b""), frame(PONG, b"unsolicited")]))
        .await;
    line.send(&all(&[frame(PONG, b"x"), frame(PING, b"y")]))
        .await;
    assert_eq!(line.next().await, Heard::Frame(PONG, b"y".to_vec()));
    for n in 0..10_u8 {
        line.send(&frame(PING, &[n]).bytes()).await;
        assert_eq!(line.next().await, Heard::Frame(PONG, vec![n]));
    }
}

/// 2.5, 3, 4, 5.1, 5.2, 5.9 to 5.18 of the suite, and frames without a mask.
#[tokio::test]
async fn frames_that_break_the_protocol_end_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for bits in 1..8_u8 {
        for opcode in [TEXT, BINARY, PING, PONG, CLOSE] {
            let mut strange = frame(opcode, PING_OF_OURS);
            strange.first |= bits << 4;
            cases.push((format!("reserved bits {bits} on {opcode}"), strange.bytes()));
        }
    }
    for opcode in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] {
        cases.push((format!("opcode {opcode}"), frame(opcode, b"").bytes()));
        cases.push((
            format!("opcode {opcode} with something in it"),
            frame(opcode, PING_OF_OURS).bytes(),
        ));
    }
    for opcode in [TEXT, PING, CLOSE] {
        let mut open = frame(opcode, PING_OF_OURS);
        open.is_masked = false;
        cases.push((format!("{opcode} without a mask"), open.bytes()));
    }
    let long = [b'x'; 126];
    for opcode in [PING, PONG, CLOSE] {
        cases.push((
            format!("{opcode} of 126 bytes"),
            frame(opcode, &long).bytes(),
        ));
        cases.push((format!("{opcode} in parts"), part(opcode, b"x").bytes()));
    }
    for (case, frames) in [
        ("more of nothing", vec![frame(MORE, b"x")]),
        ("more of nothing, and still more", vec![part(MORE, b"x")]),
        (
            "a text within a text",
            vec![part(TEXT, b"{"), frame(TEXT, PING_OF_OURS)],
        ),
        (
            "a text within a text, in parts",
            vec![part(TEXT, b"{"), part(TEXT, b"}")],
        ),
        (
            "binary within a text",
            vec![part(TEXT, b"{"), frame(BINARY, b"x")],
        ),
        ("binary", vec![frame(BINARY, PING_OF_OURS)]),
        (
            "binary in parts",
            vec![part(BINARY, b"{"), frame(MORE, b"}")],
        ),
        ("nothing at all", vec![frame(TEXT, b"")]),
    ] {
        cases.push((case.to_owned(), all(&frames)));
    }
    assert!(cases.len() > 70);
    for (case, bytes) in cases {
        let mut line = Line::open(&world, &guest.access).await;
        line.send(&bytes).await;
        assert_eq!(line.code(&case).await, Some(4400), "{case}");
    }
}

/// 5.3 to 5.8, 5.19 and 5.20 of the suite.
#[tokio::test]
async fn a_text_in_parts_is_one_and_pings_may_stand_between() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut line = Line::open(&world, &guest.access).await;
    let (begin, end) = PING_OF_OURS.split_at(7);
    line.send(&all(&[part(TEXT, begin), frame(MORE, end)]))
        .await;
    line.answers("two parts in one packet").await;
    line.send(&part(TEXT, begin).bytes()).await;
    line.send(&frame(MORE, end).bytes()).await;
    line.answers("two parts").await;
    line.send(&all(&[
        part(TEXT, b""),
        part(MORE, b""),
        part(MORE, PING_OF_OURS),
        frame(MORE, b""),
    ]))
    .await;
    line.answers("empty parts").await;
    line.send(&part(TEXT, begin).bytes()).await;
    line.send(&frame(PING, b"between").bytes()).await;
    assert_eq!(line.next().await, Heard::Frame(PONG, b"between".to_vec()));
    line.send(&frame(PONG, b"between").bytes()).await;
    line.send(&frame(MORE, end).bytes()).await;
    line.answers("parts with a ping between").await;
    let parts: Vec<Vec<u8>> = padded(300)
        .chunks(1)
        .enumerate()
        .map(|(n, byte)| {
            let opcode = if n == 0 { TEXT } else { MORE };
            match n {
                299 => frame(opcode, byte).bytes(),
                _ => part(opcode, byte).bytes(),
            }
        })
        .collect();
    line.send(&parts.concat()).await;
    line.answers("three hundred parts").await;
}

/// 6.2, 6.5, 6.6, 6.7, 6.9 and 6.11 of the suite.
#[tokio::test]
async fn text_that_is_utf8_is_read_wherever_its_characters_are_cut() {
    let world = World::new().await;
    let pair = world.pair(30).await;
    let mut line = Line::open(&world, &pair.customer.access).await;
    for (n, said) in [
        "Hello-µ@ßöäüàá-UTF-8!!",
        "κόσμε",
        "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}",
        "\u{d7ff}\u{e000}\u{fffd}\u{fffe}\u{1fffe}",
        "😀👨‍👩‍👧",
    ]
    .into_iter()
    .enumerate()
    {
        let text = json!({
            "type": "message", "session_id": pair.id, "client_message_id": n.to_string(), "content": said,
        })
        .to_string();
        // One byte a frame, so that every character is cut.
        let bytes = text.as_bytes();
        let last = bytes.len() - 1;
        let mut parts = Vec::new();
        for (at, byte) in bytes.chunks(1).enumerate() {
            let opcode = if at == 0 { TEXT } else { MORE };
            parts.push(if at == last {
                frame(opcode, byte)
            } else {
                part(opcode, byte)
            });
        }
        line.send(&all(&parts)).await;
        let answer = line.json().await;
        assert_eq!(answer["type"], "message_ack", "{said}: {answer}");
    }
    let read = pair
        .mitra
        .look(&world, &format!("sessions/{}/messages", pair.id))
        .await
        .ok(200);
    assert_eq!(read["items"][1]["content"], "κόσμε");
}

/// 6.3, 6.4, 6.8, 6.10, 6.12 to 6.21 of the suite.
#[tokio::test]
async fn text_that_is_no_utf8_ends_the_socket() {
    let world = World::new().await;
    let guest = world.guest().await;
    for wrong in [
        &b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited"[..],
        b"\xf4\x90\x80\x80",         // past the last character
        b"\x80",                     // goes on without a beginning
        b"\xbf",                     //
        b"\x80\xbf\x80\xbf",         //
        b"\xc0 \xc1 \xe0 \xf0",      // begins and does not go on
        b"\xe0\x80",                 //
        b"\xf0\x9f\x98",             // cut off
        b"\xc0\xaf",                 // longer than it must be
        b"\xe0\x80\xaf",             //
        b"\xf0\x80\x80\xaf",         //
        b"\xc1\xbf",                 //
        b"\xf8\x88\x80\x80\x80",     // of five bytes
        b"\xfc\x84\x80\x80\x80\x80", // of six
        b"\xfe\xff",                 // never
        b"\xed\xa0\x80",             // half of a pair
        b"\xed\xaf\xbf",             //
        b"\xed\xb0\x80",             //
        b"\xed\xa0\x80\xed\xb0\x80", // a pair in halves
        b"\xed\xbf\xbf",             //
    ] {
        let text = [b"{\"type\":\"ping\",\"x\":\"", wrong, b"\"}"].concat();
        let mut line = Line::open(&world, &guest.access).await;
        line.send(&frame(TEXT, &text).bytes()).await;
        assert_eq!(line.code("whole").await, Some(4400), "{wrong:x?}");
        let mut line = Line::open(&world, &guest.access).await;
        let (begin, end) = text.split_at(21);
        line.send(&all(&[part(TEXT, begin), frame(MORE, end)]))
            .await;
        assert_eq!(line.code("in parts").await, Some(4400), "{wrong:x?}");
    }
}

/// 7 of the suite.
#[tokio::test]
async fn a_close_is_answered_once_and_what_comes_after_it_is_not_heard() {
    let world = World::new().await;
    let guest = world.guest().await;
    let longest = "x".repeat(123);
    for code in [
        1000_u16, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999,
    ] {
        for reason in ["", "Hello World!", "κόσμε", &longest] {
            let payload = [&code.to_be_bytes()[..], reason.as_bytes()].concat();
            let mut line = Line::open(&world, &guest.access).await;
            line.send(&frame(CLOSE, &payload).bytes()).await;
            assert_eq!(line.code("a close").await, Some(code));
        }
    }
    // Without a code.
    let mut line = Line::open(&world, &guest.access).await;
    line.send(&frame(CLOSE, b"").bytes()).await;
    let answer = line.code("an empty close").await;
    assert!(matches!(answer, None | Some(1000)), "{answer:?}");
    // Nothing after it counts.
    for after in [
        frame(PING, b"late"),
        frame(TEXT, PING_OF_OURS),
        frame(CLOSE, &[3, 232]),
    ] {
        let mut line = Line::open(&world, &guest.access).await;
        line.send(&all(&[frame(CLOSE, &[3, 232]), after])).await;
        assert_eq!(line.code("late").await, Some(1000));
    }
    // A text that was begun is given up.
    let mut line = Line::open(&world, &guest.access).await;
    line.send(&all(&[part(TEXT, b"{"), frame(CLOSE, &[3, 232])]))
        .await;
    assert_eq!(line.code("in the middle").await, Some(1000));
}

/// The rest of 7 of the suite.
#[tokio::test]
async fn a_close_that_is_wrong_is_told_so() {
    let world = World::new().await;
    let guest = world.guest().await;
    let mut cases: Vec<Vec<u8>> = vec![vec![3], b"\x03\xe8\xce\xba\xed\xa0\x80".to_vec()];
    for code in [
        0_u16, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535,
    ] {
        cases.push(code.to_be_bytes().to_vec());
        cases.push([&code.to_be_bytes()[..], b"reason"].concat());
    }
    for payload in cases {
        let mut line = Line::open(&world, &guest.access).await;
        line.send(&frame(CLOSE, &payload).bytes()).await;
        let code = line.code("a wrong close").await;
        assert!(
            matches!(code, Some(1002 | 1007 | 4400)),
            "{payload:x?}: {code:?}"
        );
    }
}

/// 9 of the suite, within our limit.
#[tokio::test]
async fn what_is_too_long_ends_the_socket_before_it_has_arrived() {
    let world = World::new().await;
    let guest = world.guest().await;
    let head = |length: u64| {
        let mut bytes = vec![0x81, 0xff];
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&[1, 2, 3, 4]);
        bytes
    };
    for length in [65_537, 1 << 20, 1 << 32, 1 << 62, u64::MAX >> 1] {
        let mut line = Line::open(&world, &guest.access).await;
        line.send(&head(length)).await;
        assert_eq!(line.code("a long frame").await, Some(1009), "{length}");
    }
    // The highest bit of a length must not be set at all.
    let mut line = Line::open(&world, &guest.access).await;
    line.send(&head(u64::MAX)).await;
    let code = line.code("a negative length").await;
    assert!(matches!(code, Some(1009 | 4400)), "{code:?}");
    let mut line = Line::open(&world, &guest.access).await;
    let half = padded(40_000);
    line.send(&all(&[part(TEXT, &half), frame(MORE, &half)]))
        .await;
    assert_eq!(
        line.code("parts that are too long together").await,
        Some(1009)
    );
}

/// 12 and 13 of the suite do not apply.
#[tokio::test]
async fn no_extension_is_agreed_to() {
    let world = World::new().await;
    let offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nSec-WebSocket-Protocol: chat\r\n";
    let (_, head) = upgraded(&world, offer).await;
    assert!(!head.contains("sec-websocket-extensions"), "{head}");
    assert!(!head.contains("sec-websocket-protocol"), "{head}");
    assert!(
        head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="),
        "{head}"
    );
}
