//! Why the server ends a socket. Each code once, with its meaning; clients switch on the number.

macro_rules! close_codes {
    ($($(#[$doc:meta])* $name:ident $number:literal $meaning:literal;)*) => {
        /// A code of the close frame, and the sentence that goes with it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum CloseCode {
            $($(#[$doc])* $name,)*
            /// Chosen by somebody at a dev desk. No other server uses it, so no document has it.
            Chosen(u16),
        }

        impl CloseCode {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub const fn number(self) -> u16 {
                match self { $(Self::$name => $number,)* Self::Chosen(number) => number }
            }

            /// At most 123 bytes: it travels in a control frame.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* Self::Chosen(_) => "Ended at the dev desk." }
            }
        }
    };
}

close_codes! {
    /// Connect again, after a moment that differs from client to client.
    GoingAway 1001 "The server is going away; connect again.";
    TooBig 1009 "A frame may have 64 KiB.";
    /// Not a JSON object, or one without a `type`; binary; not UTF-8. A frame that can be read but not carried out is answered
    /// with `error` instead.
    Unreadable 4400 "A frame could not be read.";
    /// Refresh, connect again, sign in.
    NotSignedIn 4401 "Not signed in, or not any more.";
    /// Another token won't help: staff, or someone else's socket.
    NotAllowed 4403 "This token may not use this socket.";
    Silent 4408 "No sign of life.";
    /// Connect again and catch up by `sync` and `after_seq`.
    TooSlow 4413 "Frames were not read fast enough.";
    TooMany 4429 "Too many frames.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_in_use_once_and_meanings_fit_a_control_frame() {
        let numbers: Vec<u16> = CloseCode::ALL.iter().map(|code| code.number()).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
        assert!(
            CloseCode::ALL
                .iter()
                .all(|code| code.meaning().len() <= 123)
        );
    }
}
