//! Who may import whom: the layers, and the ladder of concepts inside the domain. Each row has its reason.

/// What a module may import besides itself. The longest name that fits is the one that counts.
pub struct Layer {
    pub module: &'static str,
    pub may: &'static [&'static str],
    pub why: &'static str,
}

pub const EVERYTHING: &str = "*";

pub const LAYERS: &[Layer] = &[
    Layer {
        module: "clock",
        may: &[],
        why: "time is where everything begins",
    },
    Layer {
        module: "entropy",
        may: &["clock::Timestamp"],
        why: "chance needs an instant for ids that sort by time, and nothing else of ours",
    },
    Layer {
        module: "settings",
        may: &[],
        why: "settings are plain values; what they lead to is decided in app",
    },
    Layer {
        module: "store",
        may: &["clock::Timestamp"],
        why: "the store keeps rows and knows no concept; an instant is one of the values in a row",
    },
    Layer {
        module: "domain",
        may: &["store", "clock", "entropy"],
        why: "what Curhat is must not depend on how it is reached",
    },
    Layer {
        module: "wire",
        may: &["domain", "clock::Timestamp"],
        why: "JSON shapes are made from domain types, so that no row leaks",
    },
    Layer {
        module: "hub",
        may: &["wire", "domain::event", "domain::ids", "domain::session"],
        why: "the hub hands on what happened, and to both sides of a session; it decides nothing",
    },
    Layer {
        module: "timers",
        may: &["domain", "clock"],
        why: "a timer calls a use case when its time has come",
    },
    Layer {
        module: "outside",
        may: &["domain", "clock"],
        why: "other machines are called behind traits of the domain",
    },
    Layer {
        module: "dev",
        may: &["domain", "clock"],
        why: "what a development server adds uses what everyone uses",
    },
    Layer {
        module: "http::dev",
        may: &["wire", "domain", "clock", "dev", "hub"],
        why: "the dev desk's own pages and calls",
    },
    Layer {
        module: "pusher",
        may: &["domain", "clock"],
        why: "it carries notices to senders, which are behind a trait of the domain",
    },
    Layer {
        module: "hatch",
        may: &["domain"],
        why: "it hears commands at a shell and calls a use case",
    },
    Layer {
        module: "announcer",
        may: &[
            "hub",
            "pusher",
            "timers",
            "domain",
            "clock",
            "dev::Timeline",
        ],
        why: "it takes committed events to whoever must hear of them",
    },
    Layer {
        module: "http",
        may: &["wire", "domain", "clock", "entropy"],
        why: "a handler reads, calls one use case, and answers; request ids need chance",
    },
    Layer {
        module: "http::door",
        may: &["wire", "domain", "clock", "entropy"],
        why: "what a development server adds at the door stands with its desk",
    },
    Layer {
        module: "http::ws",
        may: &["wire", "domain", "clock", "entropy", "hub", "pusher", "dev"],
        why: "a socket is a listener at the hub; what went down a dead one is pushed; on a server for development the desk listens too",
    },
    Layer {
        module: "http::probes",
        may: &["wire", "domain", "clock", "hub", "store"],
        why: "readiness and metrics look at the machinery itself",
    },
    Layer {
        module: "app",
        may: &[EVERYTHING],
        why: "the one place where everything is put together",
    },
    Layer {
        module: "cli",
        may: &[EVERYTHING],
        why: "commands start whatever they need",
    },
];

/// The concepts of the domain, lowest rung first. A concept imports from lower rungs only; where a lower one must react to a
/// higher one, the higher one calls it in the same transaction.
pub const LADDER: &[(&[&str], &str)] = &[
    (&["ids"], "typed ids"),
    (&["error"], "every refusal"),
    (
        &["page", "span", "hashing", "turns"],
        "lists in pages; from when to when; the one place for slow hashes; one after the other",
    ),
    (&["event"], "what the world is told"),
    (&["ctx"], "what a use case is given"),
    (
        &["totals", "ngrams"],
        "how many there are; who has which characters",
    ),
    (
        &["audit", "idempotency"],
        "who changed what; the same answer to the same request",
    ),
    (&["config"], "what operators may change"),
    (&["account"], "customers, mitras, staff"),
    (&["auth"], "tokens, sign-ins, refresh, upgrade"),
    (&["otp", "social"], "the two ways to prove who one is"),
    (
        &["pricing", "presence", "device"],
        "what is sold, who is online, where to reach a closed app",
    ),
    (&["session"], "the paid, timed conversation"),
    (
        &["message", "sensitivity"],
        "what is said in it, and how it is marked",
    ),
    (&["pairing"], "how the two find each other"),
    (
        &["push", "erasure"],
        "what someone is told whose app is closed; a customer, forgotten",
    ),
    (
        &["report", "demo"],
        "reads across everything; a made-up month of everything",
    ),
];

/// Upward imports that are meant, each with its reason: (concept, what it may see above itself, why).
pub const LADDER_EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "event",
        "session",
        "an event holds a picture of the session as it was committed, a plain value",
    ),
    ("event", "message", "likewise of the message"),
    ("event", "config", "likewise of the settings"),
];

/// Macros stand at the root of the crate, wherever they are written: (macro, the module it belongs to).
pub const MACROS: &[(&str, &str)] = &[("params", "store"), ("error_set", "http")];
