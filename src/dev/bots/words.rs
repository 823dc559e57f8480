//! What bots say.

pub const MITRA: [&str; 6] = [
    "Halo, aku di sini. Cerita pelan-pelan saja.",
    "Sejak kapan rasanya seperti itu?",
    "Wajar kok merasa begitu.",
    "Aku dengar. Lanjutkan saja.",
    "Apa yang paling berat dari semua itu?",
    "Kamu sudah berusaha keras, lho.",
];

pub const CUSTOMER: [&str; 6] = [
    "Halo kak, boleh cerita?",
    "Akhir-akhir ini aku susah tidur.",
    "Kerjaan lagi numpuk banget.",
    "Hmm, iya juga ya.",
    "Sedikit lebih lega sekarang.",
    "Makasih ya sudah mau dengar.",
];

/// The n-th thing to say; after the last one it begins again.
pub fn nth(words: &[&'static str], n: usize) -> &'static str {
    words[n % words.len()]
}
