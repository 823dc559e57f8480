//! As much of Rust's grammar as the house rules need: words, strings and marks without comments, and the paths that begin
//! with `crate`, `super` or `self`.

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Word(String),
    /// The inside of a string constant.
    Text(String),
    Mark(char),
}

#[derive(Debug, Clone)]
pub struct Token {
    pub line: usize,
    pub kind: Kind,
}

/// The tokens of a file. Comments, lifetimes and character constants are left out.
pub fn lex(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut at = 0;
    let get = |i: usize| chars.get(i).copied().unwrap_or('\0');
    while at < chars.len() {
        let start = at;
        let mut kind = None;
        match get(at) {
            '/' if get(at + 1) == '/' => {
                while at < chars.len() && get(at) != '\n' {
                    at += 1;
                }
            }
            '/' if get(at + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (get(at), get(at + 1)) {
                        ('/', '*') => depth += 1,
                        ('*', '/') => depth -= 1,
                        _ => {
                            at += 1;
                            if at < chars.len() {
                                continue;
                            }
                            break;
                        }
                    }
                    at += 2;
                    if depth == 0 {
                        break;
                    }
                }
            }
            '"' => {
                at += 1;
                while at < chars.len() && get(at) != '"' {
                    at += if get(at) == '\\' { 2 } else { 1 };
                }
                at = (at + 1).min(chars.len());
                let inner = &chars[start + 1..(at - 1).max(start + 1)];
                kind = Some(Kind::Text(inner.iter().collect()));
            }
            '\'' if get(at + 1) == '\\' => {
                at += 3;
                while at < chars.len() && get(at) != '\'' {
                    at += 1;
                }
                at += 1;
            }
            '\'' if get(at + 2) == '\'' => at += 3,
            // A lifetime: its name is no word of a path.
            '\'' => {
                at += 1;
                while is_word(get(at)) {
                    at += 1;
                }
            }
            first if is_word(first) => {
                while is_word(get(at)) {
                    at += 1;
                }
                let word: String = chars[start..at].iter().collect();
                let hashes = chars[at..].iter().take_while(|&&c| c == '#').count();
                if matches!(word.as_str(), "r" | "br" | "cr") && get(at + hashes) == '"' {
                    let open = at + hashes + 1;
                    let ends = |i: usize| get(i) == '"' && (1..=hashes).all(|n| get(i + n) == '#');
                    let close = (open..chars.len())
                        .find(|&i| ends(i))
                        .unwrap_or(chars.len());
                    at = (close + 1 + hashes).min(chars.len());
                    kind = Some(Kind::Text(chars[open..close].iter().collect()));
                } else {
                    kind = Some(Kind::Word(word));
                }
            }
            mark => {
                at += 1;
                if !mark.is_whitespace() {
                    kind = Some(Kind::Mark(mark));
                }
            }
        }
        if let Some(kind) = kind {
            tokens.push(Token { line, kind });
        }
        at = at.min(chars.len());
        line += chars[start..at].iter().filter(|&&c| c == '\n').count();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every path from the root of the crate that the file names, with the line where it begins. `use` trees are taken apart;
/// `super` and `self` are resolved, inside `mod name { }` too.
pub fn paths(module: &[String], tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    // Modules written inside this file, each with the depth of braces at which it ends.
    let mut inner: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at].kind {
            Kind::Mark('{') => {
                if let (Some(Kind::Word(name)), true) = (
                    at.checked_sub(1).map(|i| &tokens[i].kind),
                    at >= 2 && tokens[at - 2].kind == Kind::Word("mod".to_owned()),
                ) {
                    inner.push((name.clone(), depth));
                }
                depth += 1;
            }
            Kind::Mark('}') => {
                depth = depth.saturating_sub(1);
                inner.pop_if(|(_, end)| *end == depth);
            }
            Kind::Word(word)
                if matches!(word.as_str(), "crate" | "super" | "self")
                    && joined(tokens, at + 1)
                    && !(at >= 2 && joined(tokens, at - 2)) =>
            {
                let mut here = module.to_vec();
                here.extend(inner.iter().map(|(name, _)| name.clone()));
                let mut leaves = Vec::new();
                let end = tree(tokens, at, &here, None, &mut leaves);
                found.extend(leaves.into_iter().map(|path| (tokens[at].line, path)));
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Is there a `::` here?
fn joined(tokens: &[Token], at: usize) -> bool {
    let colon = |i: usize| tokens.get(i).is_some_and(|t| t.kind == Kind::Mark(':'));
    colon(at) && colon(at + 1)
}

/// Reads one path or tree of paths, and says where it ends. `so_far` is None at the very beginning.
fn tree(
    tokens: &[Token],
    mut at: usize,
    here: &[String],
    so_far: Option<&[String]>,
    leaves: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = so_far.map(<[String]>::to_vec);
    loop {
        match tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Word(word)) => {
                let begun = path.get_or_insert_with(|| here.to_vec());
                match word.as_str() {
                    "crate" => begun.clear(),
                    "super" => {
                        begun.pop();
                    }
                    "self" => {}
                    name => begun.push(name.to_owned()),
                }
            }
            Some(Kind::Mark('*')) => path.get_or_insert_default().push("*".to_owned()),
            Some(Kind::Mark('{')) => {
                at += 1;
                while let Some(token) = tokens.get(at) {
                    match token.kind {
                        Kind::Mark('}') => break,
                        Kind::Mark(',') => at += 1,
                        _ => {
                            let next = tree(tokens, at, here, path.as_deref(), leaves);
                            at = next.max(at + 1);
                        }
                    }
                }
                return at + 1;
            }
            _ => {
                leaves.extend(path);
                return at;
            }
        }
        if joined(tokens, at + 1) {
            at += 3;
        } else {
            break;
        }
    }
    leaves.extend(path);
    // `as name` renames; what is imported stays the same.
    if tokens.get(at + 1).map(|t| &t.kind) == Some(&Kind::Word("as".to_owned())) {
        at += 2;
    }
    at + 1
}

#[test]
fn trees_of_imports_are_taken_apart() {
    let here = ["a".to_owned(), "b".to_owned()];
    let text = r##"
        use crate::{x::{self, Y as Z}, w};
        use super::{super::v::*, c::D};
        const A: &str = r#"crate::no"#; // crate::no
        fn f<'a>(x: &'a [u8]) -> crate::p::Q<'a> { let q = '"'; self::g::<u8>(b'x') }
        mod tests { use super::h; mod deeper { fn i() { super::super::k() } } }
        pub(crate) fn j(self) { super::l }
    "##;
    let found: Vec<String> = paths(&here, &lex(text))
        .into_iter()
        .map(|(line, path)| format!("{line} {}", path.join("::")))
        .collect();
    assert_eq!(
        found,
        [
            "2 x",
            "2 x::Y",
            "2 w",
            "3 v::*",
            "3 a::c::D",
            "5 p::Q",
            "5 a::b::g",
            "6 a::b::h",
            "6 a::b::k",
            "7 a::l",
        ]
    );
}
