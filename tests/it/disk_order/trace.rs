//! System calls as strace writes them down, each with the lines at which it began and ended.

use std::collections::HashMap;

#[derive(Debug)]
pub(super) struct Call {
    pub(super) name: String,
    /// Of the descriptor: a file's path, or something like `socket:[123]`.
    pub(super) path: String,
    /// What was to be written.
    pub(super) data: Vec<u8>,
    /// `None` if it did not return.
    pub(super) result: Option<i64>,
    pub(super) begun: usize,
    pub(super) ended: usize,
}

/// The calls in the order in which they began. strace notes a call's end before it lets the thread go on, so whatever a
/// thread does because another one's call has returned stands on a later line.
pub(super) fn calls(trace: &str) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    let mut open = HashMap::new();
    for (line, text) in trace.lines().enumerate() {
        let (thread, text) = text.split_once(' ').expect("a thread's number");
        let text = text.trim_start();
        if text.starts_with("<... ") {
            // Those that were under way when the tracing began.
            if let Some(at) = open.remove(thread) {
                let call: &mut Call = &mut calls[at];
                (call.ended, call.result) = (line, result(text));
            }
        } else if let Some((name, rest)) = text.split_once('(') {
            if text.ends_with("<unfinished ...>") {
                open.insert(thread, calls.len());
            }
            calls.push(Call {
                name: name.to_owned(),
                path: path(rest),
                data: strings(rest),
                result: result(text),
                begun: line,
                ended: line,
            });
        }
    }
    for at in open.into_values() {
        calls[at].ended = usize::MAX;
    }
    calls
}

/// `… = 4096`
fn result(text: &str) -> Option<i64> {
    let (_, result) = text.rsplit_once(" = ")?;
    result.split(' ').next()?.parse().ok()
}

/// `9</var/lib/curhat.db-wal>, …`
fn path(arguments: &str) -> String {
    let begins = arguments.find('<').map_or(0, |at| at + 1);
    let ends = arguments[begins..].find('>').unwrap_or(0);
    arguments[begins..begins + ends].to_owned()
}

/// All that stands in quotation marks, one after the other, without the escapes of C.
fn strings(arguments: &str) -> Vec<u8> {
    let mut data = Vec::new();
    let mut bytes = arguments.bytes().peekable();
    while bytes.any(|byte| byte == b'"') {
        while let Some(byte) = bytes.next().filter(|byte| *byte != b'"') {
            if byte != b'\\' {
                data.push(byte);
                continue;
            }
            let escaped = bytes.next().expect("something escaped");
            data.push(match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'v' => 0x0b,
                b'f' => 0x0c,
                digit @ b'0'..=b'7' => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(digit) = bytes.next_if(|b| matches!(b, b'0'..=b'7')) else {
                            break;
                        };
                        value = value * 8 + u32::from(digit - b'0');
                    }
                    u8::try_from(value).expect("an octal byte")
                }
                other => other,
            });
        }
    }
    data
}

#[test]
fn a_trace_is_read_with_its_escapes_and_its_overlaps() {
    let trace = r#"7 write(3</a b>, "x\"\\\n\0001\337\33z", 9) = 9
8  fsync(4</d.db-wal> <unfinished ...>
7 sendto(5<socket:[1]>, "one", 3, MSG_NOSIGNAL, NULL, 0) = 3
8 <... fsync resumed>)  = 0
7 writev(5<socket:[1]>, [{iov_base="a", iov_len=1}, {iov_base="b", iov_len=1}], 2 <unfinished ...>
"#;
    let calls = calls(trace);
    let seen: Vec<_> = calls
        .iter()
        .map(|c| (&*c.name, &*c.path, c.result, c.begun, c.ended))
        .collect();
    assert_eq!(
        seen,
        [
            ("write", "/a b", Some(9), 0, 0),
            ("fsync", "/d.db-wal", Some(0), 1, 3),
            ("sendto", "socket:[1]", Some(3), 2, 2),
            ("writev", "socket:[1]", None, 4, usize::MAX),
        ]
    );
    assert_eq!(calls[0].data, b"x\"\\\n\x001\xdf\x1bz");
    assert_eq!(calls[3].data, b"ab");
}
