//! Made-up names for people who give none: friendly, Indonesian, saying nothing about anyone.

use super::DisplayName;
use crate::entropy::Entropy;

const THINGS: [&str; 24] = [
    "Awan",
    "Bintang",
    "Bulan",
    "Daun",
    "Embun",
    "Fajar",
    "Gelombang",
    "Hujan",
    "Kabut",
    "Kupu",
    "Langit",
    "Lautan",
    "Melati",
    "Mentari",
    "Ombak",
    "Pelangi",
    "Purnama",
    "Rimba",
    "Rintik",
    "Samudra",
    "Senja",
    "Sungai",
    "Teratai",
    "Angin",
];
const MANNERS: [&str; 16] = [
    "Biru", "Cerah", "Damai", "Hangat", "Hening", "Indah", "Jingga", "Lembut", "Manis", "Pagi",
    "Perak", "Ramah", "Riang", "Sejuk", "Syahdu", "Tenang",
];

pub(super) fn made_up(entropy: &Entropy) -> DisplayName {
    let name = format!(
        "{} {} {:02}",
        entropy.pick(&THINGS),
        entropy.pick(&MANNERS),
        entropy.below(100)
    );
    DisplayName::parse(&name).expect("the words are short")
}
