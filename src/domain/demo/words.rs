//! Names and sentences of people who don't exist.

pub const STAFF: [(&str, &str, &str); 5] = [
    ("Ratna Wijaya", "ratna@curhat.local", "super_admin"),
    ("Bayu Prakoso", "bayu@curhat.local", "operator"),
    ("Sinta Maharani", "sinta@curhat.local", "operator"),
    ("Dimas Hartono", "dimas@curhat.local", "viewer"),
    ("Lina Kusuma", "lina@curhat.local", "viewer"),
];

pub const MITRA_NAMES: [&str; 40] = [
    "Ayu", "Bagas", "Citra", "Dewi", "Eka", "Farah", "Galih", "Hana", "Indra", "Joko", "Kirana",
    "Laras", "Maya", "Nadia", "Okta", "Putri", "Qori", "Rani", "Sari", "Tari", "Umar", "Vina",
    "Wulan", "Yoga", "Zahra", "Adit", "Bella", "Cahya", "Dian", "Elsa", "Fajar", "Gita", "Hasan",
    "Intan", "Kevin", "Lia", "Mira", "Nana", "Oki", "Rizky",
];

pub const FEELINGS: [&str; 16] = [
    "Awan", "Bintang", "Bulan", "Embun", "Fajar", "Hujan", "Kabut", "Langit", "Melati", "Mentari",
    "Ombak", "Pelangi", "Purnama", "Senja", "Sungai", "Teratai",
];
pub const MANNERS: [&str; 16] = [
    "Biru", "Cerah", "Damai", "Hangat", "Hening", "Indah", "Jingga", "Lembut", "Manis", "Pagi",
    "Perak", "Ramah", "Riang", "Sejuk", "Syahdu", "Tenang",
];

/// What a customer says, in any order that still makes some sense.
pub const CUSTOMER: [&str; 24] = [
    "Halo kak, boleh cerita?",
    "Akhir-akhir ini aku susah tidur.",
    "Kerjaan lagi numpuk banget.",
    "Rasanya capek tapi nggak tahu capek kenapa.",
    "Aku takut mengecewakan orang tua.",
    "Teman-temanku kayak menjauh.",
    "Sudah dicoba, tapi belum berani.",
    "Iya, kadang pengin nangis aja.",
    "Mungkin aku terlalu banyak mikir.",
    "Kemarin habis berantem sama adik.",
    "Aku belum pernah cerita ini ke siapa pun.",
    "Makasih ya sudah mau dengar.",
    "Hmm, iya juga ya.",
    "Besok aku coba ngomong pelan-pelan.",
    "Skripsiku mandek tiga bulan.",
    "Dia bilang aku berubah.",
    "Aku nggak mau bikin orang khawatir.",
    "Sedikit lebih lega sekarang.",
    "Kalau malam suka kepikiran terus.",
    "Aku harus mulai dari mana, kak?",
    "Bos lagi sering marah.",
    "Rasanya sendirian banget di kota ini.",
    "Oke, aku catat dulu.",
    "Boleh tanya pendapat kakak?",
];

/// What a mitra says.
pub const MITRA: [&str; 20] = [
    "Halo, aku di sini. Cerita pelan-pelan saja.",
    "Wajar kok merasa begitu.",
    "Sejak kapan rasanya seperti itu?",
    "Terima kasih sudah percaya cerita ke aku.",
    "Apa yang paling berat dari semua itu?",
    "Kamu sudah berusaha keras, lho.",
    "Boleh aku tanya lebih jauh?",
    "Tarik napas dulu, nggak usah buru-buru.",
    "Kalau ada satu hal kecil yang bisa dicoba besok, apa itu?",
    "Siapa yang biasanya bikin kamu tenang?",
    "Aku dengar. Lanjutkan saja.",
    "Kedengarannya kamu lagi menanggung banyak hal.",
    "Perasaanmu valid.",
    "Menurutmu apa yang dia maksud waktu itu?",
    "Istirahat juga bagian dari usaha.",
    "Nggak harus selesai hari ini.",
    "Pelan-pelan, satu langkah dulu.",
    "Bagus sekali kamu berani ngomong.",
    "Kamu nggak sendirian.",
    "Kalau perlu, kita bisa lanjut lain waktu.",
];

pub const GOODBYE_CUSTOMER: [&str; 4] = [
    "Makasih banyak, kak.",
    "Lega banget, terima kasih.",
    "Sampai ketemu lagi.",
    "Terima kasih sudah mendengarkan.",
];
pub const GOODBYE_MITRA: [&str; 4] = [
    "Jaga diri, ya.",
    "Terima kasih sudah cerita.",
    "Semoga harimu lebih ringan.",
    "Sampai jumpa, semangat!",
];
